// The words for kinds, states and groups that the API names by a code. An unknown code is shown as it is, readable.
import { t } from '../i18n.svelte';

const readable = (code: string): string => code.replaceAll('_', ' ');
export const pick = (table: Record<string, () => string>, code: string): string =>
  table[code]?.() ?? readable(code);

const capacities: Record<string, () => string> = {
  chair: () => t('Chair'),
  convener: () => t('Convener'),
  secretariat: () => t('Secretariat'),
  delegate: () => t('Delegate'),
  advisory_group_member: () => t('Advisory group member'),
  rapporteur: () => t('Rapporteur'),
  observer: () => t('Observer'),
  personal_capacity: () => t('Personal capacity'),
  guest: () => t('Guest'),
  nominee: () => t('Nominee'),
  system: () => t('System'),
};
export const capacityName = (code: string): string => pick(capacities, code);

const groups: Record<string, () => string> = {
  government: () => t('Governments'),
  international_organization: () => t('International organizations'),
  private_sector: () => t('Private sector'),
  civil_society: () => t('Civil society'),
  technical_community: () => t('Technical community'),
  academic_community: () => t('Academic community'),
  media: () => t('Media'),
};
export const GROUPS = Object.keys(groups);
export const groupName = (code: string): string => pick(groups, code);

const regions: Record<string, () => string> = {
  african: () => t('African Group'),
  asia_pacific: () => t('Asia-Pacific Group'),
  eastern_european: () => t('Eastern European Group'),
  grulac: () => t('Latin American and Caribbean Group'),
  weog: () => t('Western European and Others Group'),
};
export const REGIONS = Object.keys(regions);
export const regionName = (code: string): string => pick(regions, code);

const meetingStates: Record<string, () => string> = {
  scheduled: () => t('Scheduled', {}, 'meeting'),
  in_progress: () => t('In progress', {}, 'meeting'),
  ended: () => t('Ended', {}, 'meeting'),
};
export const meetingStateName = (code: string): string => pick(meetingStates, code);
