// One consultation from the sign-in link to the published summary and its record, as people do it, step by step.
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, serveThisFile, test } from './fixtures.ts';
import { composer, HOME, option, settled, theMeeting, toBeLive, toState } from './pages.ts';
import { type Service, SLUG } from './service.ts';

serveThisFile();
test.describe.configure({ mode: 'serial' });

const TITLE = 'Eight days, and two of them for stakeholders';
const FIRST_TEXT = 'The session should have eight days.\n\nTwo of them belong to the stakeholders.';
const SECOND_TEXT = `${FIRST_TEXT}\n\nInterpretation must cover all eight.`;
const REASON = 'Our experts cannot travel for less than a week, so a longer session costs them nothing.';
const CONDITION = 'The two added days are planned together with the stakeholders.';
const EXTENSION = 'Three delegations asked for another day.';
const CLOSING = 'All who asked for the floor have had it.';
const REMARKS =
  'In closing, the Chair thanks all stakeholders.\n\nThe next meeting takes up the cycle of work.';

const UNPUBLISHED = 'There is no published summary yet.';

const doNow = (page: Page): Locator => page.getByRole('region', { name: 'What you can do now' });

test('a delegate signs in with one click and finds what she can do now', async ({ service, enter }) => {
  const page = await enter(null, service.link('delegate'));
  await expect(page.locator('header').first()).toContainText('Delegate of Delegation 14, simulated');
  await expect(page).not.toHaveURL(/token|sign-in/);
  await page.goto('/');
  const card = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: /Commission on Science and Technology/ }) });
  await expect(card).toContainText('You take part');
  await expect(card).toContainText('Open now');
  await card.getByRole('link').click();
  await expect(page).toHaveURL(HOME);
  for (const name of [/Comment in the meeting/, /State positions/, /File a contribution/])
    await expect(doNow(page).getByRole('link', { name })).toBeVisible();
  await expect(page.locator('header').first()).toContainText('as Delegate');
  await expect(page.getByRole('region', { name: 'Where we are' })).toContainText('Meeting round');
});

