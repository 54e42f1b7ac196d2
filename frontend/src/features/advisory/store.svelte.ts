// The advisory group on screen and what its pages show of it; fetched again when an entry about it comes.
import { api, ok } from '../../api/client';
import { asProblem, type Problem } from '../../api/problems';
import type {
  AdvisoryGroup,
  Composition,
  Entry,
  Interest,
  Nomination,
  NominationCall,
  Office,
  Seat,
} from '../../api/types';
import { session } from '../../session.svelte';
import type { ConsultationStore } from '../consultations/store.svelte';

/** The two lists of nominations, as the server tells them apart. */
export type Which = 'open' | 'settled';

const ABOUT_IT = /^(advisory_|nomination|interest\.)/;

export class AdvisoryStore {
  loaded = $state.raw(false);
  problem = $state.raw<Problem | null>(null);
  groups = $state.raw<AdvisoryGroup[]>([]);
  group = $state.raw<AdvisoryGroup | null>(null);
  composition = $state.raw<Composition | null>(null);
  seats = $state.raw<Seat[]>([]);
  calls = $state.raw<NominationCall[]>([]);
  /** Nominations that nobody has decided, declined or withdrawn; and those that somebody has. */
  nominations = $state.raw<Nomination[]>([]);
  settled = $state.raw<Nomination[]>([]);
  more = $state.raw<Record<Which, number | null>>({ open: null, settled: null });
  offices = $state.raw<Office[]>([]);
  interests = $state.raw<Interest[]>([]);
  /** An instant in the term on screen; null: the present one. */
  at = $state.raw<string | null>(null);
  /** The day for which the offices are asked; empty: today. */
  on = $state.raw('');
  #timer: number | undefined;
  #asked = 0;
  readonly consultation: ConsultationStore;

  constructor(consultation: ConsultationStore) {
    this.consultation = consultation;
  }

  get manages(): boolean {
    return this.consultation.is('convener', 'secretariat');
  }

  get appoints(): boolean {
    return this.group !== null && this.consultation.is(this.group.appointing_capacity);
  }

  headers(key?: string): Record<string, string> {
    return session.as(this.consultation.value.id, key);
  }

  take(entries: readonly Entry[]): void {
    if (entries.some((entry) => ABOUT_IT.test(entry.type))) this.soon();
  }

  /** Together for many entries, and not by every reader in the same instant. */
  soon(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        void this.load();
      },
      150 + Math.random() * 500,
    ) as unknown as number;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async choose(id: string): Promise<void> {
    this.group = this.groups.find((one) => one.id === id) ?? null;
    this.at = null;
    await this.load();
  }

  async load(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const ref = { params: { path: { ref: this.consultation.slug } } };
      const [groups, interests] = await Promise.all([
        ok(api.GET('/api/v1/consultations/{ref}/advisory-groups', ref)),
        ok(api.GET('/api/v1/consultations/{ref}/interests', ref)),
      ]);
      const group = groups.items.find((one) => one.id === this.group?.id) ?? groups.items[0] ?? null;
      const parts = group ? await this.#parts(group.id) : null;
      if (asked !== this.#asked) return;
      this.groups = groups.items;
      this.interests = interests.items;
      this.group = group;
      if (parts) {
        this.composition = parts.composition;
        this.seats = parts.seats.items;
        this.calls = parts.calls.items;
        this.nominations = parts.open.items;
        this.settled = parts.settled.items;
        this.more = { open: parts.open.next, settled: parts.settled.next };
        this.offices = parts.offices.items;
      }
      this.problem = null;
      this.loaded = true;
    } catch (error) {
      if (asked === this.#asked) this.problem = asProblem(error);
    }
  }

  async #parts(id: string) {
    const path = { group_id: id };
    const query = { limit: 200, ...(this.at ? { at: this.at } : {}) };
    const [composition, seats, calls, open, settled, offices] = await Promise.all([
      ok(
        api.GET('/api/v1/advisory-groups/{group_id}/composition', {
          params: { path, query: this.at ? { at: this.at } : {} },
        }),
      ),
      ok(api.GET('/api/v1/advisory-groups/{group_id}/seats', { params: { path, query } })),
      ok(api.GET('/api/v1/advisory-groups/{group_id}/nomination-calls', { params: { path } })),
      this.#page(id, 'open', null, Math.max(100, this.nominations.length)),
      this.#page(id, 'settled', null, Math.max(50, this.settled.length)),
      ok(
        api.GET('/api/v1/advisory-groups/{group_id}/offices', {
          params: { path, query: this.on ? { on: this.on } : {} },
        }),
      ),
    ]);
    return { composition, seats, calls, open, settled, offices };
  }

  #page(id: string, which: Which, before: number | null, limit: number) {
    const query = { which, limit: Math.min(200, limit), ...(before === null ? {} : { before }) };
    const params = { path: { group_id: id }, query };
    return ok(api.GET('/api/v1/advisory-groups/{group_id}/nominations', { params }));
  }

  async loadMore(which: Which): Promise<void> {
    if (!this.group) return;
    try {
      const page = await this.#page(this.group.id, which, this.more[which], 100);
      if (which === 'open') this.nominations = [...this.nominations, ...page.items];
      else this.settled = [...this.settled, ...page.items];
      this.more = { ...this.more, [which]: page.next };
    } catch (error) {
      this.problem = asProblem(error);
    }
  }
}
