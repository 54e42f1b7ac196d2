// Runs the check of a whole record, from the server or from an exported file, reporting progress.
import { api, ok } from '../../api/client';
import type { Entry } from '../../api/types';
import { ChainCheck, type Outcome } from '../../lib/chain';
import { NotAZip, readMember } from '../../lib/zip';

export type Progress = (checked: number, all: number) => void;
export class NotARecord extends Error {}

const PAGE = 200;
const REPORT_EVERY = 100;

async function* fromServer(ref: string, total: (n: number) => void): AsyncGenerator<Entry> {
  for (let after: number | null = 0; after !== null;) {
    const params = { path: { ref }, query: { after, limit: PAGE } };
    const page: { items: Entry[]; next: number | null; head: { seq: number } } = await ok(
      api.GET('/api/v1/consultations/{ref}/record', { params }),
    );
    total(page.head.seq);
    yield* page.items;
    after = page.next;
  }
}

async function* fromFile(file: File, total: (n: number) => void): AsyncGenerator<Entry> {
  let text: string | null;
  try {
    text = await readMember(await file.arrayBuffer(), 'entries.jsonl');
  } catch (error) {
    if (error instanceof NotAZip) throw new NotARecord();
    throw error;
  }
  if (text === null) throw new NotARecord();
  const lines = text.split('\n').filter((line) => line !== '');
  total(lines.length);
  for (const line of lines) {
    let entry: unknown = null;
    try {
      entry = JSON.parse(line);
    } catch {
      // A line that is no JSON is an entry that does not hold.
    }
    yield entry as Entry;
  }
}

async function run(
  source: (total: (n: number) => void) => AsyncGenerator<Entry>,
  progress: Progress,
): Promise<Outcome> {
  const check = new ChainCheck();
  let all = 0;
  for await (const entry of source((n) => (all = n))) {
    if (!(await check.add(entry))) break;
    if (check.outcome.checked % REPORT_EVERY === 0) progress(check.outcome.checked, all);
  }
  progress(check.outcome.checked, all);
  return check.outcome;
}

export const verifyServer = (ref: string, progress: Progress) =>
  run((total) => fromServer(ref, total), progress);
export const verifyFile = (file: File, progress: Progress) => run((total) => fromFile(file, total), progress);
