// The words for groups of voters and for why no groups are claimed.
import { t } from '../../i18n.svelte';
import { groupName, pick, regionName } from '../../lib/labels';

const reasons: Record<string, () => string> = {
  too_few_people: () => t('Too few people have voted on enough statements.'),
  too_few_statements: () => t('There are too few statements.'),
  members_vary: () => t('Who belongs together changes when half of the people are left out.'),
  number_varies: () => t('The number of groups changes when half of the people are left out.'),
  group_too_small: () => t('One of the groups would be very small.'),
};
export const reasonWords = (code: string): string => pick(reasons, code);

const partitions: Record<string, () => string> = {
  declared: () => t('Stakeholder groups'),
  region: () => t('Regional groups'),
  found: () => t('People who vote alike'),
};
export const partitionName = (code: string): string => pick(partitions, code);

export function partName(part: { partition: string; group: string | null }): string {
  if (part.group === null) return t('All others together');
  if (part.partition === 'declared') return groupName(part.group);
  if (part.partition === 'region') return regionName(part.group);
  return t('Group {name}', { name: part.group });
}
