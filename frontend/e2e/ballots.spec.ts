// Ballots: from the sign-in link to the receipt on a phone, a ranking with the keyboard alone, and what follows when
// voting is over.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, serveThisFile, test } from './fixtures.ts';
import { HOME, settled, toBeLive } from './pages.ts';
import { type Role, SLUG, type Service } from './service.ts';

serveThisFile();
test.describe.configure({ mode: 'default' });

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const SMALLEST = { viewport: { width: 320, height: 640 }, hasTouch: true };
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const THEMES = ['Openness', 'Security', 'Diversity', 'Access', 'Critical resources'];

async function open(service: Service, seconds: number, changes: object = {}): Promise<string> {
  const here = await service.get<{ id: string }>(`/consultations/${SLUG}`);
  const teller = async (who: Role) => {
    const me = await service.get<{ capacities: { id: string; consultation_id: string }[] }>('/me', who);
    return me.capacities.find((one) => one.consultation_id === here.id)?.id;
  };
  const { id } = await service.act<{ id: string }>('POST', `/consultations/${SLUG}/ballots`, 'chair', {
    question: 'Which four themes should the first meeting take up?',
    language: 'en',
    options: THEMES.map((label) => ({ label })),
    rules: { method: 'pav', seats: 4, min_choices: 3, weighting: 'equal_groups' },
    mode: 'secret',
    tellers: [await teller('secretariat'), await teller('rapporteur')],
    capacities: ['advisory_group_member', 'delegate', 'chair'],
    closes_at: new Date(Date.now() + seconds * 1000).toISOString(),
    ...changes,
  });
  await service.act('POST', `/ballots/${id}/freeze`, 'chair');
  return id;
}

async function clean(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).setLegacyMode().analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide, 'pixels beyond the edge').toBeLessThanOrEqual(0);
}

/** A picture to be looked at, where they are asked for. */
async function shot(page: Page, name: string) {
  const directory = process.env.SHOTS_DIR;
  if (directory) await page.screenshot({ path: `${directory}/ballot-${name}.png`, fullPage: true });
}

const WORDS = {
  en: {
    vote: /^Vote Which four/,
    review: 'Review my ballot',
    cast: 'Cast my ballot',
    done: 'Your ballot is cast',
    receipt: 'Number of your receipt',
    again: 'Vote again',
  },
  ar: {
    vote: /^التصويت Which four/,
    review: 'مراجعة بطاقتي',
    cast: 'الإدلاء بصوتي',
    done: 'أُدلي بصوتك',
    receipt: 'رقم إيصالك',
    again: 'التصويت مرة أخرى',
  },
};

for (const [lang, who] of [
  ['en', 'advisor'],
  ['ar', 'delegate'],
] as const)
  test(`from the sign-in link to the receipt on a phone, in ${lang}`, async ({ enter, service }) => {
    test.setTimeout(120_000);
    const id = await open(service, 3600);
    const words = WORDS[lang];
    const link = new URL(service.link(who));
    const page = await enter(null, `${link.pathname}${link.search}&lang=${lang}`, {
      ...PHONE,
      locale: lang,
    });
    const started = Date.now();
    let taps = 0;
    const tap = async (role: 'link' | 'button' | 'checkbox', name: string | RegExp) => {
      taps += 1;
      await page.getByRole(role, { name }).first().tap();
    };
    const title = page.getByRole('heading', { name: 'Which four themes' });
    await settled(page);
    await expect(page.locator(`a[href="${HOME}"]`).first()).toBeVisible();
    await page.locator(`a[href="${HOME}"]`).first().tap();
    taps += 1;
    await tap('link', words.vote);
    await expect(title).toBeVisible();
    if (lang === 'en') await clean(page);
    await shot(page, `mark-${lang}`);
    await tap('button', words.review);
    await expect(page.getByRole('alert')).toContainText('3');
    for (const theme of THEMES.slice(0, 3)) await tap('checkbox', theme);
    await tap('button', words.review);
    await expect(page.getByText('Diversity')).toBeVisible();
    await clean(page);
    await shot(page, `review-${lang}`);
    await tap('button', words.cast);
    await expect(page.getByRole('heading', { name: words.done })).toBeFocused();
    await expect(page.getByText(words.receipt)).toBeVisible();
    console.log(`${lang}: ${taps} taps, ${((Date.now() - started) / 1000).toFixed(1)} s by machine`);
    await clean(page);
    await shot(page, `receipt-${lang}`);

    // What is kept on the device says nothing of the choice, and a reload knows only that one has voted.
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(kept).not.toContain('approve');
    await page.reload();
    await expect(page.getByRole('button', { name: words.again })).toBeVisible();
    const state = await service.get<{ turnout: number }>(`/ballots/${id}`);
    expect(state.turnout).toBe(1);
  });

