// The floor of one meeting as a value: the list of speakers, the agenda, the chair's notices and the slow counts, and
// what can be read off them at an instant. Everything is known as of a seq, so applying an entry twice, or after a
// fresher snapshot, changes nothing. Pure; the rules are the server's (app/speakers/queue.py).
import type {
  AgendaItem,
  Entry,
  Floor,
  FloorClock,
  Notice,
  SlowCount,
  Speaker,
  SpeakersList,
  SpeakingStatistics,
} from '../../api/types.ts';
import { emptyShelf, put, type Known, type Shelf } from '../../live/state.ts';

export interface FloorState {
  list: Known<SpeakersList> | null;
  /** Null by gender means: only officers know, and it has to be read again. */
  statistics: Known<SpeakingStatistics> | null;
  speakers: Shelf<Speaker>;
  agenda: Shelf<AgendaItem>;
  notices: Shelf<Notice>;
  counts: Shelf<SlowCount>;
}

export const emptyFloor: FloorState = {
  list: null,
  statistics: null,
  speakers: emptyShelf(),
  agenda: emptyShelf(),
  notices: emptyShelf(),
  counts: emptyShelf(),
};

interface Page<T> {
  items: T[];
  record_seq: number;
}

export interface FloorSnapshot {
  floor: Floor;
  agenda: Page<AgendaItem>;
  notices: Page<Notice>;
  counts: Page<SlowCount>;
}

function newer<T>(old: Known<T> | null, value: T | null | undefined, at: number): Known<T> | null {
  return !value || (old && old.at > at) ? old : { value, at };
}

export function withSnapshot(
  state: FloorState,
  { floor, agenda, notices, counts }: FloorSnapshot,
): FloorState {
  return {
    list: newer(state.list, floor.speakers_list, floor.record_seq),
    statistics: newer(state.statistics, floor.statistics, floor.record_seq),
    speakers: put(state.speakers, floor.speakers, floor.record_seq),
    agenda: put(state.agenda, agenda.items, agenda.record_seq),
    notices: put(state.notices, notices.items, notices.record_seq),
    counts: put(state.counts, counts.items, counts.record_seq),
  };
}

/** What an entry may carry of the floor. */
interface Carried {
  speakers_list?: SpeakersList;
  speakers?: Speaker[];
  statistics?: SpeakingStatistics | null;
  items?: AgendaItem[];
  notice?: Notice;
  slow_count?: SlowCount;
}

function applyOne(state: FloorState, entry: Entry, meetingId: string): FloorState {
  const carried = (entry.payload ?? {}) as Carried;
  const { seq } = entry;
  if (carried.speakers_list?.meeting_id === meetingId)
    return {
      ...state,
      list: newer(state.list, carried.speakers_list, seq),
      statistics: newer(state.statistics, carried.statistics, seq),
      speakers: put(state.speakers, carried.speakers ?? [], seq),
    };
  const items = entry.type.startsWith('agenda_item.') ? (carried.items ?? []) : [];
  if (items[0]?.meeting_id === meetingId) return { ...state, agenda: put(state.agenda, items, seq) };
  const { notice, slow_count: count } = carried;
  if (notice?.meeting_id === meetingId) return { ...state, notices: put(state.notices, [notice], seq) };
  if (count?.meeting_id === meetingId) return { ...state, counts: put(state.counts, [count], seq) };
  return state;
}

export function applyFloor(state: FloorState, entries: readonly Entry[], meetingId: string): FloorState {
  return entries.reduce((now, entry) => applyOne(now, entry, meetingId), state);
}

/** One speaker as an answer to one's own act gave it. Its seq is not known, so whatever comes by the feed prevails. */
export function withSpeaker(state: FloorState, speaker: Speaker): FloorState {
  const old = state.speakers.get(speaker.id);
  if (old && old.value.version >= speaker.version) return state;
  return { ...state, speakers: put(state.speakers, [speaker], old?.at ?? 0) };
}

const values = <T extends { id: string }>(shelf: Shelf<T>): T[] =>
  [...shelf.values()].map((known) => known.value);

/** Everybody who was ever on the list, in the order in which they asked. */
export const everybody = (state: FloorState): Speaker[] =>
  values(state.speakers).sort((a, b) => a.number - b.number);

