// One consultation on screen: its snapshot, its live feed, and who listens to the entries. Pages under /c/{slug} share
// it, so moving between them keeps the connection.
import { getContext, setContext } from 'svelte';
import { api, ok } from '../../api/client';
import { asProblem, Problem } from '../../api/problems';
import type {
  Capacity,
  CapacityKind,
  Consultation,
  Entry,
  Meeting,
  RecordPage,
  Right,
  Round,
} from '../../api/types';
import { LiveFeed, type LiveOptions, type LiveStatus, type SocketAnswer } from '../../live/live';
import { rememberedLowData, rememberLowData } from '../../live/low-data';
import {
  applyMeetings,
  applyToConsultation,
  consultationState,
  emptyShelf,
  put,
  type ConsultationState,
  type Shelf,
} from '../../live/state';
import { now } from '../../lib/now.svelte';
import { session } from '../../session.svelte';

type Listener = (entries: readonly Entry[]) => void;

const RECORD_PAGE = 200;
const OFFICERS = ['chair', 'convener', 'secretariat'];

export class ConsultationStore {
  readonly slug: string;
  problem = $state.raw<Problem | null>(null);
  status = $state.raw<LiveStatus>('connecting');
  /** How many are connected; null until somebody has said so. */
  connected = $state.raw<number | null>(null);
  /** Attempts to connect that failed in a row. */
  failures = $state.raw(0);
  #lowData = $state.raw(rememberedLowData());
  #state = $state.raw<ConsultationState | null>(null);
  #meetings = $state.raw<Shelf<Meeting>>(emptyShelf());
  #feed: LiveFeed<Entry> | null = null;
  readonly #listeners = new Set<Listener>();

  constructor(slug: string) {
    this.slug = slug;
  }

  /** Only read where the frame has shown the page, which is when it is loaded. */
  get value(): Consultation {
    if (!this.#state) throw new Error('the consultation is not loaded');
    return this.#state.value;
  }

  get loaded(): boolean {
    return this.#state !== null;
  }

  get meetings(): Meeting[] {
    return [...this.#meetings.values()]
      .map((known) => known.value)
      .sort((a, b) => a.scheduled_starts_at.localeCompare(b.scheduled_starts_at));
  }

  /** The meeting people mean when they say "the meeting": in progress, else the next one, else the last. */
  get meeting(): Meeting | null {
    const all = this.meetings;
    return (
      all.find((one) => one.state === 'in_progress') ??
      all.find((one) => one.state === 'scheduled') ??
      all.at(-1) ??
      null
    );
  }

  get #held(): Capacity[] {
    return this.#state ? session.heldIn(this.#state.value.id) : [];
  }

  /** The capacities a person may act in now: the one they chose, else all they hold. */
  get #speaking(): Capacity[] {
    const chosen = this.#state && session.chosenIn(this.#state.value.id);
    return chosen ? [chosen] : this.#held;
  }

  get kinds(): string[] {
    return this.#speaking.map((one) => one.kind);
  }

  /** In which capacity the act would be done: the chosen one, else the first that the round gives this right. */
  capacityFor(right: Right, round: Round | null = this.roundFor(right)): Capacity | null {
    return this.#speaking.find((one) => round?.opens[right]?.includes(one.kind as CapacityKind)) ?? null;
  }

  /** Whether this person runs the consultation in some capacity. */
  get officer(): boolean {
    return this.is(...OFFICERS);
  }

  /** Whether they hold one of these capacities here. */
  is(...kinds: string[]): boolean {
    return this.#held.some((one) => kinds.includes(one.kind));
  }

  /** The open round that gives this right to one of my capacities. */
  roundFor(right: Right): Round | null {
    const kinds = this.kinds;
    return (
      this.value.rounds.find(
        (round) => round.state === 'open' && round.opens[right]?.some((kind) => kinds.includes(kind)),
      ) ?? null
    );
  }

  /** The open round that gives this right to anybody at all. */
  roundForAnyone(right: Right): Round | null {
    return this.value.rounds.find((round) => round.state === 'open' && round.opens[right]?.length) ?? null;
  }

  /** On this device: ask every 15 seconds instead of holding a socket open. */
  get lowData(): boolean {
    return this.#lowData;
  }
  set lowData(on: boolean) {
    this.#lowData = on;
    rememberLowData(on);
    this.failures = 0;
    this.connected = null;
    this.#feed?.poll(on);
  }

  async load(): Promise<void> {
    this.problem = null;
    const path = { path: { ref: this.slug } };
    try {
      const [snapshot, meetings] = await Promise.all([
        ok(api.GET('/api/v1/consultations/{ref}', { params: path })),
        ok(api.GET('/api/v1/consultations/{ref}/meetings', { params: path })),
      ]);
      now.learn(snapshot.server_time);
      this.#meetings = put(this.#meetings, meetings.items, meetings.record_seq);
      this.#state = consultationState(snapshot);
      session.here = { id: snapshot.id, slug: snapshot.slug };
      this.#follow(Math.min(snapshot.record_seq, meetings.record_seq));
    } catch (error) {
      this.problem = asProblem(error);
    }
  }

  /** Hear every entry from now on. Listen first, then fetch: whatever the answer misses comes by here. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** An act over the open socket; null when it has to go over HTTP. */
  async act(message: Record<string, unknown>): Promise<SocketAnswer | null> {
    return (await this.#feed?.act(message)) ?? null;
  }

  close(): void {
    this.#feed?.stop();
    this.#feed = null;
    removeEventListener('offline', this.#offline);
    removeEventListener('online', this.#online);
    document.removeEventListener('visibilitychange', this.#visible);
    if (session.here?.slug === this.slug) session.here = null;
  }

  readonly #offline = () => this.#feed?.networkLost();
  readonly #online = () => this.#feed?.networkBack();
  readonly #visible = () => {
    if (document.visibilityState === 'visible') this.#feed?.wake();
  };

  #follow(after: number): void {
    const base = `${location.origin.replace(/^http/, 'ws')}/api/v1/consultations/${encodeURIComponent(this.slug)}/live`;
    const options: LiveOptions<Entry> = {
      after,
      open: (from) => new WebSocket(`${base}?after=${from}`),
      backfill: (from) => this.record(from),
      apply: (entries) => this.#apply(entries),
      changed: (status) => (this.status = status),
      present: (connected) => (this.connected = connected),
      failing: (attempts) => (this.failures = attempts),
      diverged: () => location.reload(),
      hello: (serverTime) => now.learn(serverTime),
      online: () => navigator.onLine,
      now: () => performance.now(),
      setTimer: (run, ms) => setTimeout(run, ms),
      clearTimer: (timer) => clearTimeout(timer as number),
      random: Math.random,
    };
    this.#feed = new LiveFeed<Entry>(options, this.#lowData);
    addEventListener('offline', this.#offline);
    addEventListener('online', this.#online);
    document.addEventListener('visibilitychange', this.#visible);
    this.#feed.start();
  }

  #apply(entries: Entry[]): void {
    if (this.#state) this.#state = applyToConsultation(this.#state, entries);
    this.#meetings = applyMeetings(this.#meetings, entries);
    for (const listener of this.#listeners) listener(entries);
  }

  record(after: number, limit = RECORD_PAGE): Promise<RecordPage> {
    const params = { path: { ref: this.slug }, query: { after, limit } };
    return ok(api.GET('/api/v1/consultations/{ref}/record', { params }));
  }
}

const KEY = Symbol('consultation');

export function provideConsultation(store: ConsultationStore): void {
  setContext(KEY, store);
}

export function useConsultation(): ConsultationStore {
  return getContext<ConsultationStore>(KEY);
}
