// The words for ballots: methods, modes, states, answers and what a ballot here cannot promise.
import { t } from '../../i18n.svelte';
import { groupName, pick } from '../../lib/labels';
import type { BundleFault, ReceiptFault } from './bundle';
import type { Fault, Method } from './choice';

const methods: Record<Method, () => string> = {
  straw: () => t('Straw poll'),
  approval: () => t('Approval'),
  score: () => t('Scores'),
  dots: () => t('Dots'),
  borda: () => t('Ranking (Borda)'),
  schulze: () => t('Ranking (Schulze)'),
  stv: () => t('Ranking (Scottish STV)'),
  pav: () => t('Approval, proportional (PAV)'),
  phragmen: () => t('Approval, proportional (Phragmén)'),
  mes: () => t('Approval, proportional (equal shares)'),
};
export const methodName = (method: Method): string => methods[method]();

const explained: Record<Method, (seats: number) => string> = {
  straw: () =>
    t(
      'To each option you say that you support it, can live with it or object to it. Support less objections puts them in order.',
    ),
  approval: (seats) =>
    t(
      '{seats, plural, one {Tick every option you approve of. The one with the most approvals wins.} other {Tick every option you approve of. The # with the most approvals win.}}',
      { seats },
    ),
  score: () =>
    t(
      'Give each option a score, or say that you have no view. The highest mean of those who gave a score wins.',
    ),
  dots: () =>
    t(
      'You have a number of dots to share out as you like, several to one option if you want. The most dots win.',
    ),
  borda: () =>
    t(
      'Put the options in your order; several may share a place. An option gets a point for each one ranked below it, and the most points win.',
    ),
  schulze: () =>
    t(
      'Put the options in your order; several may share a place. Every two options are compared with each other, and the one that beats the others, directly or through a chain of stronger wins, is chosen.',
    ),
  stv: () =>
    t(
      'Put the options in your order. Who reaches the quota is elected, and votes that are left over or would be lost go to the next one in your order.',
    ),
  pav: (seats) =>
    t(
      'Tick every option you approve of. The {seats} that together please most members are chosen: of those you ticked the first chosen counts one for you, the second a half, the third a third.',
      { seats },
    ),
  phragmen: (seats) =>
    t(
      'Tick every option you approve of. The {seats} are chosen one after the other, so that they rest as evenly as possible on all members.',
      { seats },
    ),
  mes: (seats) =>
    t(
      'Tick every option you approve of. Every member has an equal share in the {seats} choices, and those who approve of an option pay for it together.',
      { seats },
    ),
};
export const methodExplained = (method: Method, seats: number): string => explained[method](seats);

export interface Mode {
  name: string;
  text: string;
}
const modes: Record<string, () => Mode> = {
  open: () => ({
    name: t('Open ballot'),
    text: t('When it is over, everybody can read who voted how.'),
  }),
  group_visible: () => ({
    name: t('Group-visible ballot'),
    text: t('When it is over, everybody can read the ballots with the stakeholder group, without names.'),
  }),
  secret: () => ({
    name: t('Secret ballot'),
    text: t('Nobody is shown how you voted. Totals are published when it is over.'),
  }),
};
export const modeOf = (mode: string): Mode => modes[mode]!();

const states: Record<string, () => string> = {
  draft: () => t('Draft', {}, 'ballot'),
  frozen: () => t('Not open yet', {}, 'ballot'),
  open: () => t('Open for voting', {}, 'ballot'),
  closed: () => t('Closed; being counted', {}, 'ballot'),
  sealed: () => t('Closed, with results', {}, 'ballot'),
  annulled: () => t('Annulled', {}, 'ballot'),
};
export const stateName = (state: string): string => pick(states, state);

const answers: Record<string, () => string> = {
  support: () => t('Support', {}, 'straw poll'),
  can_live_with: () => t('Can live with', {}, 'straw poll'),
  object: () => t('Object', {}, 'straw poll'),
};
export const ANSWERS = ['support', 'can_live_with', 'object'] as const;
export const answerName = (answer: string | null): string =>
  answer === null ? t('No view') : pick(answers, answer);

const scores: Record<number, () => string> = {
  0: () => t('not at all', {}, 'score'),
  1: () => t('very weak', {}, 'score'),
  2: () => t('weak', {}, 'score'),
  3: () => t('fair', {}, 'score'),
  4: () => t('good', {}, 'score'),
  5: () => t('excellent', {}, 'score'),
};
export const scoreName = (score: number | null): string =>
  score === null ? t('No view') : t('{score}: {word}', { score, word: scores[score]?.() ?? '' });
export const scoreWord = (score: number): string => scores[score]?.() ?? '';

