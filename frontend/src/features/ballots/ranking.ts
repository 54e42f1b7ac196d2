// A ranking: places from the best, each with the options that share it. Every move gives a new ranking. Pure.

export type Ranking = readonly (readonly number[])[];

/** The place of an option, from 0; -1 when it is not ranked. */
export const placeOf = (ranking: Ranking, option: number): number =>
  ranking.findIndex((place) => place.includes(option));

const shared = (ranking: Ranking, at: number): boolean => (ranking[at]?.length ?? 0) > 1;

export function unrank(ranking: Ranking, option: number): Ranking {
  return ranking.map((place) => place.filter((one) => one !== option)).filter((place) => place.length > 0);
}

/** A place of its own, before the one that is now `before`; at the end by default. */
export function rankAt(ranking: Ranking, option: number, before = ranking.length): Ranking {
  const next = ranking[before];
  const rest = unrank(ranking, option);
  const anchor = next?.find((one) => one !== option);
  const at = anchor === undefined ? Math.min(before, rest.length) : placeOf(rest, anchor);
  return [...rest.slice(0, at), [option], ...rest.slice(at)];
}

/** Out of a tie to a place of its own above it; else above the place before. */
export function up(ranking: Ranking, option: number): Ranking {
  const at = placeOf(ranking, option);
  if (at < 0) return ranking;
  if (shared(ranking, at)) return rankAt(ranking, option, at);
  return at === 0 ? ranking : rankAt(ranking, option, at - 1);
}

export function down(ranking: Ranking, option: number): Ranking {
  const at = placeOf(ranking, option);
  if (at < 0) return ranking;
  if (shared(ranking, at)) return rankAt(ranking, option, at + 1);
  if (at === ranking.length - 1) return ranking;
  return rankAt(ranking, option, at + 2);
}

/** Into the place above. Who shares a place already leaves it first. */
export function joinAbove(ranking: Ranking, option: number): Ranking {
  const at = placeOf(ranking, option);
  if (at < 1 || shared(ranking, at)) return ranking;
  return ranking.flatMap((place, i) => (i === at ? [] : [i === at - 1 ? [...place, option] : place]));
}

/** One row for each ranked option, as it is shown. */
export const rows = (ranking: Ranking): { option: number; place: number; tied: boolean }[] =>
  ranking.flatMap((place, at) => place.map((option) => ({ option, place: at, tied: place.length > 1 })));
