// The words of the console: what has just happened, and what an undo would take back.
import type { AgendaItem, Entry, Meeting, SlowCount, Speaker, SpeakersList } from '../../../api/types';
import { t } from '../../../i18n.svelte';
import { decisionName, isolated } from '../../speakers/words';

const nameOf = (speaker: Speaker | undefined): string => isolated(speaker?.acted_as.entity ?? '');

interface Carried {
  speakers_list?: SpeakersList;
  speakers?: Speaker[];
  items?: AgendaItem[];
  notice?: { meeting_id: string };
  slow_count?: SlowCount;
  meeting?: Meeting;
}

type Say = (carried: Carried) => string;
const ofSpeaker =
  (say: (name: string, speaker: Speaker) => string): Say =>
  ({ speakers }) =>
    speakers?.[0] ? say(nameOf(speakers[0]), speakers[0]) : '';

const happened: Record<string, Say> = {
  'speakers.opened': () => t('The list of speakers is open'),
  'speakers.closed': () => t('The list of speakers is closed'),
  'speakers.reopened': () => t('The list of speakers is open again'),
  'speakers.configured': () => t('The rules of the list have changed'),
  'speakers.reordered': ofSpeaker((name) => t('Moved on the list: {name}', { name })),
  'speakers.concluded': () => t('The list is concluded for lack of time'),
  'speakers.undone': ofSpeaker((name) => t('Undone: {name}', { name })),
  'speaker.inscribed': ofSpeaker((name, { kind }) =>
    kind === 'point_of_order'
      ? t('Point of order: {name}', { name })
      : t('{name} has asked for the floor', { name }),
  ),
  'speaker.amended': ofSpeaker((name) => t('Corrected: {name}', { name })),
  'speaker.called': ofSpeaker((name) => t('Called: {name}', { name })),
  'speaker.started': ofSpeaker((name) => t('{name} has the floor', { name })),
  'speaker.paused': ofSpeaker((name) => t('Paused: {name}', { name })),
  'speaker.resumed': ofSpeaker((name) => t('{name} goes on', { name })),
  'speaker.finished': ofSpeaker((name) => t('{name} has finished', { name })),
  'speaker.missed': ofSpeaker((name) => t('{name} was not there', { name })),
  'speaker.withdrawn': ofSpeaker((name) => t('{name} is off the list', { name })),
  'point_of_order.decided': ofSpeaker((name, { ruling }) =>
    t('Point of order of {name}: {decision}', { name, decision: decisionName(ruling?.decision ?? '') }),
  ),
  'agenda_item.added': ({ items }) => t('On the agenda: item {number}', { number: items?.[0]?.number ?? '' }),
  'agenda_item.revised': ({ items }) => t('Revised: item {number}', { number: items?.[0]?.number ?? '' }),
  'agenda_item.taken_up': ({ items }) => t('Taken up: item {number}', { number: items?.[0]?.number ?? '' }),
  'agenda_item.concluded': ({ items }) => t('Concluded: item {number}', { number: items?.[0]?.number ?? '' }),
  'notice.posted': () => t('Notice given'),
  'notice.withdrawn': () => t('Notice withdrawn'),
  'slow_count.started': () => t('Count: 1 of 6'),
  'slow_count.advanced': ({ slow_count: one }) => t('Count: {count} of 6', { count: one?.count ?? '' }),
  'slow_count.completed': () => t('Six, and nobody has stopped the count'),
  'slow_count.stopped': ({ slow_count: one }) =>
    t('The count was stopped by {name}', { name: isolated(one?.stopped?.acted_as.entity ?? '') }),
  'meeting.started': () => t('The meeting has begun'),
  'meeting.ended': () => t('The meeting has ended'),
  'meeting.configured': () => t('The meeting’s settings have changed'),
};

/** What an entry says in this meeting's room; null if it belongs elsewhere or is not said. */
export function said(entry: Entry, meetingId: string): string | null {
  const say = happened[entry.type];
  const carried = (entry.payload ?? {}) as Carried;
  if (!say) return null;
  const here =
    carried.speakers_list?.meeting_id ??
    carried.items?.[0]?.meeting_id ??
    carried.notice?.meeting_id ??
    carried.slow_count?.meeting_id ??
    carried.meeting?.id;
  return here === meetingId ? say(carried) : null;
}

const undoable: Record<string, (name: string) => string> = {
  reorder: (name) => t('the move of {name}', { name }),
  call: (name) => t('the call of {name}', { name }),
  miss: (name) => t('that {name} was not there', { name }),
  withdraw: (name) => t('the withdrawal of {name}', { name }),
  finish: (name) => t('the finish of {name}', { name }),
  conclude: () => t('the conclusion of the list'),
};

export function undoName(undo: NonNullable<SpeakersList['undo']>, speakers: readonly Speaker[]): string {
  const one = speakers.find((speaker) => speaker.id === undo.speaker_ids[0]);
  return undoable[undo.act]?.(nameOf(one)) ?? '';
}
