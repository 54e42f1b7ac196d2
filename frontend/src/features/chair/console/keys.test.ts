import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KEY, SHORTCUTS, shortcutOf, type Stroke } from './keys.ts';

const stroke = (key: string, more: Partial<Stroke> = {}): Stroke => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  repeat: false,
  ...more,
});
const name = (key: string, more: Partial<Stroke> = {}) => shortcutOf(stroke(key, more), 'page')?.name ?? null;

describe('shortcuts', () => {
  it('have a key each', () => {
    const keys = SHORTCUTS.map((one) => KEY[one]);
    assert.equal(new Set(keys).size, keys.length);
    for (const one of SHORTCUTS.filter((each) => each !== 'count')) assert.equal(name(KEY[one]), one);
  });

  it('never fire while somebody writes, while a key is held down, or with a modifier', () => {
    assert.equal(shortcutOf(stroke('n'), 'field'), null);
    assert.equal(name('n', { repeat: true }), null);
    for (const modifier of ['altKey', 'ctrlKey', 'metaKey'] as const)
      assert.equal(name('n', { [modifier]: true }), null);
  });

  it('leave the space bar to a button that has the focus', () => {
    assert.equal(name(' '), 'pause');
    assert.equal(shortcutOf(stroke(' '), 'control'), null);
    assert.equal(shortcutOf(stroke('n'), 'control')?.name, 'next');
  });

  it('are found by their place on a keyboard of another script', () => {
    assert.equal(name('ى', { code: 'KeyN' }), 'next');
    assert.equal(name('ظ', { code: 'Slash' }), 'search');
    assert.equal(name('؟', { code: 'Slash', shiftKey: true }), 'help');
    assert.equal(name('é', { code: 'Digit2' }), 'count');
    assert.equal(name('Enter', { code: 'Enter' }), null);
    assert.equal(name('ArrowDown', { code: 'ArrowDown' }), null);
  });

  it('count by any digits', () => {
    assert.equal(shortcutOf(stroke('4', { code: 'Digit4' }), 'page')?.count, 4);
    assert.equal(shortcutOf(stroke('٤', { code: 'Digit4' }), 'page')?.count, 4);
    assert.equal(shortcutOf(stroke('4', { code: 'Numpad4' }), 'page')?.count, 4);
    assert.equal(name('7', { code: 'Digit7' }), null);
    assert.equal(name('!', { code: 'Digit1', shiftKey: true }), null);
  });
});
