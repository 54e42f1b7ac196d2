import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shares } from './shares.ts';

describe('shares', () => {
  it('add up to 100', () => {
    assert.deepEqual(shares([1, 1, 1]), [34, 33, 33]);
    assert.deepEqual(shares([0, 0]), [0, 0]);
    assert.deepEqual(shares([2, 1, 1]), [50, 25, 25]);
  });
});
