// The check of a published ballot, as app/ballots/verify.py makes it, in this browser: that nothing in the file was
// changed since the seal, that its parts agree with each other, and whether a receipt's ballot is among those counted.
import { canonical } from '../../lib/chain.ts';
import { hex, plainSha256, sha256 } from '../../lib/sha256.ts';
import { packStored, readMember } from '../../lib/zip.ts';
import { commitment, type Choice } from './choice.ts';
import { signed, type PublicKey } from './signature.ts';

const [FORMAT, RECEIPT_FORMAT] = ['convenor-ballot/1', 'convenor-receipt/1'];
const SEALED = ['definition.json', 'results.json', 'commitments.txt', 'ballots.jsonl', 'verify.py'] as const;
const MEMBERS = [...SEALED, 'seal.json'] as const;
type Part = (typeof MEMBERS)[number];

export type BundleFault =
  | 'not_a_bundle'
  | 'changed_outside'
  | 'not_canonical'
  | 'format'
  | 'signature'
  | 'files'
  | 'definition'
  | 'seed'
  | 'order'
  | 'count'
  | 'root'
  | 'results'
  | 'ballots'
  | 'openings'
  | 'figures'
  | 'unreadable';
export type ReceiptFault = 'other_ballot' | 'not_signed' | 'not_its_choice' | 'not_counted' | 'unreadable';

export interface Seal {
  format: string;
  ballot_id: string;
  definition_hash: string;
  roll: number;
  ballots: number;
  merkle_root: string;
  tie_seed: string;
  files: Record<string, string>;
  previous: string;
  software: string;
  sealed_at: string;
  key: PublicKey;
  signature: string;
}
export interface PublishedBallot {
  choice: Choice;
  nonce?: string;
  member?: string;
  group?: string;
}
interface Definition {
  id: string;
  question: string;
  language: string;
  mode: string;
  tie_commitment: string;
  options: { label: string }[];
  roll: { member: string; name: string }[];
}
export interface Opened {
  seal: Seal;
  definition: Definition;
  ballots: PublishedBallot[];
  commitments: string[];
}
export interface Verdict {
  fault: BundleFault | null;
  opened: Opened | null;
  /** The digest of seal.json and the fingerprint of the key, to compare with the ballot's page. */
  seal: string;
  key: string;
}

class Broken extends Error {
  readonly fault: BundleFault;
  constructor(fault: BundleFault) {
    super(fault);
    this.fault = fault;
  }
}

/** Over the sorted commitments. Leaves and nodes are told apart; an odd one at the end rises unchanged. */
export function merkleRoot(commitments: readonly string[]): string {
  let level = [...commitments].sort().map((each) => plainSha256(joined([0], unhex(each))));
  if (level.length === 0) return hex(plainSha256(new Uint8Array()));
  while (level.length > 1) {
    const next: Uint8Array[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const [a, b] = [level[i]!, level[i + 1]];
      next.push(b ? plainSha256(joined([1], a, b)) : a);
    }
    level = next;
  }
  return hex(level[0]!);
}

