import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TranscriptPart } from '../../api/types.ts';
import { lastLines } from './captions.ts';

const part = (id: string, name: string | null, texts: string[] | null): TranscriptPart =>
  ({
    id,
    language: 'en',
    speaker: name === null ? null : { name },
    lines: texts?.map((text) => ({ text, started_at: null, ended_at: null })) ?? null,
  }) as TranscriptPart;

describe('captions', () => {
  it('are the newest lines in the order in which they were said, with a name where the speaker changes', () => {
    const parts = [
      part('c', 'Ana', ['four', 'five']),
      part('b', 'Ana', null),
      part('a', 'Ben', ['one', 'two', 'three']),
    ];
    const said = (most: number) => lastLines(parts, most).map((one) => `${one.name ?? ''}:${one.text}`);
    assert.deepEqual(said(3), ['Ben:three', 'Ana:four', ':five']);
    assert.deepEqual(said(1), ['Ana:five']);
    assert.deepEqual(said(9), ['Ben:one', ':two', ':three', 'Ana:four', ':five']);
    assert.deepEqual(lastLines([], 3), []);
  });

  it('keep their keys when others come, so that nothing is drawn anew', () => {
    const keys = lastLines([part('a', null, ['one', 'two'])], 2).map((one) => one.key);
    assert.deepEqual(keys, ['a:0', 'a:1']);
  });
});
