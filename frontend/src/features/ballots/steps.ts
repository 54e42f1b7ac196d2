// How a result came about, a sentence a step, in the page's language. The steps are the service's (tally/telling.py has
// them in English for who reads the files). `t` is handed in, so that this needs no page around it.
import { isolated } from '../../lib/isolated.ts';
import type { BallotOutcome, BallotStep, BallotTie } from '../../api/types.ts';

export interface Telling {
  t: (message: string, values?: Record<string, unknown>, context?: string) => string;
  locale: string;
  /** The label of an option, by its number in text. */
  option: (key: string) => string;
}

const SHOWN = 12; // figures in one sentence
type Exact = number | string;

/** "7/12" as a number. */
export function decimal(value: Exact): number {
  const [over, under = '1'] = String(value).split('/');
  return Number(over) / Number(under);
}
/** Whole where it is whole, else to three places. */
export const figure = (value: Exact, locale: string): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(decimal(value));


const listed = (names: readonly string[], { locale, option }: Telling): string =>
  new Intl.ListFormat(locale).format(names.map((name) => isolated(option(name))));

/** Highest first: "Openness 7, Security 5 and 3 more". */
function figures(values: Readonly<Record<string, Exact>>, telling: Telling): string {
  const { t, locale, option } = telling;
  const placed = Object.entries(values).sort(([, a], [, b]) => decimal(b) - decimal(a));
  const shown = placed
    .slice(0, SHOWN)
    .map(([name, value]) => `${isolated(option(name))} ${figure(value, locale)}`);
  if (placed.length > SHOWN) shown.push(t('{n} more', { n: placed.length - SHOWN }));
  return new Intl.ListFormat(locale).format(shown);
}

export function stepTold(step: BallotStep, telling: Telling): string {
  const { t } = telling;
  const names = listed(step.names, telling);
  const fact = (name: string) => figure(step.facts[name] ?? 0, telling.locale);
  const shown = figures(step.figures, telling);
  const gained = figures(step.table['gained'] ?? {}, telling);
  const lost = decimal(step.facts['not_transferable'] ?? 0)
    ? ` ${t('Not transferable so far: {n}.', { n: fact('not_transferable') })}`
    : '';
  switch (step.what) {
    case 'answers':
      return t('{names}: {support} support it, {live} can live with it, {object} object, {none} have no view.', {
        names,
        support: fact('support'),
        live: fact('can live with'),
        object: fact('object'),
        none: fact('no view'),
      });
    case 'approvals':
      return t('Approvals on {n} ballots: {figures}.', { n: fact('ballots'), figures: shown });
    case 'dots':
      return t('Dots: {figures}.', { figures: shown });
    case 'evaluations':
      return t('So many gave a score: {figures}.', { figures: shown });
    case 'too_few':
      return t('Scored by fewer than {n}, so not to be chosen: {names}.', { n: fact('least'), names });
    case 'points':
      return t('Points: {figures}.', { figures: shown });
    case 'pairwise':
      return t('Every two of the {n} options are compared on all ballots.', {
        n: Object.keys(step.table).length,
      });
    case 'beats_all':
      return t('{names} beats every other option one to one.', { names });
    case 'paths':
      return t('The strongest chains of wins from {names} to the others and back: {pairs}.', {
        names,
        pairs: paths(step, telling),
      });
    case 'quota':
      return t('{valid} valid ballots, {seats, plural, one {# seat} other {# seats}}: the quota is {quota}.', {
        valid: fact('valid'),
        seats: decimal(step.facts['seats'] ?? 1),
        quota: fact('quota'),
      });
    case 'first_preferences':
      return t('First preferences: {figures}.', { figures: shown });
    case 'elected':
      return t('{names} reaches the quota with {votes} and is elected.', { names, votes: fact('votes') });
    case 'elected_unopposed':
      return t('As many are left as there are seats: {names} is elected with {votes}.', {
        names,
        votes: fact('votes'),
      });
    case 'surplus':
      return (
        t('The surplus of {names}, {n}, goes to {gained}.', {
          names,
          n: fact('surplus'),
          gained: gained || t('nobody'),
        }) + lost
      );
    case 'excluded':
      return (
        t('{names} is excluded with {votes}; these ballots go to {gained}.', {
          names,
          votes: fact('votes'),
          gained: gained || t('nobody'),
        }) + lost
      );
    case 'load':
      return t('{names} is chosen: those who approve of it bear the lowest load, {n}.', {
        names,
        n: fact('load'),
      });
    case 'no_more_approvals':
      return t('Nobody approves of any of the rest: no more are chosen.');
    case 'does_not_fit':
      return t('{names} is next and costs {cost}, but {left} is left: the end.', {
        names,
        cost: fact('cost'),
        left: fact('left'),
      });
    case 'committees_level':
      return t('{n} selections have the same highest score.', { n: fact('committees') });
    case 'adds':
      return t('{names} adds {n} to the score.', { names, n: fact('gain') });
    case 'purses':
      return t('The {budget} choices are shared out: {each} to every member.', {
        budget: fact('budget'),
        each: fact('each'),
      });
    case 'bought':
      return 'pays' in step.facts
        ? t('{names} costs {cost}; those who approve of it pay up to {pays} each.', {
            names,
            cost: fact('cost'),
            pays: fact('pays'),
          })
        : t('{names} costs {cost}: {price} for each point.', {
            names,
            cost: fact('cost'),
            price: fact('price'),
          });
    case 'completed_by_phragmen':
      return t('Nothing more can be paid for. Phragmén’s rule fills the rest ({n}) with what is left.', {
        n: fact('seats'),
      });
    case 'add1':
      return t('Shares are raised, one unit each time, from {from} to {to}.', {
        from: fact('budget'),
        to: fact('raised_to'),
      });
    case 'chosen':
      return step.names.length ? t('Chosen: {names}.', { names }) : t('Nothing is chosen.');
  }
  return step.what.replaceAll('_', ' ');
}

