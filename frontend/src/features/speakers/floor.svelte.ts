// The floor of one meeting on screen: listens first, then fetches, so that it is right whenever a page is loaded.
import { api, ok } from '../../api/client';
import { asProblem, type Problem } from '../../api/problems';
import type { AgendaItem, Entry, Notice, SlowCount, Speaker, SpeakersList } from '../../api/types';
import { now } from '../../lib/now.svelte';
import { session } from '../../session.svelte';
import * as floor from './floor';

export class FloorStore {
  readonly meetingId: string;
  problem = $state.raw<Problem | null>(null);
  #state = $state.raw<floor.FloorState>(floor.emptyFloor);
  readonly #stop: () => void;

  readonly speakers: Speaker[] = $derived(floor.everybody(this.#state));
  readonly waiting: Speaker[] = $derived(floor.waiting(this.#state));
  readonly called: Speaker[] = $derived(floor.called(this.#state));
  readonly spoken: Speaker[] = $derived(floor.spoken(this.#state));
  readonly agenda: AgendaItem[] = $derived(floor.agenda(this.#state));
  /** Newest first. */
  readonly notices: Notice[] = $derived(floor.notices(this.#state));
  readonly counts: SlowCount[] = $derived(floor.counts(this.#state));
  /** Who speaks, or would go on after a pause. */
  readonly current: Speaker | null = $derived(floor.onTheFloor(this.#state));
  /** Whose turn it is, even while somebody interrupts. */
  readonly holder: Speaker | null = $derived(floor.holder(this.#state));

  /** `listen` is the consultation store's; call `close` when the page goes. */
  constructor(meetingId: string, listen: (listener: (entries: readonly Entry[]) => void) => () => void) {
    this.meetingId = meetingId;
    this.#stop = listen((entries) => (this.#state = floor.applyFloor(this.#state, entries, meetingId)));
  }

  get loaded(): boolean {
    return this.#state.list !== null;
  }
  get list(): SpeakersList | null {
    return this.#state.list?.value ?? null;
  }
  get statistics() {
    return this.#state.statistics?.value ?? null;
  }
  /** The item of the agenda that is discussed now. */
  get item(): AgendaItem | null {
    return this.agenda.find((one) => one.state === 'current') ?? null;
  }
  get notice(): Notice | null {
    return this.notices[0] ?? null;
  }
  /** The slow count that is running. */
  get count(): SlowCount | null {
    return this.counts.find((one) => one.state === 'running') ?? null;
  }

  /** What this person has on the list and has not finished. */
  get mine(): Speaker[] {
    const me = session.account?.id;
    return me ? this.speakers.filter((one) => one.acted_as.account_id === me && floor.isOpen(one)) : [];
  }

  /** Also to read again, for instance the statistics by gender, which the record does not have. */
  async load(): Promise<void> {
    const of = { params: { path: { meeting_id: this.meetingId } } };
    try {
      const [list, agenda, notices, counts] = await Promise.all([
        ok(api.GET('/api/v1/meetings/{meeting_id}/speakers', of)),
        ok(api.GET('/api/v1/meetings/{meeting_id}/agenda', of)),
        ok(api.GET('/api/v1/meetings/{meeting_id}/notices', of)),
        ok(api.GET('/api/v1/meetings/{meeting_id}/slow-counts', of)),
      ]);
      now.learn(list.server_time);
      this.#state = floor.withSnapshot(this.#state, { floor: list, agenda, notices, counts });
      this.problem = null;
    } catch (error) {
      this.problem = asProblem(error);
    }
  }

  /** The answer to an act of one's own shows before the feed brings it. */
  add(speaker: Speaker): void {
    this.#state = floor.withSpeaker(this.#state, speaker);
  }

  close(): void {
    this.#stop();
  }
}
