// What somebody may ask for at this moment, as the server will decide it (app/speakers/queue.py): a page offers nothing
// that would be refused. Pure.
import type { Capacity, Meeting, Speaker, SpeakersList } from '../../api/types.ts';

export interface Asker {
  /** Their capacity has the right, and the round is open. */
  permitted: boolean;
  accountId: string | null;
  meeting: Meeting['state'];
  list: SpeakersList['state'];
  /** Their own open inscriptions. */
  mine: readonly Speaker[];
  holder: Speaker | null;
}

export function mayAskFor({ permitted, accountId, meeting, list, mine, holder }: Asker): Speaker['kind'][] {
  if (!permitted || meeting === 'ended') return [];
  const inProgress = meeting === 'in_progress';
  const possible: Speaker['kind'][] = [
    ...(list === 'open' ? (['statement'] as const) : []),
    ...(list === 'closed' ? (['right_of_reply'] as const) : []),
    ...(list === 'open' && inProgress && holder && holder.acted_as.account_id !== accountId
      ? (['question'] as const)
      : []),
    ...(inProgress ? (['point_of_order'] as const) : []),
  ];
  return possible.filter((kind) => !mine.some((one) => one.kind === kind));
}

/** What others of one's own delegations have asked for: it may be withdrawn for them, until they speak. */
export function ofMyDelegations(
  speakers: readonly Speaker[],
  accountId: string | null,
  capacities: readonly Pick<Capacity, 'delegation_id'>[],
): Speaker[] {
  return speakers.filter(
    ({ state, acted_as }) =>
      (state === 'waiting' || state === 'called') &&
      acted_as.delegation_id !== null &&
      acted_as.account_id !== accountId &&
      capacities.some((one) => one.delegation_id === acted_as.delegation_id),
  );
}
