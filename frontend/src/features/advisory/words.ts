// The words for the states of calls and nominations, and for what members say of themselves.
import type { NominationCall } from '../../api/types';
import { language, t } from '../../i18n.svelte';
import { dateOnly } from '../../lib/format';
import { pick } from '../../lib/labels';

const states: Record<string, () => string> = {
  awaiting_consent: () => t('Waits for the nominee’s consent'),
  standing: () => t('Nominated'),
  declined: () => t('Declined by the nominee'),
  withdrawn: () => t('Withdrawn', {}, 'nomination'),
  appointed: () => t('Appointed'),
  not_appointed: () => t('Not appointed'),
};
export const nominationState = (code: string): string => pick(states, code);
export const badges: Record<string, string> = {
  awaiting_consent: 'warn',
  standing: 'accent',
  appointed: 'ok',
};

const calls: Record<string, () => string> = {
  announced: () => t('Not open yet', {}, 'call'),
  open: () => t('Open', {}, 'call'),
  closed: () => t('Closed: late nominations are marked', {}, 'call'),
  concluded: () => t('Concluded', {}, 'call'),
};
export const callName = (code: string): string => pick(calls, code);

/** The state follows from the instants, as on the server. */
export function callState(call: NominationCall, now: number): string {
  if (call.concluded) return 'concluded';
  if (now < Date.parse(call.opens_at)) return 'announced';
  return now < Date.parse(call.closes_at) ? 'open' : 'closed';
}

export const GENDERS = ['woman', 'man', 'another'] as const;
export type Gender = (typeof GENDERS)[number];
const genders: Record<string, () => string> = {
  woman: () => t('Woman'),
  man: () => t('Man'),
  another: () => t('Another', {}, 'gender'),
};
export const genderName = (code: string): string => pick(genders, code);

/** Terms and turns change at midnight UTC, whatever the reader's clock says. */
export const day = (iso: string): string => dateOnly(iso, { locale: language.tag, timeZone: 'UTC' });
/** The last day of a term that ends with this instant. */
export const dayBefore = (iso: string): string => day(new Date(Date.parse(iso) - 1).toISOString());
