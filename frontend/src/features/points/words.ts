// Who says that a contribution makes a point, in words.
import type { PointLink, PointWording } from '../../api/types';
import { t } from '../../i18n.svelte';

export type Standing = PointLink['standing'];

const names: Record<Standing, () => string> = {
  declared: () => t('Its author says so'),
  confirmed: () => t('Confirmed by somebody who read it'),
  rejected: () => t('Looked at: it makes another point'),
  matched: () => t('By the likeness of the texts alone'),
  possible: () => t('Perhaps, by the likeness of the texts'),
};

export const isStanding = (word: string): word is Standing => word in names;
export const standingName = (standing: Standing) => names[standing]();

const standings: Record<PointWording['standing'], () => string> = {
  proposed: () => t('Proposed'),
  approved: () => t('Approved'),
  declined: () => t('Declined'),
  withdrawn: () => t('Withdrawn'),
};
export const wordingStanding = (standing: PointWording['standing']) => standings[standing]();

/** Officers and the rapporteur: who prepares the summary. */
export const PREPARING: readonly string[] = ['chair', 'secretariat', 'rapporteur'];
