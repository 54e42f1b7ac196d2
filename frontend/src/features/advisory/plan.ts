// The usual division of seats, as the server makes it: governments at most 40 %, the rest and the regions evenly.

export function spread(seats: number, codes: readonly string[]): Record<string, number> {
  const each = Math.floor(seats / codes.length);
  return Object.fromEntries(
    codes.map((code, place) => [code, each + (place < seats % codes.length ? 1 : 0)]),
  );
}

export const DIVIDED = [
  'private_sector',
  'civil_society',
  'technical_community',
  'academic_community',
] as const;

export function split(size: number): Record<string, number> {
  const government = Math.floor((size * 40) / 100);
  return { government, ...spread(size - government, DIVIDED) };
}

export const sum = (seats: Record<string, number>): number =>
  Object.values(seats).reduce((all, n) => all + n, 0);
