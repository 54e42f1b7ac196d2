import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageAt, partsOf } from './parts.ts';

const base = '/c/one';
const t = (text: string) => text;
const all = partsOf(base, { t, meeting: { id: '7', state: 'in_progress' }, note: true, officer: true });
const at = (path: string) => pageAt(all, base, path)?.href;

test('an address belongs to its page, to the page above it, or to nothing', () => {
  assert.equal(at(base), base);
  assert.equal(at(`${base}/contributions/12`), `${base}/contributions`);
  assert.equal(at(`${base}/contribute`), `${base}/contributions`);
  assert.equal(at(`${base}/summary-review`), `${base}/summary`);
  assert.equal(at(`${base}/meetings/7/console`), `${base}/meetings/7`);
  assert.equal(at(`${base}/nothing`), undefined);
});

test('what is not there is not led to', () => {
  const few = partsOf(base, { t, meeting: null, note: false, officer: false });
  const hrefs = few.flatMap((part) => part.pages.map((page) => page.href));
  for (const absent of ['/positions', '/chair', '/meetings/7']) assert.ok(!hrefs.includes(base + absent));
  assert.equal(few.filter((part) => part.label === 'Decisions').length, 1);
});

test('no page stands in two parts', () => {
  const hrefs = all.flatMap((part) => part.pages.flatMap((page) => [page.href, ...(page.also ?? [])]));
  assert.equal(new Set(hrefs).size, hrefs.length);
});
