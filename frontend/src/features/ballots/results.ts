// Figures of a result made ready to be shown. Pure.
import type { BallotOutcome, BallotResults } from '../../api/types.ts';
import { decimal } from './steps.ts';

type Standing = BallotResults['standings'][number];

/** Options in the order of an outcome: the winners as found, then by score, then as listed. */
export function inOrder(options: number, outcome: BallotOutcome | null): number[] {
  const place = (option: number) => {
    const won = outcome?.winners.indexOf(option) ?? -1;
    return won < 0 ? Infinity : won;
  };
  const score = (option: number) => decimal(outcome?.scores[String(option)] ?? '-1000000');
  return Array.from({ length: options }, (_, i) => i).sort(
    (a, b) => Math.min(place(a), options) - Math.min(place(b), options) || score(b) - score(a) || a - b,
  );
}

/** Whether the raw and the balanced count choose the same options, in whatever order. */
export const agree = (a: BallotOutcome, b: BallotOutcome): boolean =>
  [...a.winners].sort().join() === [...b.winners].sort().join();

export const standingOf = (results: BallotResults, option: number): Standing | undefined =>
  results.standings.find((one) => one.option === option);

/** Whether what was asked of the members is set at all, so that it is worth a column. */
export const tests = (results: BallotResults) =>
  (['enough_evaluations', 'threshold', 'double_majority'] as const).filter((test) =>
    results.options.some((one) => one[test] !== null),
  );
