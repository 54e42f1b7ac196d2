import type { Mentions, SourceType } from '../../api/types';
import { t } from '../../i18n.svelte';

const sources: Record<SourceType, () => string> = {
  contribution: () => t('Contribution'),
  intervention: () => t('Statement on the floor'),
  comment: () => t('Comment'),
};
export const sourceName = (type: SourceType): string => sources[type]();

/** A hidden theme has no words left. */
export const titleOf = (theme: { title: string | null }): string => theme.title ?? t('A hidden theme');

/** "8 contributors · 9 messages"; with the number of texts where some are the same. */
export function countText(mentions: Mentions): string {
  const parts = [
    t('{n, plural, one {# contributor} other {# contributors}}', { n: mentions.contributors }),
    t('{n, plural, one {# message} other {# messages}}', { n: mentions.messages }),
  ];
  if (mentions.texts < mentions.messages)
    parts.push(t('{n, plural, one {# text} other {# different texts}}', { n: mentions.texts }));
  return parts.join(' · ');
}
