// Recomputes the hash chain of a record, without trusting the server that sent it. Pure but for the digest function.
import type { Entry } from '../api/types.ts';
import { sha256 } from './sha256.ts';

export const FIRST_PREV_HASH = '0'.repeat(64);

/** Order of code points, which differs from JavaScript's own order of strings only beyond U+FFFF. */
function byCodePoint(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (difference) return difference;
  }
  return left.length - right.length;
}

/** JSON with sorted keys and no spaces: the one spelling of a value that is hashed. Floats have none and are refused. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => byCodePoint(a, b));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Error('not a whole number');
  return JSON.stringify(value);
}

export type Fault =
  /** a number is missing or out of order */
  | 'order'
  /** it does not follow the entry before it */
  | 'link'
  /** its content is not what was hashed */
  | 'payload'
  /** its own fields are not what was hashed */
  | 'hash'
  /** it belongs to another consultation */
  | 'foreign'
  /** it is not an entry at all */
  | 'unreadable';

export interface Outcome {
  checked: number;
  withheld: number;
  head: string;
  /** The first entry that does not hold, or null. */
  bad: { seq: number; fault: Fault } | null;
}

export class ChainCheck {
  outcome: Outcome = { checked: 0, withheld: 0, head: FIRST_PREV_HASH, bad: null };
  #consultation: string | null = null;

  /** Feed entries in order; returns false from the first bad one on. */
  async add(entry: Entry): Promise<boolean> {
    if (this.outcome.bad) return false;
    let fault: Fault | null;
    try {
      fault = await this.#fault(entry);
    } catch {
      fault = 'unreadable';
    }
    if (fault) {
      this.outcome.bad = { seq: Number.isInteger(entry?.seq) ? entry.seq : this.outcome.checked + 1, fault };
      return false;
    }
    this.#consultation = entry.consultation_id;
    this.outcome.checked += 1;
    if (entry.withheld) this.outcome.withheld += 1;
    this.outcome.head = entry.hash;
    return true;
  }

  async #fault(entry: Entry): Promise<Fault | null> {
    if (entry.seq !== this.outcome.checked + 1) return 'order';
    if (this.#consultation !== null && entry.consultation_id !== this.#consultation) return 'foreign';
    if (entry.prev_hash !== this.outcome.head) return 'link';
    const { consultation_id, seq, type, at, actor, audience, subject_id, payload_digest, prev_hash } = entry;
    const hashed = { consultation_id, seq, type, at, actor, audience, subject_id, payload_digest, prev_hash };
    if ((await sha256(canonical(hashed))) !== entry.hash) return 'hash';
    if (entry.withheld) return null;
    return (await sha256(entry.salt + canonical(entry.payload))) === payload_digest ? null : 'payload';
  }
}
