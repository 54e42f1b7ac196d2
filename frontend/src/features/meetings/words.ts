// The words for how a comment stands to the option it is about, and for whom a meeting is open.
import { t } from '../../i18n.svelte';
import { pick } from '../../lib/labels';
import type { Meeting } from '../../api/types';

export const ALIGNMENTS = ['for', 'neutral', 'against'] as const;
export const SIGNS: Record<string, string> = { for: '▲', neutral: '◆', against: '▼' };
const alignments: Record<string, () => string> = {
  for: () => t('For'),
  neutral: () => t('Neutral'),
  against: () => t('Against'),
};
export const alignmentName = (code: string): string => pick(alignments, code);

export const closedWords = ({ visibility }: Meeting): string =>
  visibility === 'governments'
    ? t('This part of the meeting is open to governments only.')
    : t('This part of the meeting is open to its participants only.');
