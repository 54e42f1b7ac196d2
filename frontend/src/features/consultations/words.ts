// The words for rounds and what they open.
import { t } from '../../i18n.svelte';
import { pick } from '../../lib/labels';

const roundKinds: Record<string, () => string> = {
  call_for_inputs: () => t('Call for inputs'),
  informal_soundings: () => t('Informal soundings'),
  regional_preparatory: () => t('Regional preparatory round'),
  meeting_round: () => t('Meeting round'),
  advisory: () => t('Advisory round'),
  draft_review: () => t('Review of the draft'),
  silence: () => t('Silence procedure'),
};
export const roundKindName = (code: string): string => pick(roundKinds, code);

const roundStates: Record<string, () => string> = {
  scheduled: () => t('Scheduled', {}, 'round'),
  open: () => t('Open', {}, 'round'),
  closed: () => t('Closed', {}, 'round'),
};
export const roundStateName = (code: string): string => pick(roundStates, code);

const rights: Record<string, () => string> = {
  contribute: () => t('file contributions'),
  comment: () => t('comment in meetings'),
  take_position: () => t('state positions'),
  object: () => t('raise objections'),
  vote: () => t('vote on statements'),
  speak: () => t('ask for the floor'),
};
export const rightName = (code: string): string => pick(rights, code);