const SECTIONS: Speaker['kind'][] = ['point_of_order', 'question', 'statement', 'right_of_reply'];

/** Those who wait, in the order in which they will be called. */
export function waiting(state: FloorState): Speaker[] {
  return values(state.speakers)
    .filter((one) => one.state === 'waiting')
    .sort(
      (a, b) =>
        SECTIONS.indexOf(a.kind) - SECTIONS.indexOf(b.kind) || a.place - b.place || a.number - b.number,
    );
}

export const isOpen = (speaker: Speaker): boolean =>
  ['waiting', 'called', 'speaking', 'paused'].includes(speaker.state);

/** Who speaks, or would go on after a pause. */
export function onTheFloor(state: FloorState): Speaker | null {
  const id = state.list?.value.on_the_floor;
  return (id && state.speakers.get(id)?.value) || null;
}

/** Whose turn it is, even while a question or a point of order has interrupted: whom a question is put to. */
export function holder(state: FloorState): Speaker | null {
  return (
    values(state.speakers).find(
      (one) =>
        (one.state === 'speaking' || one.state === 'paused') &&
        (one.kind === 'statement' || one.kind === 'right_of_reply'),
    ) ?? null
  );
}

/** Called and not yet speaking: usually one, two when somebody with a point of order is called as well. */
export const called = (state: FloorState): Speaker[] =>
  everybody(state).filter((one) => one.state === 'called');

/** Who has spoken and no longer does, the last one first. */
export function spoken(state: FloorState): Speaker[] {
  const last = (one: Speaker) => one.intervals.at(-1)?.started_at ?? '';
  return everybody(state)
    .filter((one) => !isOpen(one) && one.intervals.length > 0)
    .sort((a, b) => last(b).localeCompare(last(a)) || b.number - a.number);
}

export const agenda = (state: FloorState): AgendaItem[] =>
  values(state.agenda).sort((a, b) => a.number - b.number);

export const currentItem = (state: FloorState): AgendaItem | null =>
  agenda(state).find((item) => item.state === 'current') ?? null;

/** Newest first; withdrawn ones have no text and are left out. */
export const notices = (state: FloorState): Notice[] =>
  values(state.notices)
    .filter((one) => one.withdrawn_at === null)
    .sort((a, b) => b.seq - a.seq);

export const counts = (state: FloorState): SlowCount[] => values(state.counts).sort((a, b) => b.seq - a.seq);

export const runningCount = (state: FloorState): SlowCount | null =>
  counts(state).find((one) => one.state === 'running') ?? null;

/** Milliseconds somebody has spoken until `at`: between recorded starts and stops, and since the last start. */
export function spokenAt(speaker: Speaker, at: number): number {
  let total = 0;
  for (const { started_at, stopped_at } of speaker.intervals)
    total += Math.max(0, (stopped_at === null ? at : Date.parse(stopped_at)) - Date.parse(started_at));
  return total;
}

export type TimeState = 'running' | 'warning' | 'over';

export interface TimeLeft {
  /** Milliseconds; negative when over time. */
  left: number;
  of: number;
  state: TimeState;
  running: boolean;
}

/** What is left of the speaker's time at an instant of the server's clock. The same after a reload, paused or not. */
export function timeLeft(clock: FloorClock, speaker: Speaker, warningSeconds: number, at: number): TimeLeft {
  const { seconds, ends_at, warns_at } = clock.limit;
  const of = seconds * 1000;
  const left = ends_at === null ? of - spokenAt(speaker, at) : Date.parse(ends_at) - at;
  const warnAt = warns_at === null || ends_at === null ? null : Date.parse(ends_at) - Date.parse(warns_at);
  const warnBelow = warnAt ?? Math.min(warningSeconds, Math.floor(seconds / 2)) * 1000;
  const state = left < 0 ? 'over' : left <= warnBelow ? 'warning' : 'running';
  return { left, of, state, running: ends_at !== null };
}

/** "2:05", and "+0:12" over time: time left is rounded up and overtime down, so that zero is the instant itself. */
export function minutes(ms: number): string {
  const over = ms < 0;
  const seconds = over ? Math.floor(-ms / 1000) : Math.ceil(ms / 1000);
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return over ? `+${text}` : text;
}
