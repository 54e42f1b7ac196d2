// Everything the page of decisions shows: four lists that follow the record, and the findings, which are asked for again
// when what they rest on has changed.
import { api, ok } from '../../api/client';
import { asProblem, type Problem } from '../../api/problems';
import type { Entry, OptionFindings } from '../../api/types';
import { newestFirst, put } from '../../live/state';
import { session } from '../../session.svelte';
import type { ConsultationStore } from '../consultations/store.svelte';
import { apply, nothing, type Known } from './decisions';

const FINDINGS_REST_ON = /^(position|joint|note|option|consensus_call|objection|silence|finding|participant)/;
type Next = Partial<Record<'calls' | 'silences' | 'objections' | 'polls', number | null>>;

export class DecisionsStore {
  loaded = $state.raw(false);
  problem = $state.raw<Problem | null>(null);
  findings = $state.raw<ReadonlyMap<string, OptionFindings>>(new Map());
  #known = $state.raw<Known>(nothing());
  #next = $state.raw<Next>({});
  #findingsAt = 0;
  #timer: number | undefined;
  readonly consultation: ConsultationStore;
  readonly calls = $derived(newestFirst(this.#known.calls));
  readonly silences = $derived(newestFirst(this.#known.silences));
  readonly objections = $derived(newestFirst(this.#known.objections));
  readonly polls = $derived(newestFirst(this.#known.polls));

  constructor(consultation: ConsultationStore) {
    this.consultation = consultation;
  }

  get more(): boolean {
    return Object.values(this.#next).some((next) => next !== null);
  }

  get chair(): boolean {
    return this.consultation.kinds.includes('chair');
  }

  /** Whether one of my capacities is among those that may object. */
  entitled(kinds: readonly string[]): boolean {
    return this.consultation.kinds.some((kind) => kinds.includes(kind));
  }

  /** Whether this is an act of an entity I act for. */
  isOwn(entityId: string): boolean {
    return session
      .heldIn(this.consultation.value.id)
      .some((held) => (held.delegation_id ?? session.account?.id) === entityId);
  }

  headers(key?: string): Record<string, string> {
    return session.as(this.consultation.value.id, key);
  }

  take(entries: readonly Entry[]): void {
    this.#known = apply(this.#known, entries);
    if (entries.some((entry) => FINDINGS_REST_ON.test(entry.type))) this.findingsSoon();
  }

  /** Soon, but together for many entries, and not by every reader in the same instant. */
  findingsSoon(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        void this.#loadFindings().catch(() => {});
      },
      200 + Math.random() * 800,
    ) as unknown as number;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async load(): Promise<void> {
    this.problem = null;
    try {
      await Promise.all([this.#pages({}), this.#loadFindings()]);
      this.loaded = true;
    } catch (error) {
      this.problem = asProblem(error);
    }
  }

  async loadMore(): Promise<void> {
    try {
      await this.#pages(this.#next);
    } catch (error) {
      this.problem = asProblem(error);
    }
  }

  async #loadFindings(): Promise<void> {
    const params = { path: { ref: this.consultation.slug } };
    const fresh = await ok(api.GET('/api/v1/consultations/{ref}/findings', { params }));
    if (fresh.record_seq < this.#findingsAt) return;
    this.#findingsAt = fresh.record_seq;
    this.findings = new Map(fresh.options.map((one) => [one.option_id, one]));
  }

  /** The first page of each list, or those after the given places; null: there are no more. */
  async #pages(from: Next): Promise<void> {
    const at = (before: number | null | undefined) => ({
      params: {
        path: { ref: this.consultation.slug },
        query: typeof before === 'number' ? { before, limit: 200 } : { limit: 200 },
      },
    });
    const wanted = <T>(before: number | null | undefined, ask: () => Promise<T>) =>
      before === null ? Promise.resolve(null) : ask();
    const [calls, silences, objections, polls] = await Promise.all([
      wanted(from.calls, () => ok(api.GET('/api/v1/consultations/{ref}/consensus-calls', at(from.calls)))),
      wanted(from.silences, () =>
        ok(api.GET('/api/v1/consultations/{ref}/silence-procedures', at(from.silences))),
      ),
      wanted(from.objections, () =>
        ok(api.GET('/api/v1/consultations/{ref}/objections', at(from.objections))),
      ),
      wanted(from.polls, () => ok(api.GET('/api/v1/consultations/{ref}/straw-polls', at(from.polls)))),
    ]);
    const known = this.#known;
    this.#known = {
      calls: calls ? put(known.calls, calls.items, calls.record_seq) : known.calls,
      silences: silences ? put(known.silences, silences.items, silences.record_seq) : known.silences,
      objections: objections
        ? put(known.objections, objections.items, objections.record_seq)
        : known.objections,
      polls: polls ? put(known.polls, polls.items, polls.record_seq) : known.polls,
    };
    this.#next = {
      calls: calls?.next ?? null,
      silences: silences?.next ?? null,
      objections: objections?.next ?? null,
      polls: polls?.next ?? null,
    };
  }

  /** What I just answered, which no entry tells. */
  answered(poll: Known['polls'] extends ReadonlyMap<string, { value: infer P }> ? P : never): void {
    const at = this.#known.polls.get(poll.id)?.at ?? 0;
    this.#known = { ...this.#known, polls: put(this.#known.polls, [poll], at) };
  }
}
