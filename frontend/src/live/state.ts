// How entries of the record change what is on screen: pure functions, one rule for every kind of object. An object is
// known as of a seq; whatever is newer or equal replaces it, whatever is older is ignored. So applying an entry twice,
// or after a fresher snapshot, changes nothing.
import type {
  Caucus,
  Comment,
  Consultation,
  Contribution,
  Entry,
  Meeting,
  Note,
  Round,
} from '../api/types.ts';

/** An object and the seq of the record at which this is its state. */
export interface Known<T> {
  value: T;
  at: number;
}

interface WithId {
  id: string;
}

/** A collection by id. Treated as immutable: every function returns the same object when nothing changed. */
export type Shelf<T extends WithId> = ReadonlyMap<string, Known<T>>;

export function emptyShelf<T extends WithId>(): Shelf<T> {
  return new Map();
}

export function put<T extends WithId>(shelf: Shelf<T>, values: readonly T[], at: number): Shelf<T> {
  let next: Map<string, Known<T>> | null = null;
  for (const value of values) {
    const old = (next ?? shelf).get(value.id);
    if (old && old.at > at) continue;
    next ??= new Map(shelf);
    next.set(value.id, { value, at });
  }
  return next ?? shelf;
}

/** The object an entry carries under the key that names its kind, if it carries one. */
function carried(entry: Entry): {
  comment?: Comment;
  contribution?: Contribution;
  round?: Round;
  meeting?: Meeting;
  note?: Note;
  caucus?: Caucus;
} {
  return (entry.payload ?? {}) as object;
}

/** The comments of one meeting. One that is held or refused is not among them, unless it is one's own and here already. */
export function applyComments(
  shelf: Shelf<Comment>,
  entries: readonly Entry[],
  meetingId: string,
): Shelf<Comment> {
  let next = shelf;
  for (const entry of entries) {
    const { comment } = carried(entry);
    if (comment?.meeting_id !== meetingId) continue;
    if (comment.state === 'posted' || next.has(comment.id)) next = put(next, [comment], entry.seq);
  }
  return next;
}

export function applyContributions(
  shelf: Shelf<Contribution>,
  entries: readonly Entry[],
): Shelf<Contribution> {
  let next = shelf;
  for (const entry of entries) {
    const { contribution } = carried(entry);
    if (contribution) next = put(next, [contribution], entry.seq);
  }
  return next;
}

export function applyCaucuses(shelf: Shelf<Caucus>, entries: readonly Entry[]): Shelf<Caucus> {
  let next = shelf;
  for (const entry of entries) {
    const { caucus } = carried(entry);
    if (caucus) next = put(next, [caucus], entry.seq);
  }
  return next;
}

export function applyMeetings(shelf: Shelf<Meeting>, entries: readonly Entry[]): Shelf<Meeting> {
  let next = shelf;
  for (const entry of entries) {
    const { meeting } = carried(entry);
    if (meeting) next = put(next, [meeting], entry.seq);
  }
  return next;
}

/** Newest first, by the place in the record that an object received when it was created. */
export function newestFirst<T extends WithId & { seq: number }>(shelf: Shelf<T>): T[] {
  return [...shelf.values()].map((known) => known.value).sort((a, b) => b.seq - a.seq);
}

/** The consultation on screen, and since when each part of it is known. */
export interface ConsultationState {
  value: Consultation;
  at: number;
  parts: ReadonlyMap<string, number>;
}

export function consultationState(snapshot: Consultation): ConsultationState {
  return { value: snapshot, at: snapshot.record_seq, parts: new Map() };
}

function replace<T extends WithId>(list: readonly T[], item: T): T[] {
  const known = list.some((one) => one.id === item.id);
  return known ? list.map((one) => (one.id === item.id ? item : one)) : [...list, item];
}

function changeFor(entry: Entry): { id: string; apply: (c: Consultation) => Partial<Consultation> } | null {
  const { round, note } = carried(entry);
  if (round) return { id: round.id, apply: (c) => ({ rounds: replace(c.rounds, round) }) };
  if (note) return { id: note.id, apply: () => ({ note }) };
  return null;
}

export function applyToConsultation(state: ConsultationState, entries: readonly Entry[]): ConsultationState {
  let { value } = state;
  let parts: Map<string, number> | null = null;
  for (const entry of entries) {
    if (entry.seq <= state.at) continue;
    const change = changeFor(entry);
    if (!change || ((parts ?? state.parts).get(change.id) ?? 0) >= entry.seq) continue;
    parts ??= new Map(state.parts);
    parts.set(change.id, entry.seq);
    value = { ...value, ...change.apply(value) };
  }
  return parts ? { value, at: state.at, parts } : state;
}
