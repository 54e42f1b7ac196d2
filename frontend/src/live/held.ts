// What of a growing list is shown. New items wait behind a count while somebody reads further down, so that the page
// never moves under their eyes; what happens to items already shown (hidden, revised) shows at once. Pure.

export interface Placed {
  id: string;
  seq: number;
}

export interface Shown<T> {
  items: T[];
  /** How many newer items wait. */
  waiting: number;
}

/** `upTo`: the newest place already on screen. `own`: items of this person never wait. */
export function split<T extends Placed>(
  newestFirst: readonly T[],
  upTo: number,
  own: ReadonlySet<string>,
): Shown<T> {
  const items = newestFirst.filter((item) => item.seq <= upTo || own.has(item.id));
  return { items, waiting: newestFirst.length - items.length };
}
