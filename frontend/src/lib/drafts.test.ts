import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DraftBox, type DraftStorage } from './drafts.ts';

function memory(full = false): DraftStorage & { map: Map<string, string> } {
  const map = new Map<string, string>();
  return {
    map,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => {
      if (full) throw new Error('QuotaExceededError');
      map.set(key, value);
    },
    removeItem: (key) => void map.delete(key),
  };
}

function box(storage: DraftStorage | null = memory()) {
  let n = 0;
  return new DraftBox({
    name: 'd',
    blank: { text: '' },
    isBlank: (f) => f.text.trim() === '',
    storage,
    newKey: () => `key-${Math.random()}-${(n += 1)}`,
    now: () => 1000,
  });
}

describe('a draft', () => {
  it('survives the page', () => {
    const storage = memory();
    box(storage).write({ text: 'We support' });
    assert.deepEqual(box(storage).draft, {
      fields: { text: 'We support' },
      state: 'saved',
      why: null,
      savedAt: 1000,
    });
  });

  it('keeps its key for the same text, also over a reload, and takes a new one for another text', () => {
    const storage = memory();
    const first = box(storage);
    first.write({ text: 'a' });
    const key = first.sending();
    first.unsent('no network');
    assert.equal(first.sending(), key);
    const second = box(storage);
    assert.equal(second.draft.state, 'unsent');
    assert.equal(second.sending(), key);
    second.refused('closed');
    second.write({ text: 'b' });
    assert.notEqual(second.sending(), key);
  });

  it('keeps the text and the reason when it is refused', () => {
    const it = box();
    it.write({ text: 'a' });
    it.sending();
    it.refused('The round is closed.');
    assert.deepEqual(it.draft, {
      fields: { text: 'a' },
      state: 'refused',
      why: 'The round is closed.',
      savedAt: 1000,
    });
  });

  it('is forgotten once it is posted', () => {
    const storage = memory();
    const it = box(storage);
    it.write({ text: 'a' });
    it.sending();
    it.posted();
    assert.equal(it.draft.state, 'posted');
    assert.equal(it.draft.fields.text, '');
    assert.equal(storage.map.size, 0);
  });

  it('keeps nothing when nothing is written', () => {
    const storage = memory();
    const it = box(storage);
    it.write({ text: 'a' });
    it.write({ text: '  ' });
    assert.equal(it.draft.state, 'empty');
    assert.equal(it.draft.fields.text, '  ');
    assert.equal(storage.map.size, 0);
  });

  it('does not claim to be saved where nothing can be kept', () => {
    for (const storage of [memory(true), null]) {
      const it = box(storage);
      it.write({ text: 'a' });
      assert.equal(it.draft.state, 'unsaved');
      assert.equal(it.draft.fields.text, 'a');
    }
  });

  it('shows what the server holds without keeping it, unless there is a draft', () => {
    const storage = memory();
    const it = box(storage);
    it.fill({ text: 'from the server' });
    assert.equal(it.draft.state, 'empty');
    assert.equal(it.draft.fields.text, 'from the server');
    assert.equal(storage.map.size, 0);
    it.write({ text: 'mine' });
    it.fill({ text: 'from the server' });
    assert.equal(it.draft.fields.text, 'mine');
  });

  it('ignores what it cannot read', () => {
    const storage = memory();
    storage.map.set('d', '{"v":0');
    assert.equal(box(storage).draft.state, 'empty');
  });
});
