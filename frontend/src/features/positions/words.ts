// The words for stances.
import { t } from '../../i18n.svelte';
import { pick } from '../../lib/labels';

export const STANCES = ['support', 'support_with_reservations', 'neutral', 'oppose'] as const;
const stances: Record<string, () => string> = {
  support: () => t('Support'),
  support_with_reservations: () => t('Support with reservations'),
  neutral: () => t('Neutral'),
  oppose: () => t('Oppose'),
};
export const stanceName = (code: string): string => pick(stances, code);
