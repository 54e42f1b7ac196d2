// Objects of one kind in one meeting, known as of a seq: listens first, then fetches.
import { asProblem, type Problem } from '../../api/problems';
import type { Entry } from '../../api/types';
import { emptyShelf, put, type Shelf } from '../../live/state';

interface Placed {
  id: string;
  seq: number;
  meeting_id: string;
}

export class LiveShelf<T extends Placed> {
  problem = $state.raw<Problem | null>(null);
  loaded = $state.raw(false);
  #shelf = $state.raw<Shelf<T>>(emptyShelf());
  readonly #fetch: () => Promise<{ items: T[]; record_seq: number }>;
  readonly #stop: () => void;
  /** Newest first. */
  readonly items: T[] = $derived(
    [...this.#shelf.values()].map((known) => known.value).sort((a, b) => b.seq - a.seq),
  );

  /** `stale`: what an entry carries says less than the server tells this reader, so it is read again. */
  constructor(options: {
    meetingId: string;
    key: string;
    listen: (listener: (entries: readonly Entry[]) => void) => () => void;
    fetch: () => Promise<{ items: T[]; record_seq: number }>;
    stale?: (item: T) => boolean;
  }) {
    this.#fetch = options.fetch;
    this.#stop = options.listen((entries) => {
      let again = false;
      for (const { seq, payload } of entries) {
        const item = (payload as Record<string, T | undefined> | null)?.[options.key];
        if (item?.meeting_id !== options.meetingId) continue;
        if (options.stale?.(item)) again = true;
        else this.#shelf = put(this.#shelf, [item], seq);
      }
      if (again) void this.load();
    });
  }

  async load(): Promise<void> {
    try {
      const page = await this.#fetch();
      this.#shelf = put(this.#shelf, page.items, page.record_seq);
      this.loaded = true;
      this.problem = null;
    } catch (error) {
      this.problem = asProblem(error);
    }
  }

  add(item: T): void {
    this.#shelf = put(this.#shelf, [item], this.#shelf.get(item.id)?.at ?? 0);
  }

  close(): void {
    this.#stop();
  }
}
