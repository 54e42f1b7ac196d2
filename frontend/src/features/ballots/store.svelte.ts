// One ballot on screen, or the list of all: as of the last answer, kept current by the record.
import { api, ok } from '../../api/client';
import { asProblem, type Problem } from '../../api/problems';
import type { Entry, MyBallot } from '../../api/types';
import type { ConsultationStore } from '../consultations/store.svelte';

interface Carried {
  ballot?: { id: string };
  turnout?: { id: string; turnout: number; roll: number };
}

/** Follows what the record says about ballots; whatever it does not carry whole is asked for again, soon. */
abstract class Following {
  problem = $state.raw<Problem | null>(null);
  loaded = $state.raw(false);
  #timer: number | undefined;

  abstract ask(): Promise<void>;

  async load(): Promise<void> {
    this.problem = null;
    try {
      await this.ask();
      this.loaded = true;
    } catch (error) {
      this.problem = asProblem(error);
    }
  }

  /** Not by every reader in the same instant. */
  soon(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        void this.ask().catch(() => {});
      },
      200 + Math.random() * 800,
    ) as unknown as number;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

const carried = (entry: Entry): Carried => (entry.payload ?? {}) as object;

export class BallotsStore extends Following {
  all = $state.raw<MyBallot[]>([]);
  next = $state.raw<number | null>(null);
  readonly #consultation: ConsultationStore;

  constructor(consultation: ConsultationStore) {
    super();
    this.#consultation = consultation;
  }

  async ask(): Promise<void> {
    const page = await this.#page(undefined);
    this.all = page.items;
    this.next = page.next;
  }

  async more(): Promise<void> {
    if (this.next === null) return;
    try {
      const page = await this.#page(this.next);
      this.all = [...this.all, ...page.items];
      this.next = page.next;
    } catch (error) {
      this.problem = asProblem(error);
    }
  }

  take(entries: readonly Entry[]): void {
    for (const entry of entries) {
      const { ballot, turnout } = carried(entry);
      if (turnout)
        this.all = this.all.map((one) =>
          one.id === turnout.id ? { ...one, turnout: turnout.turnout } : one,
        );
      if (ballot && entry.type.startsWith('ballot.')) this.soon();
    }
  }

  #page(before: number | undefined) {
    const path = { ref: this.#consultation.slug };
    const query = before === undefined ? { limit: 50 } : { before, limit: 50 };
    return ok(api.GET('/api/v1/consultations/{ref}/ballots', { params: { path, query } }));
  }
}

export class BallotStore extends Following {
  value = $state.raw<MyBallot | null>(null);
  readonly #id: string;

  constructor(id: string) {
    super();
    this.#id = id;
  }

  async ask(): Promise<void> {
    const params = { path: { ballot_id: this.#id } };
    this.value = await ok(api.GET('/api/v1/ballots/{ballot_id}', { params }));
  }

  take(entries: readonly Entry[]): void {
    for (const entry of entries) {
      const { ballot, turnout } = carried(entry);
      if (turnout?.id === this.#id && this.value)
        this.value = { ...this.value, turnout: turnout.turnout, roll: turnout.roll };
      if (ballot?.id === this.#id && entry.type.startsWith('ballot.')) this.soon();
    }
  }

  voted(): void {
    if (this.value?.mine) this.value = { ...this.value, mine: { ...this.value.mine, voted: true } };
  }
}
