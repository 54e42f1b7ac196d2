// Who says that a contribution makes a point, in words.
import type { PointLink } from '../../api/types';
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

/** Officers and the rapporteur: who prepares the summary. */
export const PREPARING: readonly string[] = ['chair', 'secretariat', 'rapporteur'];
