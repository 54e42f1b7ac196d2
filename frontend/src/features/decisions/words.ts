// The words for states, dispositions and findings.
import { t } from '../../i18n.svelte';
import { pick } from '../../lib/labels';

const calls: Record<string, () => string> = {
  running: () => t('Under way', {}, 'decision'),
  adopted: () => t('Adopted without objection'),
  objected: () => t('Closed with objections standing'),
  withdrawn: () => t('Withdrawn by the chair'),
};
export const callState = (code: string): string => pick(calls, code);

const silences: Record<string, () => string> = {
  running: () => t('Silence runs'),
  adopted: () => t('Adopted: nobody broke the silence'),
  broken: () => t('Silence broken'),
  withdrawn: () => t('Withdrawn by the chair'),
};
export const silenceState = (code: string): string => pick(silences, code);

export const badges: Record<string, string> = {
  running: 'accent',
  adopted: 'ok',
  objected: 'warn',
  broken: 'warn',
  withdrawn: '',
  closed: '',
};

export const DISPOSITIONS = ['noted', 'addressed_by_amendment', 'sustained'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];
const dispositions: Record<string, () => string> = {
  noted: () => t('Noted', {}, 'objection'),
  addressed_by_amendment: () => t('Addressed by amendment'),
  sustained: () => t('Sustained: it stands in the way'),
};
export const dispositionName = (code: string): string => pick(dispositions, code);

export const FINDINGS = [
  'consensus',
  'rough_consensus',
  'general_support',
  'strong_support_with_significant_opposition',
  'divergence',
  'strong_opposition_with_significant_support',
  'general_opposition',
  'insufficient_input',
] as const;
const findings: Record<string, () => string> = {
  consensus: () => t('Consensus'),
  rough_consensus: () => t('Rough consensus'),
  general_support: () => t('General support'),
  strong_support_with_significant_opposition: () => t('Strong support with significant opposition'),
  divergence: () => t('Divergence of views'),
  strong_opposition_with_significant_support: () => t('Strong opposition with significant support'),
  general_opposition: () => t('General opposition'),
  insufficient_input: () => t('Insufficient input'),
};
export const findingName = (code: string): string => pick(findings, code);

const changes: Record<string, () => string> = {
  counts: () => t('the counts have changed'),
  option: () => t('the option has been amended'),
  procedure: () => t('another call or silence procedure has ended'),
  proposal: () => t('another finding would be proposed now'),
};
export const changeName = (code: string): string => pick(changes, code);