function joined(...parts: (Uint8Array | number[])[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function unhex(text: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/.test(text)) throw new Error('not hexadecimal');
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

const counts = (values: readonly (string | number | null)[]): Record<string, number> => {
  const found: Record<string, number> = {};
  for (const value of values) if (value !== null) found[value] = (found[value] ?? 0) + 1;
  return found;
};

/** How often each option was approved, given each score, given dots, answered, or placed before another. */
export function figures(options: number, choices: readonly Choice[]): Record<string, unknown> {
  const all = Array.from({ length: options }, (_, i) => i);
  const first = choices[0];
  if (!first) return {};
  const of = <T>(kind: string) =>
    choices.map((choice) => (choice as Record<string, unknown>)[kind] as readonly T[]);
  if ('approve' in first) {
    const counted = counts(of<number>('approve').flat());
    return { approvals: all.map((option) => counted[option] ?? 0) };
  }
  if ('dots' in first) {
    const given = of<number>('dots');
    return { dots: all.map((option) => given.reduce((sum, dots) => sum + (dots[option] ?? 0), 0)) };
  }
  if ('ranking' in first) return { pairwise: pairwise(options, of<readonly number[]>('ranking')) };
  const kind = 'scores' in first ? 'scores' : 'answers';
  const said = of<string | number | null>(kind);
  return { [kind]: all.map((option) => counts(said.map((given) => given[option] ?? null))) };
}

function pairwise(options: number, rankings: readonly (readonly (readonly number[])[])[]): number[][] {
  const before = Array.from({ length: options }, () => Array<number>(options).fill(0));
  for (const ranking of rankings) {
    const below = new Set(before.keys());
    for (const tie of ranking) {
      for (const one of tie) below.delete(one);
      for (const one of tie) for (const other of below) before[one]![other]! += 1;
    }
  }
  return before;
}

async function unpack(data: ArrayBuffer): Promise<Record<Part, string>> {
  const parts = {} as Record<Part, string>;
  try {
    for (const name of MEMBERS) {
      const text = await readMember(data, name);
      if (text === null) throw new Broken('not_a_bundle');
      parts[name] = text;
    }
  } catch {
    throw new Broken('not_a_bundle');
  }
  const again = packStored(MEMBERS.map((name) => [name, new TextEncoder().encode(parts[name])]));
  const given = new Uint8Array(data);
  if (again.length !== given.length || again.some((byte, i) => byte !== given[i]))
    throw new Broken('changed_outside');
  return parts;
}

function parsed<T>(text: string): T {
  const value: unknown = JSON.parse(text);
  if (canonical(value) !== text) throw new Broken('not_canonical');
  return value as T;
}

function expect(holds: boolean, fault: BundleFault): void {
  if (!holds) throw new Broken(fault);
}

/** Check everything in a published bundle. A broken one is a fault, not an exception. */
export async function verify(data: ArrayBuffer): Promise<Verdict> {
  try {
    const parts = await unpack(data);
    const seal = parsed<Seal>(parts['seal.json']);
    const definition = parsed<Definition>(parts['definition.json']);
    const commitments = parts['commitments.txt'].split('\n').slice(0, -1);
    const lines = parts['ballots.jsonl'].split('\n').slice(0, -1);
    const ballots = lines.map((line) => JSON.parse(line) as PublishedBallot);
    await sealHolds(seal, parts);
    await countsHold(seal, definition, parts, commitments);
    await ballotsHold(seal, definition, parts, commitments, ballots);
    return {
      fault: null,
      opened: { seal, definition, ballots, commitments },
      seal: await sha256(parts['seal.json']),
      key: await sha256(canonical(seal.key)),
    };
  } catch (error) {
    const fault = error instanceof Broken ? error.fault : 'unreadable';
    return { fault, opened: null, seal: '', key: '' };
  }
}

async function sealHolds(seal: Seal, parts: Record<Part, string>): Promise<void> {
  expect(seal.format === FORMAT, 'format');
  const { signature, ...message } = seal;
  expect(signed(seal.key, signature, canonical(message)), 'signature');
  const found = await Promise.all(SEALED.map(async (name) => [name, await sha256(parts[name])] as const));
  expect(canonical(Object.fromEntries(found)) === canonical(seal.files), 'files');
}

async function countsHold(
  seal: Seal,
  definition: Definition,
  parts: Record<Part, string>,
  commitments: string[],
): Promise<void> {
  expect(seal.definition_hash === (await sha256(parts['definition.json'])), 'definition');
  expect(seal.ballot_id === definition.id, 'definition');
  expect(hex(plainSha256(unhex(seal.tie_seed))) === definition.tie_commitment, 'seed');
  expect(
    commitments.every((one, i) => i === 0 || commitments[i - 1]! <= one),
    'order',
  );
  expect(seal.ballots === commitments.length && commitments.length <= seal.roll, 'count');
  expect(seal.roll === definition.roll.length, 'count');
  expect(seal.merkle_root === merkleRoot(commitments), 'root');
}

async function ballotsHold(
  seal: Seal,
  definition: Definition,
  parts: Record<Part, string>,
  commitments: string[],
  ballots: PublishedBallot[],
): Promise<void> {
  const results = parsed<{
    definition_hash: string;
    ballots: number;
    withheld: boolean;
    figures: unknown;
  }>(parts['results.json']);
  expect(
    results.definition_hash === seal.definition_hash && results.ballots === commitments.length,
    'results',
  );
  if (ballots.length === 0) return;
  expect(ballots.length === commitments.length, 'ballots');
  if (definition.mode === 'open') {
    const opened = await Promise.all(
      ballots.map(({ choice, nonce = '' }) => commitment(definition.id, choice, nonce)),
    );
    expect(opened.sort().join() === commitments.join(), 'openings');
    const roll = new Set(definition.roll.map(({ member }) => member));
    const named = new Set(ballots.map(({ member = '' }) => member).filter((member) => roll.has(member)));
    expect(named.size === ballots.length, 'openings');
  }
  const counted = figures(
    definition.options.length,
    ballots.map(({ choice }) => choice),
  );
  expect(results.withheld || canonical(counted) === canonical(results.figures), 'figures');
}

/** Whether a file looks like a ballot's bundle at all. */
export async function isBundle(data: ArrayBuffer): Promise<boolean> {
  try {
    return (await readMember(data, 'commitments.txt')) !== null;
  } catch {
    return false;
  }
}

/** Why this receipt's ballot is not among those of a valid bundle; null when it is. */
export async function receiptFault({ seal, commitments }: Opened, given: unknown): Promise<ReceiptFault | null> {
  try {
    const receipt = given as Record<string, unknown>;
    const committed = String(receipt['commitment']);
    const { format, ballot_id } = receipt;
    if (format !== RECEIPT_FORMAT || ballot_id !== seal.ballot_id) return 'other_ballot';
    const message = canonical({ format, ballot_id, commitment: committed });
    if (!signed(seal.key, String(receipt['signature']), message)) return 'not_signed';
    if ('choice' in receipt) {
      const made = await commitment(seal.ballot_id, receipt['choice'] as Choice, String(receipt['nonce']));
      if (made !== committed) return 'not_its_choice';
    }
    return commitments.includes(committed) ? null : 'not_counted';
  } catch {
    return 'unreadable';
  }
}
