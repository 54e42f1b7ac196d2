import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Entry, SilenceProcedure } from '../../api/types.ts';
import { apply, asOf, left, nothing } from './decisions.ts';

const entry = (seq: number, payload: object) => ({ seq, payload }) as unknown as Entry;
const DEADLINE = '2006-05-19T10:00:00.000000Z';
const AT = Date.parse(DEADLINE);
const silence = { id: 's', seq: 1, state: 'running', deadline: DEADLINE, ended_at: null } as SilenceProcedure;

describe('what a page knows of decisions', () => {
  it('takes every object an entry carries, and nothing older', () => {
    const broken = { ...silence, state: 'broken' };
    const known = apply(nothing(), [
      entry(5, { type: 'objection.raised', objection: { id: 'o', seq: 5 }, call: null }),
      entry(6, { type: 'silence.broken', silence: broken, objection_id: 'o' }),
      entry(1, { type: 'silence.opened', silence }),
    ]);
    assert.equal(known.silences.get('s')!.value.state, 'broken');
    assert.equal(known.objections.size, 1);
    assert.equal(known.calls.size, 0);
  });

  it('keeps my answer to a straw poll when everybody is told of the poll', () => {
    const poll = { id: 'p', seq: 1, tally: null };
    let known = apply(nothing(), [entry(1, { poll })]);
    assert.equal(known.polls.get('p')!.value.mine, null);
    known = {
      ...known,
      polls: new Map([['p', { at: 1, value: { ...known.polls.get('p')!.value, mine: 2 } }]]),
    };
    assert.equal(apply(known, [entry(2, { poll })]).polls.get('p')!.value.mine, 2);
  });
});

describe('silence', () => {
  it('is adoption from the deadline on, and not before', () => {
    assert.equal(asOf(silence, AT - 1).state, 'running');
    assert.deepEqual(asOf(silence, AT), { ...silence, state: 'adopted', ended_at: DEADLINE });
    assert.equal(asOf({ ...silence, state: 'broken' }, AT + 1).state, 'broken');
  });

  it('shows what is left, never zero too early', () => {
    assert.equal(left(DEADLINE, AT - 3_849_000), '1:04:09');
    assert.equal(left(DEADLINE, AT - 1), '00:01');
    assert.equal(left(DEADLINE, AT + 1), '00:00');
  });
});
