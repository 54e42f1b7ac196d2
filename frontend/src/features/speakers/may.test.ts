import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Speaker } from '../../api/types.ts';
import { mayAskFor, ofMyDelegations, type Asker } from './may.ts';

const speaker = (kind: Speaker['kind'], account = 'me'): Speaker =>
  ({ id: kind, kind, acted_as: { account_id: account } }) as Speaker;
const asker: Asker = {
  permitted: true,
  accountId: 'me',
  meeting: 'in_progress',
  list: 'open',
  mine: [],
  holder: null,
};

describe('what may be asked for', () => {
  it('depends on the list and on the meeting', () => {
    assert.deepEqual(mayAskFor(asker), ['statement', 'point_of_order']);
    assert.deepEqual(mayAskFor({ ...asker, list: 'closed' }), ['right_of_reply', 'point_of_order']);
    assert.deepEqual(mayAskFor({ ...asker, list: 'not_opened' }), ['point_of_order']);
    assert.deepEqual(mayAskFor({ ...asker, meeting: 'scheduled' }), ['statement']);
    assert.deepEqual(mayAskFor({ ...asker, meeting: 'ended' }), []);
    assert.deepEqual(mayAskFor({ ...asker, permitted: false }), []);
  });

  it('is a question only to somebody else who has the floor', () => {
    const holder = speaker('statement', 'another');
    assert.ok(mayAskFor({ ...asker, holder }).includes('question'));
    assert.ok(!mayAskFor({ ...asker, holder: speaker('statement') }).includes('question'));
  });

  it('is each kind only once at a time', () => {
    assert.deepEqual(mayAskFor({ ...asker, mine: [speaker('point_of_order')] }), ['statement']);
  });
});

describe('what may be withdrawn for others', () => {
  const of = (id: string, account: string | null, delegation: string | null, state = 'waiting'): Speaker =>
    ({ id, state, acted_as: { account_id: account, delegation_id: delegation } }) as Speaker;
  const list = [
    of('mine', 'me', 'ours'),
    of('colleague', 'you', 'ours'),
    of('called', 'you', 'ours', 'called'),
    of('speaking', 'you', 'ours', 'speaking'),
    of('stranger', 'she', 'theirs'),
    of('person', 'he', null),
  ];
  const withdrawn = (...delegations: (string | null)[]) =>
    ofMyDelegations(
      list,
      'me',
      delegations.map((delegation_id) => ({ delegation_id })),
    ).map((one) => one.id);

  it('is what the same delegation has asked for and does not speak yet', () => {
    assert.deepEqual(withdrawn('ours'), ['colleague', 'called']);
    assert.deepEqual(withdrawn('theirs', 'ours'), ['colleague', 'called', 'stranger']);
  });

  it('is nothing for who belongs to no delegation', () => {
    assert.deepEqual(withdrawn(null), []);
    assert.deepEqual(withdrawn(), []);
  });
});
