import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { split } from './held.ts';

const items = [5, 4, 3, 2, 1].map((seq) => ({ id: `i${seq}`, seq }));

describe('a list somebody reads', () => {
  it('keeps new items waiting, and counts them', () => {
    const shown = split(items, 3, new Set());
    assert.deepEqual(
      shown.items.map((item) => item.seq),
      [3, 2, 1],
    );
    assert.equal(shown.waiting, 2);
  });
  it('shows my own at once, in its place', () => {
    const shown = split(items, 3, new Set(['i5']));
    assert.deepEqual(
      shown.items.map((item) => item.seq),
      [5, 3, 2, 1],
    );
    assert.equal(shown.waiting, 1);
  });
});
