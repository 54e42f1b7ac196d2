import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BallotOutcome } from '../../api/types.ts';
import { agree, inOrder } from './results.ts';
import { decimal, figure } from './steps.ts';

const outcome = (winners: number[], scores: Record<string, number | string> = {}): BallotOutcome => ({
  winners,
  scores,
  ties: [],
  steps: [],
  closeness: null,
  coverage: null,
  unheard: null,
});

test('the chosen come first as they were found, then the others by score, then those without one', () => {
  const found = outcome([2, 0], { '0': 3, '1': '1/2', '2': 1, '3': '2/3' });
  assert.deepEqual(inOrder(5, found), [2, 0, 3, 1, 4]);
  assert.deepEqual(inOrder(3, null), [0, 1, 2]);
});

test('two counts agree when they choose the same, in whatever order', () => {
  assert.ok(agree(outcome([2, 0]), outcome([0, 2])));
  assert.ok(!agree(outcome([2, 0]), outcome([2, 1])));
});

test('a fraction in text is shown as a number', () => {
  assert.equal(decimal('7/2'), 3.5);
  assert.equal(figure('1/3', 'en-GB'), '0.333');
  assert.equal(figure(12000, 'en-GB'), '12,000');
});
