// What is said about a caption file before it is added. Pure.
import type { PreviewPart } from '../../api/types.ts';

export interface Share {
  /** Null: nobody who was on the list of speakers. */
  speakerId: string | null;
  name: string | null;
  lines: number;
}

/** Whose the lines would be, in the order in which they first speak; what is nobody's comes last. */
export function shares(parts: readonly PreviewPart[]): Share[] {
  const found = new Map<string | null, Share>();
  for (const { speaker_id: speakerId, speaker, lines } of parts) {
    const share = found.get(speakerId) ?? { speakerId, name: speaker?.entity ?? null, lines: 0 };
    found.set(speakerId, { ...share, lines: share.lines + lines.length });
  }
  return [...found.values()].sort((a, b) => Number(a.speakerId === null) - Number(b.speakerId === null));
}

export type Format = 'vtt' | 'srt' | 'text';

/** By its name, else by how it begins. */
export function formatOf(name: string, beginning: string): Format {
  const end = name.toLowerCase().split('.').at(-1);
  if (end === 'vtt' || end === 'srt') return end;
  const text = beginning.replace(/^\uFEFF/, '').trimStart();
  if (text.startsWith('WEBVTT')) return 'vtt';
  return /^\d+\s*\r?\n\d\d:\d\d:\d\d,\d{3} --> /.test(text) ? 'srt' : 'text';
}
