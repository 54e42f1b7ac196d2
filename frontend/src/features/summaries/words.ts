// The words for the states of a summary, for comments on it and for what became of them.
import { t } from '../../i18n.svelte';
import { pick } from '../../lib/labels';

export const STATES = ['draft', 'internal_review', 'circulated', 'published', 'transmitted'] as const;
const states: Record<string, () => string> = {
  draft: () => t('Drafting'),
  internal_review: () => t('Internal review'),
  circulated: () => t('Circulated'),
  published: () => t('Final'),
  transmitted: () => t('Transmitted'),
};
export const stateName = (code: string): string => pick(states, code);

export const KINDS = ['factual_correction', 'omission', 'wording', 'attribution'] as const;
export type CommentKind = (typeof KINDS)[number];
const kinds: Record<string, () => string> = {
  factual_correction: () => t('Factual correction'),
  omission: () => t('Omission'),
  wording: () => t('Wording'),
  attribution: () => t('Attribution'),
};
export const kindName = (code: string): string => pick(kinds, code);

export const OUTCOMES = ['accepted', 'partly', 'not_accepted'] as const;
export type CommentOutcome = (typeof OUTCOMES)[number];
const outcomes: Record<string, () => string> = {
  accepted: () => t('Accepted'),
  partly: () => t('Partly accepted'),
  not_accepted: () => t('Not accepted'),
};
export const outcomeName = (code: string): string => pick(outcomes, code);

const statuses: Record<string, () => string> = {
  computed: () => t('As computed'),
  accepted: () => t('Accepted', {}, 'paragraph'),
  edited: () => t('Edited, its counts stand'),
  uncounted: () => t('Edited, uncounted'),
  dropped: () => t('Dropped'),
  own: () => t('The chair’s own words'),
};
export const statusName = (code: string): string => pick(statuses, code);
