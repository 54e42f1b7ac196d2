// What the chair's list shows beside each name, and how a name is found on it. Pure.
import type { Speaker } from '../../../api/types.ts';

export interface Used {
  turns: number;
  seconds: number;
}

/** Whom the time counts for: the delegation, else the person, else (guests) the name of the organization. */
const counted = ({ acted_as: as }: Speaker): string => as.delegation_id ?? as.account_id ?? as.entity;

/** For each inscription, what its delegation has used so far. Points of order are charged to nobody. */
export function spokenByEntity(speakers: readonly Speaker[]): Map<string, Used> {
  const used = new Map<string, Used>();
  for (const one of speakers) {
    if (one.kind === 'point_of_order' || one.intervals.length === 0) continue;
    const { turns, seconds } = used.get(counted(one)) ?? { turns: 0, seconds: 0 };
    used.set(counted(one), { turns: turns + 1, seconds: seconds + one.spoken_seconds });
  }
  const found = new Map<string, Used>();
  for (const one of speakers) {
    const of = used.get(counted(one));
    if (of) found.set(one.id, of);
  }
  return found;
}

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Every word that was typed begins a word of the name, the organization or the group spoken for. */
export function matches(speaker: Speaker, typed: string): boolean {
  const { name, entity } = speaker.acted_as;
  const words = plain([name, entity, speaker.on_behalf_of ?? ''].join(' ')).split(/[\s,.\-’']+/);
  return plain(typed)
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
}

/**
 * Before whom of its kind a name dropped at this height would stand; null: last. Undefined: where it is already.
 * `line`: those of the kind, in order. `middles`: of the rows that are shown, which may be fewer.
 */
export function droppedBefore(
  line: readonly string[],
  dragged: string,
  middles: ReadonlyMap<string, number>,
  height: number,
): string | null | undefined {
  const others = line.filter((id) => id !== dragged);
  const below = others.findIndex((id) => (middles.get(id) ?? -Infinity) > height);
  const shown = others.findLastIndex((id) => middles.has(id));
  const place = below >= 0 ? below : shown + 1;
  return place === line.indexOf(dragged) ? undefined : (others[place] ?? null);
}
