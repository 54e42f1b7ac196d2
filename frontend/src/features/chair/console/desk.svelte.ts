// The chair's acts, one after the other. An act counts as done when the record shows it on this page, so that what is
// pressed next is judged by what has really happened; a refusal stands where the act was pressed.
import { getContext, setContext } from 'svelte';
import { api, ok } from '../../../api/client';
import { asProblem, type Problem } from '../../../api/problems';
import type { Entry, Meeting, Speaker } from '../../../api/types';
import { t } from '../../../i18n.svelte';
import { newKey } from '../../../lib/keys';
import { session } from '../../../session.svelte';
import type { ConsultationStore } from '../../consultations/store.svelte';
import type { FloorStore } from '../../speakers/floor.svelte';
import { said } from './words';

/** The parts of the console in which something can be refused. */
export type Panel = 'meeting' | 'floor' | 'next' | 'queue' | 'count' | 'agenda' | 'comments' | 'notices';
/** On a narrow screen one of these is shown at a time. */
export type Area = 'floor' | 'list' | 'room';
export type Tab = 'comments' | 'positions' | 'notices' | 'balance';
export type Asking =
  | { what: 'help' | 'settings' | 'inscribe' | 'conclude' | 'end' | 'count' | 'stop' | 'item' }
  | { what: 'decide'; decision: 'upheld' | 'dismissed' | 'answered' }
  | { what: 'visibility'; visibility: string }
  | { what: 'refuse'; comment: string };

/** A sentence of our own where there is nothing to send. */
class Nothing extends Error {}

const PATIENCE_MS = 1_500;
const LOOK_MS = 20;

export class Desk {
  readonly store: ConsultationStore;
  readonly floor: FloorStore;
  busy = $state.raw<ReadonlySet<string>>(new Set());
  refused = $state.raw<{ at: Panel; problem: Problem | null; text: string } | null>(null);
  said = $state.raw<{ text: string; at: string } | null>(null);
  area = $state.raw<Area>('floor');
  tab = $state.raw<Tab>('comments');
  asking = $state.raw<Asking | null>(null);
  #tail: Promise<void> = Promise.resolve();
  #run = 0;

  constructor(store: ConsultationStore, floor: FloorStore) {
    this.store = store;
    this.floor = floor;
  }

  get meeting(): Meeting | undefined {
    return this.store.meetings.find((one) => one.id === this.floor.meetingId);
  }

  hear(entries: readonly Entry[]): void {
    for (const entry of entries) {
      const text = said(entry, this.floor.meetingId);
      if (text) this.said = { text, at: entry.at };
    }
  }

  headers(key?: string): Record<string, string> {
    return session.as(this.store.value.id, key);
  }

  isBusy(name: string): boolean {
    return [...this.busy].some((one) => one === name || one.startsWith(`${name} `));
  }

