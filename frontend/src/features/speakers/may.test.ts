import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Speaker } from '../../api/types.ts';
import { mayAskFor, type Asker } from './may.ts';

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
