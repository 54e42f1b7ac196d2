/** Shares of a whole in percent, as drawn: they add up to 100 by the largest remainder. */
export function shares(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, n) => sum + n, 0);
  if (total === 0) return counts.map(() => 0);
  const exact = counts.map((n) => (100 * n) / total);
  const floor = exact.map(Math.floor);
  let left = 100 - floor.reduce((sum, n) => sum + n, 0);
  const order = exact.map((n, i) => [n - floor[i]!, i] as const).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  for (const [, i] of order) {
    if (left === 0) break;
    floor[i]! += 1;
    left -= 1;
  }
  return floor;
}