test('a ranking with the keyboard alone, said aloud, sent again after a lost answer, and changed', async ({
  enter,
  service,
}) => {
  test.setTimeout(120_000);
  const id = await open(service, 3600, {
    question: 'Which theme should lead?',
    rules: { method: 'schulze', weighting: 'equal_groups' },
  });
  const page = await enter('advisor', `${HOME}/ballots/${id}`, SMALLEST);
  await toBeLive(page);
  await expect(page.getByText('Nothing is ranked yet.')).toBeVisible();
  const key = (name: string) => page.keyboard.press(name);
  const rank = page.getByRole('button', { name: /^Rank next:/ });
  await rank.first().focus();
  await key('Enter');
  await expect(rank.filter({ hasText: 'Security' })).toBeFocused();
  await key('Enter');
  await key('Enter');
  const said = page.locator('[data-booth] [role=status]').first();
  await expect(said).toHaveText('Diversity: place 3 of 3.');
  await page.getByRole('button', { name: 'Move up: Diversity' }).focus();
  await key('ArrowUp');
  await expect(said).toHaveText('Diversity: place 2 of 3.');
  await key('ArrowUp');
  await expect(said).toHaveText('Diversity: place 1 of 3.');
  await expect(page.getByRole('button', { name: 'Move down: Diversity' })).toBeFocused();
  await page.getByRole('button', { name: 'Same place as above: Security' }).focus();
  await key('Enter');
  await expect(said).toHaveText('Security: place 2 of 2, shared.');
  const order = page.locator('[data-option]');
  await expect(order).toHaveText([/1\s*Diversity/, /2=.*Openness/, /2=.*Security/]);
  await clean(page);
  await shot(page, 'ranking-320');

  await page.getByRole('button', { name: 'Review my ballot' }).focus();
  await key('Enter');
  await expect(page.getByRole('heading', { name: 'Is this your ballot?' })).toBeFocused();
  await expect(page.getByText('Openness, Security (same place)')).toBeVisible();

  // The service hears it, and the answer is lost; sent again it is the same ballot.
  const seen: string[] = [];
  await page.route('**/ballot', async (route) => {
    seen.push(route.request().postData() ?? '');
    const answer = await route.fetch();
    if (seen.length === 1) await route.abort();
    else await route.fulfill({ response: answer });
  });
  await page.getByRole('button', { name: 'Cast my ballot' }).focus();
  await key('Enter');
  await expect(page.getByText('No answer came')).toBeVisible();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(page.getByRole('heading', { name: 'Your ballot is cast' })).toBeFocused();
  expect(seen).toHaveLength(2);
  expect(seen[1]).toBe(seen[0]);
  expect((await service.get<{ turnout: number }>(`/ballots/${id}`)).turnout).toBe(1);

  const first = await page.getByText(/^([0-9a-f]{8} ){7}[0-9a-f]{8}$/).first().textContent();
  await page.getByRole('button', { name: 'Vote again' }).focus();
  await key('Enter');
  await expect(page.getByRole('heading', { name: 'Your ballot' })).toBeFocused();
  await rank.filter({ hasText: 'Access' }).focus();
  await key('Enter');
  for (const name of ['Review my ballot', 'Cast my ballot']) {
    await page.getByRole('button', { name }).focus();
    await key('Enter');
  }
  await expect(page.getByRole('heading', { name: 'Your ballot is cast' })).toBeFocused();
  await expect(page.getByText(first!)).toHaveCount(0);
  expect((await service.get<{ turnout: number }>(`/ballots/${id}`)).turnout).toBe(1);
});

