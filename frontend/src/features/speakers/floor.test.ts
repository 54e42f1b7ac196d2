import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Entry, FloorClock, Speaker, SpeakersList } from '../../api/types.ts';
import {
  applyFloor,
  called,
  currentItem,
  emptyFloor,
  everybody,
  holder,
  minutes,
  notices,
  onTheFloor,
  runningCount,
  spoken,
  spokenAt,
  timeLeft,
  waiting,
  withSnapshot,
  withSpeaker,
  type FloorState,
} from './floor.ts';

const MEETING = 'meeting';
const START = '2006-05-16T10:00:00Z';
const at = (seconds: number) => Date.parse(START) + seconds * 1000;
const iso = (seconds: number) => new Date(at(seconds)).toISOString();

const speaker = (id: string, changes: Partial<Speaker> = {}): Speaker =>
  ({
    id,
    meeting_id: MEETING,
    number: 1,
    kind: 'statement',
    state: 'waiting',
    place: 0,
    intervals: [],
    version: 1,
    ...changes,
  }) as Speaker;
const list = (changes: Partial<SpeakersList> = {}): SpeakersList =>
  ({ meeting_id: MEETING, state: 'open', on_the_floor: null, clock: null, ...changes }) as SpeakersList;
const entry = (seq: number, type: string, payload: object | null): Entry => ({ seq, type, payload }) as Entry;
const act = (seq: number, speakers: Speaker[], changes: Partial<SpeakersList> = {}): Entry =>
  entry(seq, 'speaker.called', { speakers_list: list(changes), speakers, statistics: null });
const page = <T>(items: T[], record_seq: number) => ({ items, record_seq });
const snapshot = (record_seq: number, speakers: Speaker[], changes: Partial<SpeakersList> = {}): FloorState =>
  withSnapshot(emptyFloor, {
    floor: {
      speakers_list: list(changes),
      speakers,
      statistics: { by_group: [], by_region: [], by_first_time: [], by_gender: null },
      record_seq,
      server_time: START,
    },
    agenda: page([], record_seq),
    notices: page([], record_seq),
    counts: page([], record_seq),
  });
const ids = (speakers: Speaker[]) => speakers.map((one) => one.id);

describe('the floor', () => {
  it('follows an act: the list, and everybody whom it changed', () => {
    const state = applyFloor(
      snapshot(10, [speaker('a'), speaker('b', { number: 2 })]),
      [act(11, [speaker('a', { state: 'speaking' })], { on_the_floor: 'a' })],
      MEETING,
    );
    assert.equal(onTheFloor(state)?.id, 'a');
    assert.deepEqual(ids(waiting(state)), ['b']);
    assert.deepEqual(ids(everybody(state)), ['a', 'b']);
  });

  it('is the same when an entry comes twice, or after a fresher snapshot', () => {
    const call = act(11, [speaker('a', { state: 'called' })]);
    const start = act(12, [speaker('a', { state: 'speaking' })], { on_the_floor: 'a' });
    const once = applyFloor(snapshot(10, [speaker('a')]), [call, start], MEETING);
    assert.deepEqual(applyFloor(once, [call, start], MEETING), once);
    const later = snapshot(12, [speaker('a', { state: 'speaking' })], { on_the_floor: 'a' });
    const after = applyFloor(later, [call], MEETING);
    assert.equal(onTheFloor(after)?.state, 'speaking');
    assert.deepEqual(called(after), []);
  });

  it('takes an older snapshot for what is not known, and nothing else', () => {
    const early = applyFloor(emptyFloor, [act(20, [speaker('a', { state: 'finished' })])], MEETING);
    const state = withSnapshot(early, {
      floor: {
        speakers_list: list({ state: 'not_opened' }),
        speakers: [speaker('a'), speaker('b')],
        statistics: { by_group: [], by_region: [], by_first_time: [], by_gender: null },
        record_seq: 19,
        server_time: START,
      },
      agenda: page([], 19),
      notices: page([], 19),
      counts: page([], 19),
    });
    assert.equal(state.list?.value.state, 'open');
    assert.deepEqual(ids(waiting(state)), ['b']);
    assert.ok(state.statistics);
  });

  it('keeps the statistics when an act says that they are what they were', () => {
    const before = snapshot(10, []);
    assert.equal(applyFloor(before, [act(11, [])], MEETING).statistics, before.statistics);
  });

  it('ignores other meetings and what is withheld', () => {
    const before = snapshot(10, [speaker('a')]);
    const others = [
      act(11, [speaker('a', { state: 'called' })], { meeting_id: 'another' }),
      entry(12, 'notice.posted', { notice: { id: 'n', meeting_id: 'another' } }),
      entry(13, 'agenda_item.added', { items: [{ id: 'i', meeting_id: 'another' }] }),
      entry(14, 'slow_count.started', { slow_count: { id: 'c', meeting_id: 'another' } }),
      entry(15, 'participants.imported', { items: [{ id: 'p', meeting_id: MEETING }] }),
      entry(16, 'speaker.called', null),
    ];
    assert.equal(applyFloor(before, others, MEETING), before);
  });

  it('calls those who wait by kind, then by place, then by number', () => {
    const state = snapshot(10, [
      speaker('reply', { kind: 'right_of_reply', place: 0 }),
      speaker('third', { place: 5, number: 9 }),
      speaker('second', { place: 5, number: 8 }),
      speaker('first', { place: 1, number: 30 }),
      speaker('question', { kind: 'question', place: 90 }),
      speaker('order', { kind: 'point_of_order', place: 99 }),
      speaker('gone', { state: 'withdrawn' }),
    ]);
    assert.deepEqual(ids(waiting(state)), ['order', 'question', 'first', 'second', 'third', 'reply']);
  });

  it('knows whose turn it is while a point of order interrupts, and who has spoken, the last one first', () => {
    const turn = (start: number, stop: number) => [{ started_at: iso(start), stopped_at: iso(stop) }];
    const state = snapshot(
      10,
      [
        speaker('a', { state: 'paused', interrupted: true }),
        speaker('b', { state: 'speaking', kind: 'point_of_order' }),
        speaker('c', { state: 'finished', intervals: turn(0, 60) }),
        speaker('d', { state: 'finished', intervals: turn(60, 90) }),
        speaker('e', { state: 'missed' }),
      ],
      { on_the_floor: 'b' },
    );
    assert.equal(holder(state)?.id, 'a');
    assert.equal(onTheFloor(state)?.id, 'b');
    assert.deepEqual(ids(spoken(state)), ['d', 'c']);
  });

  it('shows the answer to one’s own act, until the feed says something newer', () => {
    const state = snapshot(10, [speaker('a', { version: 3, state: 'called' })]);
    assert.equal(withSpeaker(state, speaker('a', { version: 2 })), state);
    const gone = withSpeaker(state, speaker('a', { version: 4, state: 'withdrawn' }));
    assert.deepEqual(called(gone), []);
    const again = applyFloor(gone, [act(12, [speaker('a', { version: 5, state: 'waiting' })])], MEETING);
    assert.deepEqual(ids(waiting(again)), ['a']);
    assert.deepEqual(ids(waiting(withSpeaker(state, speaker('new')))), ['new']);
  });

  it('has the current item, the notices that stand and the count that runs', () => {
    const item = (id: string, number: number, state: string) => ({ id, meeting_id: MEETING, number, state });
    const state = applyFloor(
      snapshot(10, []),
      [
        entry(11, 'agenda_item.taken_up', {
          items: [item('two', 2, 'current'), item('one', 1, 'suspended')],
        }),
        entry(12, 'notice.posted', { notice: { id: 'n', meeting_id: MEETING, seq: 12, withdrawn_at: null } }),
        entry(13, 'notice.posted', { notice: { id: 'm', meeting_id: MEETING, seq: 13, withdrawn_at: null } }),
        entry(14, 'notice.withdrawn', {
          notice: { id: 'm', meeting_id: MEETING, seq: 13, withdrawn_at: START },
        }),
        entry(15, 'slow_count.started', {
          slow_count: { id: 'c', meeting_id: MEETING, seq: 15, state: 'running' },
        }),
      ],
      MEETING,
    );
    assert.equal(currentItem(state)?.id, 'two');
    assert.deepEqual(
      notices(state).map((one) => one.id),
      ['n'],
    );
    assert.equal(runningCount(state)?.id, 'c');
    const stopped = entry(16, 'slow_count.stopped', {
      slow_count: { id: 'c', meeting_id: MEETING, seq: 15, state: 'stopped' },
    });
    assert.equal(runningCount(applyFloor(state, [stopped], MEETING)), null);
  });
});