  /**
   * In line behind what was pressed before; after a refusal what waits in line is forgotten. `seen` is what the page
   * showed when it was pressed: the same act on the same sight is a double click and done once.
   */
  act(
    name: string,
    seen: string | number | undefined,
    at: Panel,
    send: () => Promise<unknown>,
  ): Promise<void> {
    const press = `${name} ${seen ?? ''}`;
    if (this.busy.has(press)) return Promise.resolve();
    this.busy = new Set([...this.busy, press]);
    const run = this.#run;
    this.#tail = this.#tail.then(async () => {
      try {
        if (run !== this.#run) return;
        this.refused = null;
        await this.#shown(await send());
      } catch (error) {
        this.#run += 1;
        const own = error instanceof Nothing;
        this.refused = { at, problem: own ? null : asProblem(error), text: own ? error.message : '' };
      } finally {
        this.busy = new Set([...this.busy].filter((one) => one !== press));
      }
    });
    return this.#tail;
  }

  /** Wait until the feed has brought what the answer says; where it comes late, read the floor again. */
  async #shown(answer: unknown): Promise<void> {
    if (this.store.status !== 'live') return this.floor.load();
    const { id, meeting_id, version } = (answer ?? {}) as {
      id?: string;
      meeting_id?: string;
      version?: number;
    };
    if (version === undefined || meeting_id !== this.floor.meetingId) return;
    const known = () =>
      id ? this.floor.speakers.find((one) => one.id === id)?.version : (this.floor.list?.version ?? 0);
    for (let waited = 0; (known() ?? version) < version && waited < PATIENCE_MS; waited += LOOK_MS)
      await new Promise((done) => setTimeout(done, LOOK_MS));
    if ((known() ?? version) < version) await this.floor.load();
  }

  get #of() {
    return { params: { path: { meeting_id: this.floor.meetingId } }, headers: this.headers() };
  }
  #to(speaker: Speaker) {
    return { params: { path: { speaker_id: speaker.id } }, headers: this.headers() };
  }

  // Who each button and key means, at the moment when it is carried out.

  /** The point of order that has to be decided before anything else. */
  get point(): Speaker | null {
    const open = this.floor.speakers.filter((one) => one.kind === 'point_of_order');
    return open.find((one) => ['waiting', 'called', 'speaking', 'paused'].includes(one.state)) ?? null;
  }
  /** Who has been called and would start: a point of order before a question before a statement. */
  get called(): Speaker | null {
    const first = (kind: string) => this.floor.called.find((one) => one.kind === kind);
    return first('point_of_order') ?? first('question') ?? this.floor.called[0] ?? null;
  }

  callNext(): void {
    void this.act('next', this.floor.waiting[0]?.id, 'next', () =>
      ok(api.POST('/api/v1/meetings/{meeting_id}/speakers/call-next', this.#of)),
    );
  }

  callProposed(): void {
    void this.act('proposed', this.floor.list?.proposal?.speaker_id, 'next', () => {
      const proposed = this.floor.list?.proposal?.speaker_id;
      const one = this.floor.speakers.find((speaker) => speaker.id === proposed);
      if (!one) throw new Nothing(t('Nobody is waiting for the floor.'));
      return ok(api.POST('/api/v1/speakers/{speaker_id}/call', this.#to(one)));
    });
  }

  call(speaker: Speaker): void {
    void this.act('call', speaker.id, 'queue', () =>
      ok(api.POST('/api/v1/speakers/{speaker_id}/call', this.#to(speaker))),
    );
  }

  start(): void {
    void this.act('start', this.called?.id, 'floor', () => {
      const one = this.called;
      if (!one) throw new Nothing(t('Nobody has been called.'));
      return ok(api.POST('/api/v1/speakers/{speaker_id}/start', this.#to(one)));
    });
  }

  pauseOrResume(): void {
    void this.act('pause', `${this.floor.current?.id} ${this.floor.current?.state}`, 'floor', () => {
      const one = this.floor.current;
      if (!one) throw new Nothing(t('Nobody has the floor.'));
      if (one.state === 'speaking') return ok(api.POST('/api/v1/speakers/{speaker_id}/pause', this.#to(one)));
      return ok(api.POST('/api/v1/speakers/{speaker_id}/resume', this.#to(one)));
    });
  }

  finish(): void {
    void this.act('finish', this.floor.current?.id, 'floor', () => {
      const one = this.floor.current;
      if (!one) throw new Nothing(t('Nobody has the floor.'));
      return ok(api.POST('/api/v1/speakers/{speaker_id}/finish', this.#to(one)));
    });
  }

  miss(): void {
    void this.act('missed', this.called?.id, 'floor', () => {
      const one = this.called;
      if (!one) throw new Nothing(t('Nobody has been called.'));
      return ok(api.POST('/api/v1/speakers/{speaker_id}/miss', this.#to(one)));
    });
  }

  undo(): void {
    void this.act('undo', this.floor.list?.version, 'meeting', () => {
      if (!this.floor.list?.undo) throw new Nothing(t('There is nothing to undo.'));
      return ok(api.POST('/api/v1/meetings/{meeting_id}/speakers/undo', this.#of));
    });
  }

  /** Open, close, or open again: whatever the list's state allows. */
  turnList(): void {
    void this.act('list', this.floor.list?.state, 'queue', () => {
      const state = this.floor.list?.state;
      if (state === 'open') return ok(api.POST('/api/v1/meetings/{meeting_id}/speakers/close', this.#of));
      if (state === 'closed') return ok(api.POST('/api/v1/meetings/{meeting_id}/speakers/reopen', this.#of));
      return ok(api.POST('/api/v1/meetings/{meeting_id}/speakers/open', this.#of));
    });
  }

  withdraw(speaker: Speaker): void {
    void this.act('withdraw', speaker.id, 'queue', () =>
      ok(api.POST('/api/v1/speakers/{speaker_id}/withdraw', this.#to(speaker))),
    );
  }

  /** One place up or down among those who wait with the same kind of request. */
  move(speaker: Speaker, by: -1 | 1): void {
    void this.act('move', `${speaker.id} ${by} ${this.floor.list?.version}`, 'queue', () => {
      const line = this.floor.waiting.filter((one) => one.kind === speaker.kind);
      const here = line.findIndex((one) => one.id === speaker.id);
      const to = here + by;
      if (here < 0 || to < 0 || to >= line.length) throw new Nothing(t('There is no place further on.'));
      return this.#reorder(speaker.id, line[by < 0 ? to : to + 1]?.id ?? null);
    });
  }

  /** To where it was dragged: before somebody of the same kind, or (null) last of them. */
  moveBefore(speakerId: string, beforeId: string | null): void {
    void this.act('move', `${speakerId} ${beforeId} ${this.floor.list?.version}`, 'queue', () =>
      this.#reorder(speakerId, beforeId),
    );
  }

  #reorder(speaker_id: string, before_id: string | null) {
    const body = { speaker_id, before_id };
    return ok(api.POST('/api/v1/meetings/{meeting_id}/speakers/reorder', { ...this.#of, body }));
  }

  /** More (or less) time for whoever has the floor or has been called. */
  give(speaker: Speaker, seconds: number): void {
    void this.act('give', speaker.version, 'floor', () => {
      const has = speaker.limit_seconds ?? this.floor.list?.clock?.limit.seconds ?? 0;
      // What is left out stays as it is; the generated type asks for everything that has a default.
      const body = { limit_seconds: Math.max(10, has + seconds) } as never;
      return ok(api.PATCH('/api/v1/speakers/{speaker_id}', { ...this.#to(speaker), body }));
    });
  }

  begin(): void {
    void this.act('begin', this.meeting?.state, 'meeting', () =>
      ok(api.POST('/api/v1/meetings/{meeting_id}/start', this.#of)),
    );
  }

  takeUp(itemId: string): void {
    const init = { params: { path: { item_id: itemId } }, headers: this.headers() };
    void this.act('item', itemId, 'agenda', () =>
      ok(api.POST('/api/v1/agenda-items/{item_id}/take-up', init)),
    );
  }
  conclude(itemId: string): void {
    const init = { params: { path: { item_id: itemId } }, headers: this.headers() };
    void this.act('item', itemId, 'agenda', () =>
      ok(api.POST('/api/v1/agenda-items/{item_id}/conclude', init)),
    );
  }

  /** Say the next number; when no count is running, 1 asks what is about to be adopted. */
  count(number: number): void {
    const running = this.floor.count;
    if (!running && number === 1) this.asking = { what: 'count' };
    else
      void this.act('count', number, 'count', () => {
        const one = this.floor.count;
        if (!one) throw new Nothing(t('No count is running; it begins with 1.'));
        const init = {
          params: { path: { count_id: one.id } },
          headers: this.headers(),
          body: { count: number },
        };
        return ok(api.POST('/api/v1/slow-counts/{count_id}/next', init));
      });
  }

  withdrawNotice(id: string): void {
    const init = { params: { path: { notice_id: id } }, headers: this.headers() };
    void this.act('notice', id, 'notices', () => ok(api.POST('/api/v1/notices/{notice_id}/withdraw', init)));
  }

  approve(commentId: string): void {
    const key = newKey();
    void this.act('approve', commentId, 'comments', () =>
      this.decideComment(commentId, 'approve', null, key),
    );
  }

  decideComment(commentId: string, action: 'approve' | 'refuse', reason: string | null, key: string) {
    const body = { subject_type: 'comment' as const, subject_id: commentId, action, reason };
    return ok(api.POST('/api/v1/moderation/decisions', { body, headers: this.headers(key) }));
  }
}

const KEY = Symbol('desk');
export const provideDesk = (desk: Desk): Desk => setContext(KEY, desk);
export const useDesk = (): Desk => getContext<Desk>(KEY);