test('scores, dots and a straw poll are marked on the smallest screen, without what one is recused from', async ({
  enter,
  service,
}) => {
  test.setTimeout(150_000);
  const here = await service.get<{ id: string }>(`/consultations/${SLUG}`);
  const me = await service.get<{ capacities: { id: string; consultation_id: string }[] }>('/me', 'delegate');
  const mine = me.capacities.find((one) => one.consultation_id === here.id);
  const recusals = [{ capacity_id: mine?.id, option: 1 }];
  const page = await enter('delegate', HOME, SMALLEST);
  const marks: Record<string, () => Promise<void>> = {
    score: async () => {
      await page.getByRole('group', { name: 'Openness' }).getByLabel('5: excellent').check();
      await page.getByRole('group', { name: 'Access' }).getByLabel('No view').check();
    },
    dots: async () => {
      for (let i = 0; i < 2; i += 1) await page.getByRole('button', { name: 'One dot more: Access' }).tap();
      await expect(page.getByText('1 dot left')).toBeVisible();
      await page.getByRole('button', { name: 'One dot more: Openness' }).tap();
      await expect(page.getByRole('button', { name: 'One dot more: Diversity' })).toHaveAttribute(
        'aria-disabled',
        'true',
      );
    },
    straw: async () => {
      await page.getByRole('group', { name: 'Openness' }).getByLabel('Can live with').check();
    },
  };
  const said = { score: 'excellent', dots: '2 dots', straw: 'Can live with' };
  for (const method of ['score', 'dots', 'straw'] as const) {
    const id = await open(service, 3600, { rules: { method, dots: 3 }, recusals });
    await page.goto(`${HOME}/ballots/${id}`);
    await marks[method]?.();
    await expect(page.locator('.recused')).toContainText('Security');
    await clean(page);
    await shot(page, `mark-${method}-320`);
    await page.getByRole('button', { name: 'Review my ballot' }).tap();
    await expect(page.locator('[data-booth=review]')).toContainText(said[method]);
    await expect(page.locator('[data-booth=review]')).not.toContainText('Security');
    await page.getByRole('button', { name: 'Cast my ballot' }).tap();
    await expect(page.getByRole('heading', { name: 'Your ballot is cast' })).toBeVisible();
  }
});

const nonce = (digit: string) => digit.repeat(64);
const VOTERS: Role[] = ['delegate', 'civil', 'chair', 'secretariat', 'rapporteur', 'observer', 'convener'];
const EVERYBODY = [
  'advisory_group_member',
  'delegate',
  'chair',
  'secretariat',
  'rapporteur',
  'observer',
  'convener',
];

for (const lang of ['en', 'ar'] as const)
  test(`voting ends, and the page shows and checks the result, in ${lang}`, async ({ enter, service }) => {
    test.setTimeout(150_000);
    const id = await open(service, 20, {
      rules: { method: 'pav', seats: 2, weighting: 'equal_groups', quorum_percent: 1 },
      capacities: EVERYBODY,
      mode: lang === 'en' ? 'secret' : 'open',
    });
    const path = `/ballots/${id}/ballot`;
    const sent = VOTERS.map((who, i) =>
      service.act('PUT', path, who, { choice: { approve: [i % 3, 3] }, nonce: nonce(String(i)) }),
    );
    const page = await enter('advisor', `${HOME}/ballots/${id}?lang=${lang}`, { ...PHONE, locale: lang });
    await toBeLive(page);
    await Promise.all(sent);
    await page.getByRole('checkbox', { name: 'Access' }).tap();
    await page.getByRole('button', { name: WORDS[lang].review }).tap();
    await page.getByRole('button', { name: WORDS[lang].cast }).tap();
    await expect(page.getByRole('heading', { name: WORDS[lang].done })).toBeVisible();
    await expect(page.locator('[data-results]')).toBeVisible({ timeout: 60_000 });
    const chosen = page.locator('.chosen');
    await expect(chosen.getByRole('listitem').first()).toContainText('Access');
    for (const summary of await page.locator('[data-results] summary').all()) await summary.tap();
    await clean(page);
    await shot(page, `results-${lang}`);

    const words = {
      en: ['Check it in this browser', 'Look for the receipt on this page', 'Number of the receipt', 'Find it'],
      ar: ['التحقق في هذا المتصفح', 'البحث عن الإيصال الموجود في هذه الصفحة', 'رقم الإيصال', 'بحث'],
    }[lang];
    await page.getByRole('button', { name: words[0]! }).tap();
    await expect(page.locator('.note.ok[role=status]').first()).toContainText('8', { timeout: 20_000 });
    await page.getByRole('button', { name: words[1]! }).tap();
    await expect(page.locator('[data-receipt]')).toHaveAttribute('data-receipt', 'counted');
    if (lang === 'ar') {
      await page.getByText('البطاقات المنشورة (8)').tap();
      await expect(page.locator('[data-booth], table').filter({ hasText: 'Openness' }).last()).toBeVisible();
    }
    await page.getByRole('textbox', { name: words[2]! }).fill('ab'.repeat(32));
    await page.getByRole('button', { name: words[3]!, exact: true }).tap();
    await expect(page.locator('[data-receipt]')).toHaveAttribute('data-receipt', 'not_counted');
    await clean(page);
    await shot(page, `check-${lang}`);
    if (lang !== 'en') return;

    // The file, taken somewhere else: whole, and with one byte changed.
    const wide = await enter(null, `${HOME}/ballots/${id}?lang=zh`, { viewport: { width: 1280, height: 900 } });
    await expect(wide.locator('[data-results]')).toBeVisible();
    await expect(wide.locator('.chosen')).toContainText('Access');
    await clean(wide);
    await shot(wide, 'results-zh-wide');
    const file = Buffer.from(
      await (await fetch(`${service.base}/api/v1/ballots/${id}/bundle`)).arrayBuffer(),
    );
    const verifier = await enter(null, '/verify');
    const upload = (name: string, buffer: Buffer) =>
      verifier
        .getByLabel(/The file as it was exported or published/)
        .setInputFiles({ name, mimeType: 'application/zip', buffer });
    await upload('ballot.zip', file);
    await expect(verifier.getByText('This ballot holds')).toBeVisible();
    const changed = Buffer.from(file);
    changed.writeUInt8(changed.readUInt8(400) ^ 1, 400);
    await upload('changed.zip', changed);
    await expect(verifier.getByText('This ballot does not hold')).toBeVisible();
    await clean(verifier);
  });