test('she files a contribution, revises it, and everybody sees version 2', async ({ enter }) => {
  const page = await enter('delegate', HOME);
  const reader = await enter(null, `${HOME}/contributions`);
  await toBeLive(reader);
  await doNow(page)
    .getByRole('link', { name: /File a contribution/ })
    .click();
  await expect(page.getByRole('main').getByText('Speaking as')).toContainText(
    'Delegation 14, African States, simulated',
  );
  await page.getByRole('textbox', { name: 'Title' }).fill(TITLE);
  await page.getByRole('textbox', { name: 'Text' }).fill(FIRST_TEXT);
  await page.getByRole('checkbox', { name: /^4\. Length of the annual session/ }).check();
  await page.getByRole('button', { name: 'File the contribution' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'part of the public record now' })).toBeVisible();
  await expect(page.getByRole('heading', { name: TITLE })).toBeVisible();
  await expect(
    page.getByRole('listitem').filter({ hasText: '4. Length of the annual session' }),
  ).toBeVisible();
  const listed = reader.getByRole('listitem').filter({ hasText: TITLE });
  await expect(listed).toContainText('Delegate of Delegation 14, simulated');

  await page.getByRole('link', { name: 'File a new version' }).click();
  await expect(page.getByRole('heading', { name: 'A new version of a contribution' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Text' })).toHaveValue(FIRST_TEXT);
  await page.getByRole('textbox', { name: 'Text' }).fill(SECOND_TEXT);
  await page.getByRole('button', { name: 'File the new version' }).click();
  await expect(page.getByText('Interpretation must cover all eight.')).toBeVisible();
  await expect(page.getByText('version 2')).toBeVisible();
  await expect(listed).toContainText('version 2');

  await listed.getByRole('link').click();
  await expect(reader.getByText('Interpretation must cover all eight.')).toBeVisible();
  await reader.getByText(/^Version 1\b/).click();
  await expect(reader.locator('details[open] .user-text')).toHaveText(FIRST_TEXT);
});

test('she states a position with its reason and condition', async ({ enter }) => {
  const page = await enter('delegate', `${HOME}/positions`);
  const one = option(page, /Extend from five to eight working days/);
  await toState(one).click();
  await one.getByRole('radio', { name: 'Support with reservations' }).check();
  await one.getByRole('textbox', { name: /^Condition/ }).fill(CONDITION);
  await one.getByRole('textbox', { name: /^Reason/ }).fill(REASON);
  await one.getByRole('button', { name: /^(State this|Change the) position$/ }).click();
  await expect(one.getByRole('status').filter({ hasText: 'recorded' })).toBeVisible();
  await expect(one).toContainText('Your position: Support with reservations');
  // The focus is back where she left it.
  await expect(toState(one)).toBeFocused();

  const reader = await enter(null, `${HOME}/positions`);
  const read = option(reader, /Extend from five to eight working days/);
  await read.getByText('Who said what, and why').click();
  const said = read.getByRole('listitem').filter({ hasText: REASON });
  await expect(said).toContainText('Delegation 14, African States, simulated');
  await expect(said).toContainText(CONDITION);
  await expect(said).toContainText('Support with reservations');
});

test('an advisor answers a statement, and the balance moves on every page', async ({ service, enter }) => {
  const counts = () =>
    service.get<{ items: { agree: number }[] }>(`/consultations/${SLUG}/statements?limit=1`);
  const before = (await counts()).items[0]!.agree;
  const page = await enter('advisor', `${HOME}/statements`);
  const reader = await enter(null, `${HOME}/statements`);
  await Promise.all([page, reader].map(toBeLive));
  const first = reader.getByRole('listitem').filter({ hasText: 'Statement 1' }).first();
  await expect(first).toContainText(`${before} agree`);
  await expect(page.getByText('0 of 12 answered')).toBeVisible();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.getByRole('button', { name: 'Agree', exact: true }).click();
  await expect(page.getByText('1 of 12 answered')).toBeVisible();
  expect(requests.filter((url) => url.endsWith('/vote'))).toEqual([]); // it went over the open socket
  await expect(first).toContainText(`${before + 1} agree`);
  expect((await counts()).items[0]!.agree).toBe(before + 1);
});

test('the chair extends the round and closes it; every page says so, with the reason', async ({
  service,
  enter,
}) => {
  const { id } = await theMeeting(service);
  const [chair, delegate, reader, home] = await Promise.all([
    enter('chair', `${HOME}/chair`),
    enter('delegate', `${HOME}/meetings/${id}`),
    enter(null, HOME),
    enter(null, '/'),
  ]);
  await Promise.all([chair, delegate, reader].map(toBeLive));
  const timeline = reader.getByRole('region', { name: 'Where we are' });
  const round = timeline.getByRole('listitem').filter({ hasText: 'Round 2' });

  await chair.getByRole('button', { name: 'Extend round 2' }).click();
  const extend = chair.getByRole('dialog', { name: 'Extend round 2' });
  const until = extend.getByLabel(/^New closing time/);
  const later = new Date(`${await until.inputValue()}:00Z`);
  later.setUTCDate(later.getUTCDate() + 1);
  await until.fill(later.toISOString().slice(0, 16));
  await extend.getByRole('textbox', { name: /^Reason/ }).fill(EXTENSION);
  await extend.getByRole('button', { name: 'Extend round 2' }).click();
  await expect(extend).toHaveCount(0);
  await expect(round).toContainText(EXTENSION);
  await expect(round).toContainText('Open');

  await composer(delegate).text.fill('A remark that comes too late.');
  await chair.getByRole('button', { name: 'Close round 2' }).click();
  const close = chair.getByRole('dialog', { name: 'Close round 2' });
  await expect(close).toContainText('Nobody can');
  await close.getByRole('textbox', { name: /^Reason/ }).fill(CLOSING);
  await close.getByRole('button', { name: 'Close round 2' }).click();
  await expect(close).toHaveCount(0);
  await expect(chair.getByRole('button', { name: 'Open round 2' })).toBeVisible();

  // The reader's page has not been touched: it came over the line.
  await expect(round).toContainText('Closed');
  await expect(round).toContainText(CLOSING);
  // The delegate is told why not, and keeps her text.
  await expect(composer(delegate).region).toContainText(/closed/i);
  await expect(composer(delegate).text).toHaveValue('A remark that comes too late.');
  await expect(composer(delegate).post).toHaveAttribute('aria-disabled', 'true');
  // So say all the other pages, to those who come now.
  await delegate.goto(HOME);
  await expect(doNow(delegate)).toContainText('No round is open at present.');
  await expect(
    doNow(delegate).getByRole('link', { name: /File a contribution|State positions/ }),
  ).toHaveCount(0);
  await delegate.goto(`${HOME}/positions`);
  await expect(delegate.getByText('At present no round is open')).toBeVisible();
  await expect(toState(delegate)).toHaveCount(0);
  await delegate.goto(`${HOME}/contribute`);
  await expect(delegate.getByText('No round is open in which contributions can be filed.')).toBeVisible();
  await home.reload();
  const card = home.getByRole('listitem').filter({ hasText: 'Commission on Science and Technology' });
  await expect(card).toBeVisible();
  await expect(card).not.toContainText('Open now');
});

test('the chair drafts the summary, adds concluding remarks and publishes it', async ({ enter }) => {
  const reader = await enter(null, `${HOME}/summary`);
  await toBeLive(reader);
  await expect(reader.getByText(UNPUBLISHED)).toBeVisible();
  const page = await enter('chair', `${HOME}/chair`);
  const desk = page.getByRole('region', { name: 'The chair’s summary' });
  await desk.getByRole('button', { name: 'Draft the summary' }).click();
  await expect(desk).toContainText('Draft, version 1', { timeout: 30_000 });
  await desk.getByRole('textbox', { name: /^Concluding remarks/ }).fill(REMARKS);
  await desk.getByRole('button', { name: 'Save the remarks' }).click();
  await expect(desk).toContainText('✓ Saved');
  await expect(desk).toContainText('Draft, version 2');
  await desk.getByRole('link', { name: 'Preview' }).click();
  await expect(page.getByText('Draft, not public')).toBeVisible();
  await expect(page.locator('.remarks')).toHaveText(REMARKS);
  await expect(reader.getByText(UNPUBLISHED)).toBeVisible();

  await page.goto(`${HOME}/chair`);
  await desk.getByRole('button', { name: 'Publish the summary…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish the summary' });
  await expect(dialog).toContainText('frozen for good');
  await dialog.getByRole('button', { name: 'Publish version 2' }).click();
  await expect(desk).toContainText('Its text no longer changes.');
  // A page that was waiting for it shows it.
  await expect(reader.locator('.remarks')).toHaveText(REMARKS);
});

interface Claim {
  id: string;
  kind: string;
  text: string;
  word: string | null;
  n: number;
  N: number;
  base: number;
  neutral: number;
  noun: string;
  groups: { label: string; n: number; N: number }[];
  evidence: { label: string; seq: number }[];
}

/** A counted word with groups on both its sides, as the service itself computed it. */
async function aClaim(service: Service): Promise<Claim> {
  const { content } = await service.get<{ content: { claims: Claim[] } }>(`/consultations/${SLUG}/summary`);
  const fit = content.claims.filter((one) => one.kind === 'word' && one.word && one.groups.length > 3);
  return fit.find((one) => one.n < one.N) ?? fit[0]!;
}

/** V of T, however it is set. */
const counted = ({ n, N }: { n: number; N: number }): RegExp =>
  new RegExp(`(?<!\\d)${n}\\s*(of|/)\\s*${N}(?!\\d)`);

async function showsEvidence(panel: Locator, claim: Claim): Promise<void> {
  await expect(panel.getByRole('heading', { name: 'Evidence' })).toBeVisible();
  await expect(panel.locator('.said')).toHaveText(claim.text);
  await expect(panel.locator('.figure')).toContainText(counted(claim));
  await expect(panel.locator('.figure')).toContainText(claim.noun);
  await expect(panel).toContainText(new RegExp(`Active in the consultation\\s*${claim.base}`));
  await expect(panel).toContainText(new RegExp(`Neutral\\s*${claim.neutral}`));
  await expect(panel.getByText(`“${claim.word}”`).first()).toBeVisible();
  for (const group of claim.groups)
    await expect(panel.getByRole('row').filter({ hasText: group.label }).first()).toContainText(
      counted(group),
    );
  await expect(panel.getByRole('heading', { name: /^Sources/ })).toContainText(`(${claim.evidence.length})`);
  const more = panel.getByRole('button', { name: /^Show all/ });
  if (claim.evidence.length > 30) await more.click();
  await expect(panel.locator('.sources > li')).toHaveCount(claim.evidence.length);
  const first = claim.evidence[0]!;
  await expect(panel.locator('.sources > li').first()).toContainText(first.label);
  await expect(panel.getByRole('link', { name: `entry ${first.seq}` }).first()).toBeVisible();
}

test('a public reader opens a word of the summary and sees its evidence, at an address of its own', async ({
  service,
  enter,
}) => {
  const claim = await aClaim(service);
  const page = await enter(null, HOME);
  await page.getByRole('navigation').getByRole('link', { name: 'Summary' }).click();
  await expect(page.getByText('Published', { exact: true })).toBeVisible();
  const word = page.locator(`[data-claim="${claim.id}"]`);
  await word.click();
  await expect(page).toHaveURL(`${HOME}/summary/${claim.id}`);
  await expect(word).toHaveAttribute('aria-expanded', 'true');
  await expect(word).toBeInViewport();
  await showsEvidence(page.getByRole('complementary'), claim);

  const direct = await enter(null, `${HOME}/summary/${claim.id}`);
  await expect(direct.locator(`[data-claim="${claim.id}"]`)).toBeInViewport();
  await showsEvidence(direct.getByRole('complementary'), claim);

  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(`${HOME}/summary`);
  await expect(page.getByRole('complementary')).toHaveCount(0);
  await expect(word).toBeFocused();
  // Her own words are among the sources of what was said about the length of the session.
  await expect(page.getByText(TITLE)).toHaveCount(1);
});

test('without scripts the same summary stands on one plain page', async ({ service, enter }) => {
  const claim = await aClaim(service);
  const page = await enter(null, `${HOME}/summary.html`, { javaScriptEnabled: false });
  await expect(page.locator('.remarks')).toHaveText(REMARKS);
  await page.locator(`[id="claim-${claim.id}"]`).click();
  const evidence = page.locator(`[id="evidence-${claim.id}"]`);
  await expect(evidence).toBeInViewport();
  await expect(evidence.locator('.figures')).toContainText(counted(claim));
  await expect(evidence.locator('.figures')).toContainText(String(claim.base));
  for (const group of claim.groups)
    await expect(evidence.getByRole('row').filter({ hasText: group.label }).first()).toContainText(
      counted(group),
    );
  await expect(evidence.locator('.sources a')).toHaveCount(claim.evidence.length);
  await expect(page.getByText(REASON)).not.toHaveCount(0);
  // Other pages say where to go without scripts.
  await page.goto(HOME);
  await expect(page.locator('.noscript')).toContainText('summary.html');
});

test('the record lists what happened, newest first', async ({ enter }) => {
  const page = await enter(null, `${HOME}/record`);
  const entries = page.locator('ol > li');
  await expect(entries.first()).toContainText('The summary was published');
  for (const [happened, about] of [
    ['The remarks in the summary were edited', null],
    ['The summary was drafted', null],
    ['A round was closed', 'Meeting round'],
    ['A round was extended', 'Meeting round'],
    ['A position was stated', 'Delegation 14'],
    ['A contribution was revised', TITLE],
    ['A contribution was filed', TITLE],
  ] as const) {
    const entry = entries.filter({ hasText: happened }).first();
    await expect(entry).toBeVisible();
    if (about) await expect(entry).toContainText(about);
  }
  const numbers = (await entries.locator('.seq').allTextContents()).map((text) =>
    Number(text.replace(/\D/g, '')),
  );
  expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('the record verifies in the browser; an export with one byte changed names the entry', async ({
  service,
  enter,
}) => {
  const page = await enter(null, `${HOME}/record`);
  await settled(page);
  const head = await page.locator('.head code').textContent();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download it' }).click();
  const file = readFileSync(await (await download).path());
  await page.getByRole('link', { name: 'Verify this record' }).click();
  await page.getByRole('button', { name: 'Verify it now' }).click();
  const holds = page.getByRole('status').filter({ hasText: 'This record holds' });
  await expect(holds).toBeVisible({ timeout: 30_000 });
  await expect(holds).toContainText(head!);

  const choose = (name: string, buffer: Buffer) =>
    page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'application/zip', buffer });
  await choose('record.zip', file);
  await expect(holds).toContainText('record.zip', { timeout: 30_000 });
  await expect(holds).toContainText(head!);

  const { items } = await service.get<{ items: { seq: number; type: string; payload: unknown }[] }>(
    `/consultations/${SLUG}/record?after=700&limit=200`,
  );
  const revised = items.find(
    (entry) => entry.type === 'contribution.revised' && JSON.stringify(entry.payload).includes(TITLE),
  )!;
  const changed = Buffer.from(file);
  const at = changed.indexOf('Interpretation must cover');
  changed[at] = 'i'.charCodeAt(0);
  await choose('changed.zip', changed);
  const bad = page.getByRole('alert').filter({ hasText: 'This record does not hold' });
  await expect(bad).toContainText(`Entry ${revised.seq}:`, { timeout: 30_000 });
  await expect(bad).toContainText('its content is not what was recorded');

  await choose('letter.zip', Buffer.from('Dear colleagues, please find attached nothing at all.'));
  await expect(page.getByRole('alert')).toContainText('letter.zip is not an exported record');
});