describe('speaking time', () => {
  const ran = [
    { started_at: iso(0), stopped_at: iso(60) },
    { started_at: iso(90), stopped_at: null },
  ];
  const clock = (limit: Partial<FloorClock['limit']>): FloorClock => ({
    speaker_id: 'a',
    limit: { seconds: 180, spoken_seconds: 60, warns_at: null, ends_at: null, ...limit },
    budgets: [],
  });

  it('is what lies between starts and stops, and since the last start', () => {
    assert.equal(spokenAt(speaker('a', { intervals: ran }), at(100)), 70_000);
    assert.equal(spokenAt(speaker('a', { intervals: ran.slice(0, 1) }), at(100)), 60_000);
    assert.equal(
      spokenAt(speaker('a', { intervals: ran }), at(80)),
      60_000,
      'a clock behind the start subtracts nothing',
    );
  });

  it('runs from the instants, warns in time and counts what is over', () => {
    const running = clock({ ends_at: iso(210), warns_at: iso(180) });
    const one = speaker('a', { state: 'speaking', intervals: ran });
    const read = (seconds: number) => timeLeft(running, one, 30, at(seconds));
    assert.deepEqual(read(100), { left: 110_000, of: 180_000, state: 'running', running: true });
    assert.equal(read(180).state, 'warning');
    assert.equal(read(210).state, 'warning', 'the last instant is still in time');
    assert.deepEqual([read(215).state, read(215).left], ['over', -5_000]);
  });

  it('stands still while paused, with the warning that belongs to it', () => {
    const paused = (seconds: number) =>
      timeLeft(
        clock({}),
        speaker('a', { intervals: [{ started_at: iso(0), stopped_at: iso(seconds) }] }),
        30,
        at(999),
      );
    assert.deepEqual(paused(60), { left: 120_000, of: 180_000, state: 'running', running: false });
    assert.equal(paused(155).state, 'warning');
    assert.equal(paused(200).state, 'over');
    const short = timeLeft(clock({ seconds: 20 }), speaker('a'), 30, at(0));
    assert.equal(short.state, 'running', 'a short time does not begin with a warning');
  });

  it('is written in minutes and seconds', () => {
    assert.deepEqual([180_000, 179_999, 61_000, 60_001, 1, 0, -999, -1_000, -72_000].map(minutes), [
      '3:00',
      '3:00',
      '1:01',
      '1:01',
      '0:01',
      '0:00',
      '+0:00',
      '+0:01',
      '+1:12',
    ]);
  });
});
