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
  'consensus_call.opened': () => t('A call for consensus was opened'),
  'consensus_call.counted': () => t('The count in a call for consensus went on'),
  'consensus_call.closed': () => t('A call for consensus was closed'),
  'consensus_call.withdrawn': () => t('A call for consensus was withdrawn'),
  'objection.raised': () => t('An objection was raised'),
  'objection.withdrawn': () => t('An objection was withdrawn'),
  'objection.disposed': () => t('The chair disposed of an objection'),
  'silence.opened': () => t('A silence procedure began'),
  'silence.extended': () => t('A silence procedure was extended'),
  'silence.broken': () => t('The silence was broken'),
  'silence.adopted': () => t('A text was adopted by silence'),
  'silence.withdrawn': () => t('A silence procedure was withdrawn'),
  'straw_poll.opened': () => t('A straw poll was opened'),
  'straw_poll.answered': () => t('A straw poll was answered'),
  'straw_poll.closed': () => t('A straw poll was closed'),
  'ballot.drafted': () => t('A ballot was drafted'),
  'ballot.revised': () => t('The draft of a ballot was changed'),
  'ballot.frozen': () => t('A ballot was frozen, with its roll'),
  'ballot.turnout': () => t('Ballots were cast'),
  'ballot.annulled': () => t('A ballot was annulled'),
  'ballot.sealed': () => t('A ballot was closed and sealed'),
  'missing.proposed': () => t('Something was said to be missing from the note'),
  'missing.endorsed': () => t('What is missing from the note was seconded'),
  'missing.endorsement_withdrawn': () => t('A proposal on the note is no longer seconded by one entity'),
  'missing.withdrawn': () => t('A proposal on what is missing was withdrawn'),
  'missing.hidden': () => t('A proposal on what is missing was hidden'),
  'missing.restored': () => t('A proposal on what is missing was restored'),
  'points.found': () => t('Points were looked for in the contributions'),
  'point.declared': () => t('An author said which point a contribution makes'),
  'point.decided': () => t('It was decided whether a contribution makes a point'),
  'point.wording_proposed': () => t('A language model proposed a wording of a point'),
  'point.wording_approved': () => t('A wording of a point was approved'),
  'point.wording_declined': () => t('A wording of a point was declined'),
  'point.wording_withdrawn': () => t('A wording of a point was taken back'),
  'points.paired': () => t('It was decided whether two points are the same'),
  'disposition.decided': () => t('It was decided what became of a contribution'),
  'disposition.returned': () => t('A decision on what became of a contribution was taken back'),
  'theme.proposed': () => t('A theme was proposed'),
  'theme.renamed': () => t('A theme was given another name'),
  'theme.marked': () => t('A theme was marked as cross-cutting, or no longer so'),
  'theme.merged': () => t('A theme was merged into another'),
  'theme.split': () => t('A theme was split'),
  'theme.hidden': () => t('A theme was hidden'),
  'theme.restored': () => t('A theme was restored'),
  'theme.tagged': () => t('A message was tagged with a theme'),
  'theme.untagged': () => t('A theme’s tag was taken off a message'),
  'programme.drafted': () => t('A version of the programme was drafted'),
  'programme.put': () => t('A version of the programme was put to a call for consensus'),
  'programme.adopted': () => t('The programme was adopted'),
  'opinions.computed': () => t('Opinion groups were computed from the votes'),
  'finding.signed': () => t('The chair signed a finding'),
  'meeting.scheduled': () => t('A meeting was scheduled'),
  'meeting.started': () => t('A meeting began'),
  'meeting.ended': () => t('A meeting ended'),
  'agenda_item.added': () => t('An item was put on the agenda'),
  'agenda_item.revised': () => t('An agenda item was revised'),
  'agenda_item.taken_up': () => t('An agenda item was taken up'),
  'agenda_item.concluded': () => t('An agenda item was concluded'),
  'notice.posted': () => t('The chair gave notice'),
  'notice.withdrawn': () => t('A notice was withdrawn'),
  'slow_count.started': () => t('A slow count began'),
  'slow_count.advanced': () => t('A slow count went on'),
  'slow_count.completed': () => t('A slow count was completed'),
  'slow_count.stopped': () => t('A slow count was stopped'),
  'speakers.opened': () => t('The list of speakers was opened'),
  'speakers.closed': () => t('The list of speakers was closed'),
  'speakers.reopened': () => t('The list of speakers was reopened'),
  'speakers.configured': () => t('The rules of the list of speakers were changed'),
  'speakers.reordered': () => t('The list of speakers was reordered'),
  'speakers.concluded': () => t('The list of speakers was concluded for lack of time'),
  'speakers.undone': () => t('The last act on the list of speakers was undone'),
  'speaker.inscribed': () => t('Somebody asked for the floor'),
  'speaker.amended': () => t('An inscription was corrected'),
  'speaker.called': () => t('A speaker was called'),
  'speaker.started': () => t('A speaker took the floor'),
  'speaker.paused': () => t('A speaker was paused'),
  'speaker.resumed': () => t('A speaker went on'),
  'speaker.finished': () => t('A speaker finished'),
  'speaker.missed': () => t('A speaker was not there'),
  'speaker.withdrawn': () => t('A speaker withdrew from the list'),
  'point_of_order.decided': () => t('A point of order was decided'),
  'prepared_statement.filed': () => t('The text of a statement was filed'),
  'prepared_statement.revised': () => t('The text of a statement was revised'),
  'prepared_statement.delivered': () => t('A prepared statement was delivered'),
  'prepared_statement.not_delivered': () => t('A prepared statement was not delivered for lack of time'),
  'prepared_statement.hidden': () => t('The text of a statement was hidden'),
  'prepared_statement.restored': () => t('The text of a statement was restored'),
  'meeting.configured': () => t('The conduct of a meeting was changed'),
  'transcript.added': () => t('Part of the transcript was added'),
  'transcript.corrected': () => t('Part of the transcript was corrected'),
  'transcript.hidden': () => t('Part of the transcript was hidden'),
  'transcript.restored': () => t('Part of the transcript was restored'),
  'comment.held': () => t('A comment is held for moderation'),
  'comment.approved': () => t('A held comment was approved'),
  'comment.refused': () => t('A held comment was refused'),
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
  'explanation.given': () => t('A position was explained'),
  'explanation.revised': () => t('The explanation of a position was revised'),
  'explanation.hidden': () => t('The explanation of a position was hidden'),
  'explanation.restored': () => t('The explanation of a position was restored'),
  'option.amended': () => t('An option was amended'),
  'signatory.invited': () => t('A delegation was invited to co-sponsor a statement'),
  'signatory.associated': () => t('A delegation associated itself with a statement'),
  'signatory.declined': () => t('An invitation to co-sponsor a statement was declined'),
  'signatory.dissociated': () => t('A delegation dissociated itself from a statement'),
  'caucus.recorded': () => t('The views of a caucus were recorded'),
  'caucus.revised': () => t('The views of a caucus were revised'),
  'caucus.hidden': () => t('The views of a caucus were hidden'),
  'caucus.restored': () => t('The views of a caucus were restored'),
  'statement.added': () => t('A statement was added'),
  'statements.imported': () => t('Statements were imported'),
  'statement.hidden': () => t('A statement was hidden'),
  'statement.restored': () => t('A statement was restored'),
  'votes.recorded': () => t('Votes on statements were recorded'),
  'votes.imported': () => t('Votes on statements were imported'),
  'advisory_group.established': () => t('An advisory group was established'),
  'advisory_group.revised': () => t('The make-up of an advisory group was changed'),
  'advisory_seat.taken': () => t('A member was appointed to an advisory group'),
  'advisory_seat.ended': () => t('A member left an advisory group'),
  'nomination_call.announced': () => t('Nominations were called for'),
  'nomination_call.concluded': () => t('A call for nominations was concluded'),
  'nomination.made': () => t('Somebody was nominated'),
  'nomination.consented': () => t('A nominee consented'),
  'nomination.declined': () => t('A nominee declined'),
  'nomination.withdrawn': () => t('A nomination was withdrawn'),
  'nomination.decided': () => t('A nomination was decided'),
  'nomination.hidden': () => t('The statement of a nominee was hidden'),
  'nomination.restored': () => t('The statement of a nominee was restored'),
  'advisory_office.established': () => t('An office was established'),
  'advisory_office.revised': () => t('The rotation of an office was changed'),
  'advisory_office.deviated': () => t('An office departs from its rotation for one turn'),
  'interest.declared': () => t('A member declared a conflict of interest'),
  'interest.withdrawn': () => t('A declared conflict of interest was withdrawn'),
  'interest.hidden': () => t('The text of a declared interest was hidden'),
  'interest.restored': () => t('The text of a declared interest was restored'),
  'document.issued': () => t('A document was issued'),
  'document.scheme_set': () => t('The symbols of documents were set'),
  'outcome.revised': () => t('Recommendations and open issues were written'),
  'summary.drafted': () => t('The summary was drafted'),
  'summary.revised': () => t('The remarks in the summary were edited'),
  'summary.put_to_review': () => t('The summary was put to internal review'),
  'summary.circulated': () => t('The summary was circulated for comments'),
  'summary.window_extended': () => t('More time was given for comments on the summary'),
  'summary.reopened': () => t('The summary went back to drafting'),
  'summary.published': () => t('The summary was published'),
  'summary.transmitted': () => t('The summary was transmitted'),
  'summary.comment_filed': () => t('A comment on the summary was filed'),
  'summary.comment_disposed': () => t('A comment on the summary was disposed of'),
  'summary.comment_hidden': () => t('A comment on the summary was hidden'),
  'summary.comment_restored': () => t('A comment on the summary was restored'),
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
    'option',
    'signatory',
    'caucus',
    'theme',
    'explanation',
    'round',
    'meeting',
    'note',
    'consultation',
    'contribution',
    'comment',
    'position',
    'statement',
    'seat',
    'nomination',
    'advisory_group',
    'office',
    'interest',
    'ballot',
  ]) {
    const object = payload[key];
    const name = object?.['label'] ?? object?.['subject'] ?? object?.['entity'] ?? object?.['name'];
    const text = object?.['title'] ?? name ?? object?.['question'] ?? object?.['text'] ?? object?.['reason'];
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
