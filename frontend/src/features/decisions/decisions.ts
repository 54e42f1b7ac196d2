// What a page knows of calls, silence procedures, objections and straw polls, and how entries change it. Pure.
import type { ConsensusCall, Entry, Objection, SilenceProcedure, StrawPoll } from '../../api/types.ts';
import { emptyShelf, put, type Shelf } from '../../live/state.ts';

export interface Known {
  calls: Shelf<ConsensusCall>;
  silences: Shelf<SilenceProcedure>;
  objections: Shelf<Objection>;
  polls: Shelf<StrawPoll>;
}

export const nothing = (): Known => ({
  calls: emptyShelf(),
  silences: emptyShelf(),
  objections: emptyShelf(),
  polls: emptyShelf(),
});

interface Carried {
  call?: ConsensusCall | null;
  silence?: SilenceProcedure;
  objection?: Objection;
  poll?: Omit<StrawPoll, 'mine'>;
}

export function apply(known: Known, entries: readonly Entry[]): Known {
  let next = known;
  for (const { seq, payload } of entries) {
    const { call, silence, objection, poll } = (payload ?? {}) as Carried;
    if (call) next = { ...next, calls: put(next.calls, [call], seq) };
    if (silence) next = { ...next, silences: put(next.silences, [silence], seq) };
    if (objection) next = { ...next, objections: put(next.objections, [objection], seq) };
    // What everybody is told says nothing of one's own answer, so that is kept.
    if (poll) {
      const mine = next.polls.get(poll.id)?.value.mine ?? null;
      next = { ...next, polls: put(next.polls, [{ ...poll, mine }], seq) };
    }
  }
  return next;
}

/** From its deadline on, a silence that nobody broke is adoption, also before an entry says so. */
export function asOf(silence: SilenceProcedure, nowMs: number): SilenceProcedure {
  if (silence.state !== 'running' || Date.parse(silence.deadline) > nowMs) return silence;
  return { ...silence, state: 'adopted', ended_at: silence.deadline };
}

/** "1:04:09", "4:09": what is left, rounded up, so that nothing shows zero while time is left. */
export function left(deadline: string, nowMs: number): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(deadline) - nowMs) / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}
