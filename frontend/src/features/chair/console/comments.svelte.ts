// The comments of a meeting as the chair sees them: those that wait for approval, oldest first, and the latest posted.
import { api, ok } from '../../../api/client';
import { asProblem, type Problem } from '../../../api/problems';
import type { Comment, Entry } from '../../../api/types';
import { emptyShelf, newestFirst, put, type Shelf } from '../../../live/state';

/** A console is no archive: older ones are on the meeting's page. */
const LATEST = 40;
const HELD_PAGES = 20;

export class CommentsDesk {
  problem = $state.raw<Problem | null>(null);
  loaded = $state.raw(false);
  #shelf = $state.raw<Shelf<Comment>>(emptyShelf());
  #upTo = $state.raw(Infinity);
  readonly #meeting: string;
  readonly #all: Comment[] = $derived(newestFirst(this.#shelf));
  readonly held: Comment[] = $derived(this.#all.filter((one) => one.state === 'held').reverse());
  readonly #posted: Comment[] = $derived(this.#all.filter((one) => one.state === 'posted'));
  readonly latest: Comment[] = $derived(this.#posted.filter((one) => one.seq <= this.#upTo).slice(0, LATEST));
  readonly waiting: number = $derived(this.#posted.filter((one) => one.seq > this.#upTo).length);

  constructor(meetingId: string) {
    this.#meeting = meetingId;
  }

  hear(entries: readonly Entry[]): void {
    for (const entry of entries) {
      const { comment } = (entry.payload ?? {}) as { comment?: Comment };
      if (comment?.meeting_id === this.#meeting) this.#shelf = put(this.#shelf, [comment], entry.seq);
    }
    if (this.#posted.length > 10 * LATEST) {
      const kept = new Set([...this.held, ...this.#posted.slice(0, 5 * LATEST)].map((one) => one.id));
      this.#shelf = new Map([...this.#shelf].filter(([id]) => kept.has(id)));
    }
  }

  /** While somebody reads, what is new waits behind a count. */
  hold(reading: boolean): void {
    if (!reading) this.#upTo = Infinity;
    else if (this.#upTo === Infinity) this.#upTo = this.#posted[0]?.seq ?? 0;
  }

  async load(): Promise<void> {
    const get = async (query: Record<string, string | number>) => {
      const params = { path: { meeting_id: this.#meeting }, query: query as never };
      const page = await ok(api.GET('/api/v1/meetings/{meeting_id}/comments', { params }));
      this.#shelf = put(this.#shelf, page.items, page.record_seq);
      return page.next;
    };
    // Pages come newest first, and the oldest is decided first.
    const getHeld = async () => {
      let before: number | null = null;
      for (let page = 0; page === 0 || (before !== null && page < HELD_PAGES); page += 1)
        before = await get({ state: 'held', limit: 200, ...(before === null ? {} : { before }) });
    };
    try {
      await Promise.all([get({ limit: LATEST }), getHeld()]);
      this.problem = null;
      this.loaded = true;
    } catch (error) {
      this.problem = asProblem(error);
    }
  }
}
