// What each kind of entry says happened.
import type { Entry, Note } from '../../api/types';
import { t } from '../../i18n.svelte';
import type { Fault } from '../../lib/chain';
import { pick } from '../../lib/labels';
import { stanceName } from '../positions/words';

const happened: Record<string, () => string> = {
  'consultation.opened': () => t('The consultation was opened'),
  'note.published': () => t('The background note was published'),
  'round.opened': () => t('A round was opened'),
  'round.closed': () => t('A round was closed'),
  'round.extended': () => t('A round was extended'),
  'participant.accredited': () => t('A participant was accredited'),
  'meeting.scheduled': () => t('A meeting was scheduled'),
  'meeting.started': () => t('A meeting began'),
  'meeting.ended': () => t('A meeting ended'),
  'comment.posted': () => t('A comment was posted'),
  'comment.hidden': () => t('A comment was hidden'),
  'comment.restored': () => t('A comment was restored'),
  'contribution.filed': () => t('A contribution was filed'),
  'contribution.revised': () => t('A contribution was revised'),
  'contribution.withdrawn': () => t('A contribution was withdrawn'),
  'contribution.hidden': () => t('A contribution was hidden'),
  'contribution.restored': () => t('A contribution was restored'),
  'position.stated': () => t('A position was stated'),
  'position.hidden': () => t('The text of a position was hidden'),
  'position.restored': () => t('The text of a position was restored'),
  'statement.added': () => t('A statement was added'),
  'statements.imported': () => t('Statements were imported'),
  'statement.hidden': () => t('A statement was hidden'),
  'statement.restored': () => t('A statement was restored'),
  'votes.recorded': () => t('Votes on statements were recorded'),
  'votes.imported': () => t('Votes on statements were imported'),
  'summary.drafted': () => t('The summary was drafted'),
  'summary.revised': () => t('The remarks in the summary were edited'),
  'summary.published': () => t('The summary was published'),
};
export const happenedName = (type: string): string => pick(happened, type);

/** What an entry is about, in its own words: a title or the beginning of a text. */
export function subject(entry: Entry, note: Note | null): { text: string; lang: string | null } | null {
  const payload = entry.payload as Record<string, Record<string, unknown>> | null;
  if (!payload) return null;
  if (entry.payload && 'position' in entry.payload) {
    const { option_id, stance } = entry.payload.position;
    for (const question of note?.questions ?? [])
      for (const option of question.options)
        if (option.id === option_id)
          return {
            text: `${question.number}.${option.number} ${option.label}: ${stanceName(stance)}`,
            lang: null,
          };
  }
  for (const key of [
    'round',
    'meeting',
    'note',
    'consultation',
    'contribution',
    'comment',
    'position',
    'statement',
  ]) {
    const object = payload[key];
    const text = object?.['title'] ?? object?.['text'] ?? object?.['reason'];
    if (typeof text === 'string')
      return { text: text.slice(0, 160), lang: (object?.['language'] as string) ?? null };
  }
  return null;
}

/** Who acted, as frozen on the act. */
export function acted(entry: Entry): { name: string; entity: string } | null {
  const payload = entry.payload as { acted_as?: { name: string; entity: string } } | null;
  return payload?.acted_as ?? null;
}

export function faultText(fault: Fault): string {
  switch (fault) {
    case 'order':
      return t('it is missing or out of order.');
    case 'link':
      return t('it does not follow from the entry before it.');
    case 'payload':
      return t('its content is not what was recorded.');
    case 'hash':
      return t('its author, time or kind is not what was recorded.');
    case 'foreign':
      return t('it belongs to another consultation.');
    case 'unreadable':
      return t('it is not a complete entry.');
  }
}
