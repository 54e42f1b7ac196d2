// The last lines of the transcript, for captions. Pure.
import type { TranscriptPart } from '../../api/types.ts';

export interface Caption {
  key: string;
  name: string | null;
  text: string;
  language: string;
}

/** The newest `most` lines, oldest first; a name stands only where the speaker changes. Hidden parts are left out. */
export function lastLines(newestFirst: readonly TranscriptPart[], most: number): Caption[] {
  const found: (Caption & { speaker: string | null })[] = [];
  for (const part of newestFirst) {
    for (const [i, line] of [...(part.lines ?? []).entries()].reverse()) {
      if (found.length === most) break;
      const speaker = part.speaker?.name ?? null;
      found.unshift({
        key: `${part.id}:${i}`,
        name: speaker,
        text: line.text,
        language: part.language,
        speaker,
      });
    }
    if (found.length === most) break;
  }
  return found.map(({ speaker, ...line }, i) => ({
    ...line,
    name: i > 0 && found[i - 1]!.speaker === speaker ? null : speaker,
  }));
}
