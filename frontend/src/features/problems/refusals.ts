// The server's refusals in the page's language, by their code. Only other languages than the server's own (English) need
// them, so they are fetched when something was refused (lib/explain.ts).
import { t } from '../../i18n.svelte';

const codes: Record<string, () => string> = {
  invalid: () => t('Something in the form is not as it should be.'),
  malformed_json: () => t('The server could not read what the page sent.'),
  not_signed_in: () => t('Please sign in first.'),
  wrong_password: () => t('The address and the password do not belong together.'),
  link_expired: () => t('This sign-in link has expired or was already used. Ask for a new one.'),
  not_permitted: () => t('Your capacity does not allow this here.'),
  cross_site: () => t('This request came from another site and was refused.'),
  unknown_capacity: () => t('You no longer hold the capacity you chose. Choose another one.'),
  not_found: () => t('There is nothing here, or it is not open to you.'),
  no_summary: () => t('There is no summary yet.'),
  round_closed: () => t('The round is not open, so this cannot be done now.'),
  round_open: () => t('The round is already open.'),
  round_not_open: () => t('The round is not open, so it cannot be closed.'),
  not_in_this_round: () => t('The present round is not one in which this can be done.'),
  not_an_extension: () => t('The new closing time must be later than the present one.'),
  meeting_in_progress: () => t('The meeting is already in progress.'),
  meeting_not_in_progress: () => t('The meeting is not in progress, so this cannot be done now.'),
  not_now: () => t('This cannot be done at present.'),
  hidden: () => t('This contribution is hidden; it cannot be revised until it is restored.'),
  withdrawn: () => t('This contribution was withdrawn.'),
  statement_hidden: () => t('This statement is hidden, so it cannot be voted on.'),
  version_changed: () => t('Somebody else changed this meanwhile. Look at it first, then decide again.'),
  already_published: () => t('The summary has been published; its text no longer changes.'),
  source_hidden: () => t('A text that this draft shows has been hidden or withdrawn since. Draft it again.'),
  already_accredited: () => t('This person already holds this capacity.'),
  organization_differs: () => t('An organization of this name exists with another group or region.'),
  idempotency_key_reused: () => t('This was already sent with another text. Send it again.'),
  too_large: () => t('This is too long for the server to take.'),
  too_many_requests: () => t('Too many attempts in a short time. Wait a minute and try again.'),
};

const byStatus: Record<number, string> = {
  401: 'not_signed_in',
  403: 'not_permitted',
  404: 'not_found',
  409: 'not_now',
  413: 'too_large',
  422: 'invalid',
  429: 'too_many_requests',
};

export function refusal(code: string, status: number): string | null {
  return (codes[code] ?? codes[byStatus[status] ?? ''])?.() ?? null;
}
