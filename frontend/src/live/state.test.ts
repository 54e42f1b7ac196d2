import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Comment, Consultation, Contribution, Entry, Round } from '../api/types.ts';
import {
  applyComments,
  applyContributions,
  applyMeetings,
  applyToConsultation,
  consultationState,
  emptyShelf,
  newestFirst,
  put,
  type Shelf,
} from './state.ts';

const as = {
  account_id: 'p',
  capacity: 'delegate',
  name: 'A',
  entity: 'D',
  delegation_id: 'd',
  group: null,
  region: null,
} as const;
const comment = (id: string, seq: number, text: string | null = 'x', meeting = 'm'): Comment => ({
  id,
  meeting_id: meeting,
  text,
  language: 'en',
  question_id: null,
  option_id: null,
  alignment: null,
  reply_to: null,
  state: 'posted',
  refusal: null,
  acted_as: as,
  posted_at: '',
  seq,
  hidden: text === null ? { reason: 'off topic', at: '' } : null,
});
const entry = (seq: number, type: string, payload: Record<string, unknown> | null): Entry => ({
  consultation_id: 'c',
  seq,
  type,
  at: '',
  actor: { account_id: null, capacity: 'delegate', delegation_id: null },
  audience: 'public',
  subject_id: null,
  payload: payload as Entry['payload'],
  withheld: payload === null,
  salt: '',
  payload_digest: '',
  prev_hash: '',
  hash: '',
});

describe('comments', () => {
  const posted = [
    entry(1, 'comment.posted', { comment: comment('a', 1) }),
    entry(2, 'comment.posted', { comment: comment('b', 2) }),
    entry(3, 'comment.hidden', { comment: comment('a', 1, null) }),
  ];
  const texts = (shelf: Shelf<Comment>) => newestFirst(shelf).map((one) => [one.id, one.text]);
  const fresh = [
    ['b', 'x'],
    ['a', null],
  ];

  it('old state and entries give the fresh state, and hiding keeps the place', () => {
    assert.deepEqual(texts(applyComments(emptyShelf(), posted, 'm')), fresh);
  });

  it('entries may come twice', () => {
    const once = applyComments(emptyShelf(), posted, 'm');
    assert.deepEqual(texts(applyComments(once, posted, 'm')), fresh);
  });

  it('an older page fetched late does not bring back what was hidden', () => {
    const live = applyComments(emptyShelf(), posted, 'm');
    assert.deepEqual(texts(put(live, [comment('a', 1), comment('b', 2)], 2)), fresh);
  });

  it('a fresher snapshot is not undone by entries that it contains', () => {
    const snapshot = put(emptyShelf<Comment>(), [comment('a', 1, null), comment('b', 2)], 3);
    assert.deepEqual(texts(applyComments(snapshot, posted, 'm')), fresh);
  });

  it('keeps out other meetings, withheld entries and unknown events, and then changes nothing at all', () => {
    const shelf = applyComments(emptyShelf(), posted, 'm');
    const noise = [
      entry(4, 'comment.posted', { comment: comment('z', 4, 'x', 'other') }),
      entry(5, 'comment.posted', null),
      entry(6, 'speaker.joined', { speaker: {} }),
    ];
    assert.equal(applyComments(shelf, noise, 'm'), shelf);
  });

  it('held and refused ones stay out, but those that are here follow; approved ones come in', () => {
    const held = { ...comment('h', 4), state: 'held' as const };
    const shelf = applyComments(emptyShelf(), posted, 'm');
    assert.equal(applyComments(shelf, [entry(4, 'comment.held', { comment: held })], 'm'), shelf);
    const own = put(shelf, [held], 4);
    const refused = { ...held, state: 'refused' as const, refusal: { reason: 'off topic', at: '' } };
    const after = applyComments(own, [entry(5, 'comment.refused', { comment: refused })], 'm');
    assert.equal(after.get('h')?.value.state, 'refused');
    const approved = applyComments(shelf, [entry(6, 'comment.approved', { comment: comment('h', 6) })], 'm');
    assert.equal(newestFirst(approved)[0]?.id, 'h');
  });

  it('every order of arrival leads to the same state', () => {
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const order of orders) {
      const shelf = order.reduce((s, i) => applyComments(s, [posted[i]!], 'm'), emptyShelf<Comment>());
      assert.deepEqual(texts(shelf), fresh);
    }
  });
});

describe('contributions', () => {
  it('a revision replaces, a withdrawal replaces the revision', () => {
    const base = { id: 'k', seq: 1, title: 'one', withdrawn: null, version: 1 } as unknown as Contribution;
    const shelf = applyContributions(emptyShelf(), [
      entry(1, 'contribution.filed', { contribution: base }),
      entry(5, 'contribution.withdrawn', {
        contribution: { ...base, withdrawn: { reason: 'x', at: '' }, version: 2 },
      }),
      entry(4, 'contribution.revised', { contribution: { ...base, title: 'two', version: 2 } }),
    ]);
    assert.deepEqual(
      newestFirst(shelf).map((one) => one.withdrawn?.reason),
      ['x'],
    );
  });
});

describe('the consultation', () => {
  const round = (state: string, version: number) =>
    ({ id: 'r', number: 1, state, version }) as unknown as Round;
  const snapshot = {
    rounds: [round('open', 2)],
    note: null,
    record_seq: 10,
  } as unknown as Consultation;

  it('follows its rounds and its note', () => {
    const state = applyToConsultation(consultationState(snapshot), [
      entry(11, 'round.closed', { round: round('closed', 3) }),
      entry(12, 'note.published', { note: { id: 'n', version: 2 } }),
    ]);
    assert.equal(state.value.rounds[0]?.state, 'closed');
    assert.equal(state.value.note?.version, 2);
  });

  it('ignores what the snapshot contains already', () => {
    const state = consultationState(snapshot);
    assert.equal(
      applyToConsultation(state, [entry(9, 'round.closed', { round: round('closed', 1) })]),
      state,
    );
  });

  it('does not go back when an older entry of the same object comes late', () => {
    const later = applyToConsultation(consultationState(snapshot), [
      entry(14, 'round.closed', { round: round('closed', 4) }),
    ]);
    assert.equal(
      applyToConsultation(later, [entry(12, 'round.extended', { round: round('open', 3) })]),
      later,
    );
  });

  it('adds a round it did not know', () => {
    const state = applyToConsultation(consultationState(snapshot), [
      entry(11, 'round.opened', { round: { ...round('open', 1), id: 'r2' } }),
    ]);
    assert.equal(state.value.rounds.length, 2);
  });
});

describe('meetings', () => {
  it('start and end, and new ones appear', () => {
    const meeting = (id: string, state: string) => ({ id, state }) as unknown as Meeting;
    const shelf = applyMeetings(put(emptyShelf<Meeting>(), [meeting('m', 'scheduled')], 10), [
      entry(9, 'meeting.scheduled', { meeting: meeting('m', 'old') }),
      entry(11, 'meeting.started', { meeting: meeting('m', 'in_progress') }),
      entry(12, 'meeting.scheduled', { meeting: meeting('n', 'scheduled') }),
    ]);
    assert.deepEqual(
      [...shelf.values()].map((known) => [known.value.id, known.value.state]),
      [
        ['m', 'in_progress'],
        ['n', 'scheduled'],
      ],
    );
  });
});
