// What a member marks, in the one spelling that is committed to, and the commitment: the same bytes as the service's
// (app/ballots/choices.py and verify.py). Pure but for the digest.
import { canonical } from '../../lib/chain.ts';
import { sha256 } from '../../lib/sha256.ts';

export type BallotAnswer = 'support' | 'can_live_with' | 'object';
export type Choice =
  | { approve: number[] }
  | { scores: (number | null)[] }
  | { dots: number[] }
  | { ranking: number[][] }
  | { answers: (BallotAnswer | null)[] };
export type Asked = 'approve' | 'scores' | 'dots' | 'ranking' | 'answers';
export type Method =
  'straw' | 'approval' | 'score' | 'dots' | 'borda' | 'schulze' | 'stv' | 'pav' | 'phragmen' | 'mes';

const ASKED: Record<Method, Asked> = {
  straw: 'answers',
  approval: 'approve',
  score: 'scores',
  dots: 'dots',
  borda: 'ranking',
  schulze: 'ranking',
  stv: 'ranking',
  pav: 'approve',
  phragmen: 'approve',
  mes: 'approve',
};
export const askedBy = (method: Method): Asked => ASKED[method];

export function blank(asked: Asked, options: number): Choice {
  switch (asked) {
    case 'approve':
      return { approve: [] };
    case 'ranking':
      return { ranking: [] };
    case 'dots':
      return { dots: Array<number>(options).fill(0) };
    case 'scores':
      return { scores: Array<null>(options).fill(null) };
    case 'answers':
      return { answers: Array<null>(options).fill(null) };
  }
}

const ascending = (a: number, b: number) => a - b;

export function canonicalChoice(choice: Choice): Choice {
  if ('approve' in choice) return { approve: [...choice.approve].sort(ascending) };
  if ('ranking' in choice) return { ranking: choice.ranking.map((tie) => [...tie].sort(ascending)) };
  return choice;
}

/** How many options are marked at all. */
export function marked(choice: Choice): number {
  if ('approve' in choice) return choice.approve.length;
  if ('ranking' in choice) return choice.ranking.flat().length;
  if ('dots' in choice) return choice.dots.filter((given) => given > 0).length;
  return ('scores' in choice ? choice.scores : choice.answers).filter((given) => given !== null).length;
}

export const spent = (dots: readonly number[]): number => dots.reduce((sum, given) => sum + given, 0);

interface Bounds {
  min_choices: number;
  max_choices: number | null;
  dots: number;
}
export type Fault = { kind: 'few' | 'many' | 'dots'; bound: number };

/** The least number asked for; a recused member is not asked for more than they have left to choose from. */
export const least = (bounds: Pick<Bounds, 'min_choices'>, free: number): number =>
  Math.min(bounds.min_choices, free);

/** What the service would refuse. `free`: options the member is not recused from. */
export function faultOf(choice: Choice, bounds: Bounds, free: number): Fault | null {
  if ('dots' in choice) return spent(choice.dots) > bounds.dots ? { kind: 'dots', bound: bounds.dots } : null;
  if (!('approve' in choice || 'ranking' in choice)) return null;
  const count = marked(choice);
  if (count < least(bounds, free)) return { kind: 'few', bound: least(bounds, free) };
  if (bounds.max_choices !== null && count > bounds.max_choices)
    return { kind: 'many', bound: bounds.max_choices };
  return null;
}

/** 64 hexadecimal digits at random. */
export function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** SHA-256(ballot id | canonical choice | nonce). */
export const commitment = (ballotId: string, choice: Choice, nonce: string): Promise<string> =>
  sha256(`${ballotId}|${canonical(canonicalChoice(choice))}|${nonce}`);
