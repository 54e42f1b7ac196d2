import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spread, split, sum } from './plan.ts';

test('the 46 seats of 2006', () => {
  assert.deepEqual(split(46), {
    government: 18,
    private_sector: 7,
    civil_society: 7,
    technical_community: 7,
    academic_community: 7,
  });
});

test('every size adds up and keeps the cap', () => {
  for (let size = 1; size <= 200; size += 1) {
    const plan = split(size);
    assert.equal(sum(plan), size);
    assert.ok((plan['government'] ?? 0) * 100 <= size * 40);
    assert.equal(sum(spread(size, ['a', 'b', 'c'])), size);
  }
});
