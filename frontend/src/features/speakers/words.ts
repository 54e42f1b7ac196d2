// The words of the floor: what is asked for, how it stands, and why.
import { isolated } from '../../lib/isolated';
import { t } from '../../i18n.svelte';
import { groupName, pick } from '../../lib/labels';
import type { Speaker, SpeakersList } from '../../api/types';
import { minutes } from './floor';

const kinds: Record<string, () => string> = {
  statement: () => t('Statement', {}, 'floor'),
  point_of_order: () => t('Point of order'),
  right_of_reply: () => t('Right of reply'),
  question: () => t('Question', {}, 'floor'),
};
export const KINDS = ['statement', 'question', 'right_of_reply', 'point_of_order'] as const;
export const kindName = (code: string): string => pick(kinds, code);

const states: Record<string, () => string> = {
  waiting: () => t('Waiting', {}, 'speaker'),
  called: () => t('Called', {}, 'speaker'),
  speaking: () => t('Speaking', {}, 'speaker'),
  paused: () => t('Time paused', {}, 'speaker'),
  finished: () => t('Has spoken', {}, 'speaker'),
  withdrawn: () => t('Withdrawn', {}, 'speaker'),
  missed: () => t('Not heard', {}, 'speaker'),
};
const missed: Record<string, () => string> = {
  absent: () => t('Called and not there'),
  lack_of_time: () => t('Not heard for lack of time'),
};
export const speakerStateName = (speaker: Pick<Speaker, 'state' | 'missed_because'>): string =>
  speaker.missed_because ? pick(missed, speaker.missed_because) : pick(states, speaker.state);

const decisions: Record<string, () => string> = {
  upheld: () => t('Upheld', {}, 'point of order'),
  dismissed: () => t('Dismissed', {}, 'point of order'),
  answered: () => t('Answered', {}, 'point of order'),
};
export const decisionName = (code: string): string => pick(decisions, code);

const lists: Record<string, () => string> = {
  not_opened: () => t('The list of speakers is not open yet'),
  open: () => t('The list of speakers is open'),
  closed: () => t('The list of speakers is closed'),
};
export const listStateName = (code: string): string => pick(lists, code);

const items: Record<string, () => string> = {
  upcoming: () => t('To come', {}, 'agenda item'),
  current: () => t('Now', {}, 'agenda item'),
  suspended: () => t('Suspended', {}, 'agenda item'),
  concluded: () => t('Concluded', {}, 'agenda item'),
};
export const itemStateName = (code: string): string => pick(items, code);

const deliveries: Record<string, () => string> = {
  pending: () => t('Not delivered yet'),
  delivered: () => t('Delivered'),
  not_delivered: () => t('Not delivered for lack of time; part of the record'),
};
export const deliveryName = (code: string): string => pick(deliveries, code);

const genders: Record<string, () => string> = {
  woman: () => t('Woman'),
  man: () => t('Man'),
  other: () => t('Other', {}, 'gender'),
};
export const GENDERS = Object.keys(genders) as ('woman' | 'man' | 'other')[];
export const genderName = (code: string): string => pick(genders, code);

export { isolated };

type Facts = Record<string, string | number>;
const group = (code: string | number | undefined) =>
  code ? groupName(String(code)) : t('no stakeholder group');
const time = (seconds: string | number | undefined) => minutes(Number(seconds ?? 0) * 1000);

/** Why somebody is proposed as the next speaker; the server's own sentence is in English. */
const reasons: Record<string, (facts: Facts) => string> = {
  point_of_order: (f) =>
    t('{name} has raised a point of order, which is heard and decided before anything else.', f),
  question: (f) => t('{name} has a question to {other}, who spoke last.', f),
  only_one: (f) => t('{name} is the only one waiting to make a statement.', f),
  next_on_the_list: (f) => t('{name} is next on the list, and no rule speaks for another order.', f),
  other_group: (f) =>
    t('{name} ({group}) before {other}, because the last speaker was also from {other_group}.', {
      ...f,
      group: group(f['group']),
      other_group: group(f['other_group']),
    }),
  first_time: (f) => t('{name} has not spoken before, unlike {other}, who is next on the list.', f),
  least_time: (f) =>
    t('{name} before {other}, because {group} has used {time} so far and {other_group} {other_time}.', {
      ...f,
      group: group(f['group']),
      other_group: group(f['other_group']),
      time: time(f['seconds']),
      other_time: time(f['other_seconds']),
    }),
  right_of_reply: (f) =>
    t('{name} is next: rights of reply are heard in the order in which they were asked for.', f),
};
export const proposalReason = (proposal: NonNullable<SpeakersList['proposal']>): string =>
  reasons[proposal.reason]?.({
    ...proposal.facts,
    name: isolated(proposal.facts['name']),
    other: isolated(proposal.facts['other']),
  }) ?? proposal.sentence;