function paths(step: BallotStep, telling: Telling): string {
  const { t, locale, option } = telling;
  const [there, back] = [step.table['to'] ?? {}, step.table['from'] ?? {}];
  const pairs = Object.keys(there).map((name) =>
    t('{option} {there} against {back}', {
      option: isolated(option(name)),
      there: figure(there[name] ?? 0, locale),
      back: figure(back[name] ?? 0, locale),
    }),
  );
  return new Intl.ListFormat(locale).format(pairs.slice(0, SHOWN));
}

export function tieTold(tie: BallotTie, telling: Telling): string {
  const { t } = telling;
  const values = {
    names: listed(tie.between.map(String), telling),
    chosen: listed(tie.chosen.map(String), telling),
    figures: figures(tie.figures, telling),
  };
  switch (tie.by) {
    case 'earlier stage':
      return t(
        'Tie between {names}: the votes at the latest earlier stage at which they differed decided for {chosen} ({figures}).',
        values,
      );
    case 'weakest group':
      return t('Tie between {names}: support in the weakest group decided for {chosen} ({figures}).', values);
    case 'bridging':
      return t('Tie between {names}: support across all groups decided for {chosen} ({figures}).', values);
  }
  return t('Tie between {names}: the lot decided for {chosen} (places drawn: {figures}).', values);
}

/** A sentence for each step, the ties met in it before it. */
export function told(outcome: BallotOutcome, telling: Telling): { text: string; tie: boolean }[] {
  const ties = (at: (step: number) => boolean) =>
    outcome.ties.filter((tie) => at(tie.step)).map((tie) => ({ text: tieTold(tie, telling), tie: true }));
  return [
    ...outcome.steps.flatMap((step, i) => [
      ...ties((at) => at === i),
      { text: stepTold(step, telling), tie: false },
    ]),
    ...ties((at) => at < 0 || at >= outcome.steps.length),
  ];
}
