import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { read, written } from './seconds.ts';

describe('a time somebody types', () => {
  it('is minutes, or minutes and seconds, in any digits', () => {
    assert.equal(read('3'), 180);
    assert.equal(read(' 2:30 '), 150);
    assert.equal(read('٢:٣٠'), 150);
    assert.equal(read(written(615)), 615);
  });

  it('is nothing when left empty, and refused when it is no time', () => {
    assert.equal(read(''), null);
    assert.equal(written(null), '');
    for (const text of ['x', '2:75', '0:05', '1441', '2:3', '-1']) assert.equal(read(text), undefined, text);
    assert.equal(read('0', 0), 0);
  });
});
