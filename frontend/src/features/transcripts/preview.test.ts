import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PreviewPart } from '../../api/types.ts';
import { formatOf, shares } from './preview.ts';

const part = (speaker_id: string | null, lines: number): PreviewPart =>
  ({
    speaker_id,
    speaker: speaker_id && { entity: `Entity ${speaker_id}` },
    lines: Array.from({ length: lines }, () => ({ text: 'x' })),
  }) as PreviewPart;

describe('a caption file before it is added', () => {
  it('says whose the lines would be, nobody last', () => {
    assert.deepEqual(
      shares([part(null, 2), part('a', 20), part('a', 3), part('b', 1), part(null, 1), part('a', 1)]),
      [
        { speakerId: 'a', name: 'Entity a', lines: 24 },
        { speakerId: 'b', name: 'Entity b', lines: 1 },
        { speakerId: null, name: null, lines: 3 },
      ],
    );
    assert.deepEqual(shares([]), []);
  });

  it('is known by its name or its beginning', () => {
    assert.equal(formatOf('Plenary.VTT', ''), 'vtt');
    assert.equal(formatOf('plenary.srt', 'WEBVTT'), 'srt');
    assert.equal(formatOf('plenary', '\uFEFFWEBVTT\n'), 'vtt');
    assert.equal(formatOf('plenary.txt', '1\r\n00:00:01,500 --> 00:00:04,000\r\nThank you.'), 'srt');
    assert.equal(formatOf('plenary.txt', '1. Thank you.'), 'text');
  });
});