/** As app/ballots/limits.py, which a test compares. */
export const limits = (): string[] => [
  t('Secret means that other members, the chairs and the public do not see how you voted.'),
  t(
    'While voting is open, the operators of the server technically could. The key to the votes is then destroyed.',
  ),
  t('Copies (backups) of the server made while voting is open are a matter of trust in its operators.'),
  t('Someone who watches you vote, or who controls your device, can see or change your vote.'),
  t(
    'You can vote again until the closing time. Only your last vote counts; nobody is told how often you changed it.',
  ),
  t('Your receipt proves that your ballot is counted. With your code it could show somebody how you voted.'),
  t('In small groups totals can reveal votes, above all when everybody votes alike.'),
  t('Do not use this service for a ballot in which people may be threatened or bought.'),
];

export function faultText({ kind, bound }: Fault): string {
  switch (kind) {
    case 'few':
      return t(
        '{n, plural, one {Please choose at least # option.} other {Please choose at least # options.}}',
        {
          n: bound,
        },
      );
    case 'many':
      return t(
        '{n, plural, one {Please choose at most # option.} other {Please choose at most # options.}}',
        {
          n: bound,
        },
      );
    case 'dots':
      return t('{n, plural, one {There is only # dot to give.} other {There are only # dots to give.}}', {
        n: bound,
      });
  }
}

/** A class of groups that are counted together: "academic_community+media". */
export const className = (groups: readonly string[]): string =>
  groups.map((group) => (group === 'none' ? t('No group declared') : groupName(group))).join(' + ');

/** What the score of an option is in a count; with groups of equal weight, the same as shares of one. */
const meanings: Record<Method, () => string> = {
  straw: () => t('Support less objections. With every group the same: as shares of one.'),
  approval: () => t('Approvals. With every group the same: the mean of the groups’ shares.'),
  score: () => t('The mean score of those who gave one.'),
  dots: () => t('Dots. With every group the same: as shares of one.'),
  borda: () => t('Points: one for each option ranked below, half for each in the same place.'),
  schulze: () => t('How many of the others an option beats, directly or through a chain of stronger wins.'),
  stv: () => t('Votes when elected, excluded or at the end.'),
  pav: () => t('Approvals. With every group the same: the mean of the groups’ shares.'),
  phragmen: () => t('Approvals. With every group the same: the mean of the groups’ shares.'),
  mes: () => t('Approvals. With every group the same: the mean of the groups’ shares.'),
};
export const scoreMeaning = (method: Method): string => meanings[method]();

interface Closeness {
  ballots: number;
  bound: string;
  winner: number | null;
  rival: number | null;
}

export function closenessTold(near: Closeness | null, label: (option: number) => string): string {
  if (!near || near.winner === null || near.rival === null)
    return t('how many ballots would change it is not known.');
  const isolated = (option: number) => `\u2068${label(option)}\u2069`;
  const values = { n: near.ballots, winner: isolated(near.winner), rival: isolated(near.rival) };
  if (near.ballots === 0 && near.bound !== 'at least')
    return t('{rival} was level with {winner}: a tie-break decided.', values);
  switch (near.bound) {
    case 'exact':
      return t(
        '{n, plural, one {# ballot marked otherwise} other {# ballots marked otherwise}} would let {rival} draw level with {winner}.',
        values,
      );
    case 'at least':
      return t(
        '{n, plural, one {at least # ballot marked otherwise} other {at least # ballots marked otherwise}} would be needed for {rival} to draw level with {winner}.',
        values,
      );
  }
  return t(
    '{n, plural, one {at most # ballot} other {at most # ballots}} marked otherwise, between {winner} and {rival}, would change it.',
    values,
  );
}

const bundleFaults: Record<BundleFault, () => string> = {
  not_a_bundle: () => t('It is not the published file of a ballot.'),
  changed_outside: () => t('The file was changed outside its parts.'),
  not_canonical: () => t('A part of it is not written as it is written when it is sealed.'),
  format: () => t('It has a form this page does not know.'),
  signature: () => t('The signature of the seal does not hold.'),
  files: () => t('A part of it is not what was sealed.'),
  definition: () => t('The seal is of another definition.'),
  seed: () => t('The seed of the lot is not the one that was committed to.'),
  order: () => t('The receipts are not in order, or one stands twice.'),
  count: () => t('There are not as many ballots as the seal says.'),
  root: () => t('The receipts are not those that were sealed.'),
  results: () => t('The results are of another ballot.'),
  ballots: () => t('There are not as many published ballots as receipts.'),
  openings: () => t('The published ballots are not those that were cast.'),
  figures: () => t('The published figures are not those of the published ballots.'),
  unreadable: () => t('It cannot be read to its end.'),
};
export const bundleFaultText = (fault: BundleFault): string => bundleFaults[fault]();

const receiptFaults: Record<ReceiptFault, () => string> = {
  other_ballot: () => t('it is a receipt for another ballot.'),
  not_signed: () => t('it was not signed by whoever sealed this ballot.'),
  not_its_choice: () => t('its choice and its code do not make its number.'),
  not_counted: () => t('it is not among the ballots counted. Was it replaced by a later vote?'),
  unreadable: () => t('it cannot be read as a receipt.'),
};
export const receiptFaultText = (fault: ReceiptFault): string => receiptFaults[fault]();