test('officers set up a ballot, look at it once more, freeze it and annul it', async ({ enter, service }) => {
  test.setTimeout(120_000);
  const page = await enter('chair', `${HOME}/ballots`, PHONE);
  await page.getByRole('link', { name: 'Set up a ballot' }).click();
  const tellers = page.getByRole('group', { name: 'Tellers' });
  await expect(tellers).toContainText('it cannot be frozen without them');
  await tellers.getByLabel(/^Teller, up to three/).fill('simulated');
  await tellers.getByRole('button', { name: /simulated/ }).first().click();
  await expect(tellers.getByRole('listitem')).toContainText(/^Teller: .*simulated/);
  await page.getByRole('radio', { name: /^One overall theme/ }).check();
  await expect(tellers).toContainText('Not needed here');
  await page.getByLabel('Question', { exact: true }).fill('Which theme should lead the meeting?');
  for (const [place, theme] of THEMES.slice(0, 3).entries())
    await page.getByLabel(`Option ${place + 1}`, { exact: true }).fill(theme);
  await expect(page.getByRole('combobox', { name: /^Method/ })).toHaveValue('schulze');
  await page.getByRole('checkbox', { name: 'Delegate' }).check();
  await clean(page);
  await shot(page, 'draft');
  await page.getByRole('button', { name: 'Save the draft' }).click();
  await page.getByRole('link', { name: 'Change the draft' }).click();
  await page.getByLabel('Option 3', { exact: true }).fill('Critical resources');
  await page.getByRole('button', { name: 'Save the draft' }).click();
  const reader = await enter(null, page.url());
  await expect(reader.getByText('There is nothing here, or it is not open to you.').or(reader.getByText('There is no such ballot.'))).toBeVisible();

  await page.getByRole('button', { name: 'Freeze the ballot…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Critical resources');
  await clean(page);
  await shot(page, 'freeze');
  await dialog.getByRole('button', { name: 'Freeze the ballot' }).click();
  await expect(page.getByText('Open for voting')).toBeVisible();
  const id = page.url().split('/').at(-1);
  const { definition_hash: hash } = await service.get<{ definition_hash: string }>(`/ballots/${id}`);
  await expect(page.getByText(hash)).toBeVisible();

  await page.getByRole('button', { name: 'Annul the ballot…' }).click();
  await dialog.getByRole('textbox').fill('An option was missing.');
  await dialog.getByRole('button', { name: 'Annul the ballot' }).click();
  await expect(page.getByText('This ballot was annulled; it decides nothing.')).toBeVisible();
  await page.goto(`${HOME}/ballots`);
  await expect(page.locator('[data-ballot="annulled"]')).toContainText('An option was missing.');
  await clean(page);
  await shot(page, 'list');
});
