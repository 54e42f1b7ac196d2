// A list of the newest first that grows by itself: snapshot pages, entries from the live feed, and what waits unseen.
import { asProblem, type Problem } from '../api/problems';
import type { Entry } from '../api/types';
import { split, type Placed } from './held';
import { emptyShelf, newestFirst, put, type Shelf } from './state';

interface LivePage<T> {
  items: T[];
  next: number | null;
  record_seq: number;
}

export class LiveList<T extends Placed> {
  problem = $state.raw<Problem | null>(null);
  loaded = $state.raw(false);
  loadingMore = $state.raw(false);
  #shelf = $state.raw<Shelf<T>>(emptyShelf());
  #upTo = $state.raw(0);
  #own = $state.raw<ReadonlySet<string>>(new Set());
  #next = $state.raw<number | null>(null);
  readonly #fetch: (before: number | null) => Promise<LivePage<T>>;
  readonly #apply: (shelf: Shelf<T>, entries: readonly Entry[]) => Shelf<T>;
  readonly #reading: () => boolean;
  readonly #shown = $derived(split(newestFirst(this.#shelf), this.#upTo, this.#own));

  /** `reading` says whether somebody reads further down, so that new items must wait. */
  constructor(options: {
    fetch: (before: number | null) => Promise<LivePage<T>>;
    apply: (shelf: Shelf<T>, entries: readonly Entry[]) => Shelf<T>;
    reading: () => boolean;
  }) {
    this.#fetch = options.fetch;
    this.#apply = options.apply;
    this.#reading = options.reading;
  }

  get items(): T[] {
    return this.#shown.items;
  }
  get waiting(): number {
    return this.#shown.waiting;
  }
  get more(): boolean {
    return this.#next !== null;
  }

  async load(): Promise<void> {
    this.problem = null;
    try {
      const page = await this.#fetch(null);
      this.#shelf = put(this.#shelf, page.items, page.record_seq);
      this.#next = page.next;
      this.loaded = true;
      this.reveal();
    } catch (error) {
      this.problem = asProblem(error);
    }
  }

  async loadMore(): Promise<void> {
    if (this.#next === null || this.loadingMore) return;
    this.loadingMore = true;
    try {
      const page = await this.#fetch(this.#next);
      this.#shelf = put(this.#shelf, page.items, page.record_seq);
      this.#next = page.next;
    } catch (error) {
      this.problem = asProblem(error);
    } finally {
      this.loadingMore = false;
    }
  }

  take(entries: readonly Entry[]): void {
    this.#shelf = this.#apply(this.#shelf, entries);
    if (this.loaded && !this.#reading()) this.reveal();
  }

  /** What this person just created: shown at once, also before the feed brings it. */
  add(item: T): void {
    this.#own = new Set(this.#own).add(item.id);
    this.#shelf = put(this.#shelf, [item], item.seq);
  }

  reveal(): void {
    this.#upTo = newestFirst(this.#shelf)[0]?.seq ?? 0;
  }
}
