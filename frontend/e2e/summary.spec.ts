// The way of a summary in the browser: drafted, circulated, commented on, edited, made final, transmitted.
import type { Page } from '@playwright/test';
import { expect, serveThisFile, test } from './fixtures.ts';
import { HOME } from './pages.ts';
import { type Service, SLUG } from './service.ts';

serveThisFile();
test.describe.configure({ mode: 'serial' });

const COMMENT = 'Please say that this was in the debate.';
const WHY = 'It says it better.';
const PUT_IN = 'In the debate. ';

const OWN = 'Interpretation in all meetings';
const TEXT = 'All meetings should have interpretation';
const CLOSES = '2099-01-01T12:00';
const THANKS = 'The Chair thanks all who took part.';

/** Counts what somebody does in these pages: every press, and every field filled; it goes on from page to page. */
async function counting(page: Page): Promise<() => number> {
  let actions = 0;
  await page.exposeFunction('countAction', () => void (actions += 1));
  await page.addInitScript(() => {
    const count = () => (window as unknown as { countAction: () => void }).countAction();
    for (const kind of ['click', 'change']) addEventListener(kind, count, { capture: true });
  });
  await page.reload();
  return () => actions;
}

test('from a closed round to a circulated draft in under ten actions, with remarks and a closing time', async ({
  service,
  enter,
}) => {
  // What the delegate asks about later; and then the round is over.
  const body = { title: OWN, text: `${TEXT}.`, language: 'en' };
  await service.act('POST', `/consultations/${SLUG}/contributions`, 'delegate', body);
  const { rounds } = await service.get<{ rounds: { id: string; state: string }[] }>(`/consultations/${SLUG}`);
  for (const { id } of rounds.filter((one) => one.state === 'open'))
    await service.act('POST', `/rounds/${id}/close`, 'chair', { reason: 'All have spoken.' });

  const page = await enter('chair', '/');
  const actions = await counting(page);
  await page
    .getByRole('main')
    .getByRole('link', { name: /Commission on Science and Technology/ })
    .click();
  await page.getByRole('link', { name: /^Go to the chair’s desk/ }).click();
  const desk = page.getByRole('region', { name: 'The chair’s summary' });
  await desk.getByRole('button', { name: 'Draft the summary' }).click();
  // Made in a process of its own: on a busy machine it takes its time, and the page says how far it is.
  await expect(desk.getByText('Draft, version 1')).toBeVisible({ timeout: 45_000 });
  await expect(desk.getByRole('progressbar')).toHaveCount(0);
  await expect(desk.locator('[aria-current="step"]')).toContainText('Drafting');
  await desk.getByRole('textbox', { name: /^Concluding remarks/ }).fill(THANKS);
  await desk.getByRole('button', { name: 'Save the remarks' }).click();
  await expect(desk.getByText('Draft, version 2')).toBeVisible();
  await desk.getByRole('button', { name: 'Circulate it…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Comments are taken until').fill(CLOSES);
  await dialog.getByRole('button', { name: 'Circulate version 2' }).click();
  await expect(desk.locator('[aria-current="step"]')).toContainText('Circulated');
  await expect(desk.getByText('Comments are taken until')).toBeVisible();
  console.log(`     from a closed round to a circulated draft: ${actions()} actions`);
  expect(actions()).toBeGreaterThan(4); // or nothing was counted
  expect(actions()).toBeLessThan(10);
});

test('a delegate finds what became of her contribution in two presses', async ({ enter }) => {
  const page = await enter('delegate', '/');
  const actions = await counting(page);
  await page
    .getByRole('main')
    .getByRole('link', { name: /Commission on Science and Technology/ })
    .click();
  await page.getByRole('link', { name: /^What became of my contribution/ }).click();
  const own = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: OWN }) });
  await expect(own.locator('.became .badge')).toHaveText('Taken up');
  expect(actions()).toBe(2);
  // The third leads to the very paragraph.
  const link = own.getByRole('link', { name: /^Paragraphs? \d/ });
  const number = /\d+/.exec(await link.innerText())![0];
  await link.click();
  const paragraph = page.locator(`#p${number}`);
  await expect(paragraph).toBeInViewport();
  await expect(paragraph).toContainText(TEXT);
});

test('a delegate comments on a paragraph', async ({ enter }) => {
  const page = await enter('delegate', `${HOME}/summary`);
  await page.getByRole('link', { name: 'Comment on it' }).click();
  await expect(page.getByText('Comments are taken until')).toBeVisible();
  await page
    .locator('section', { has: page.locator('.claim') })
    .first()
    .getByRole('button', { name: /^Comment on paragraph/ })
    .nth(1)
    .click();
  await page.getByRole('textbox', { name: 'Your comment' }).fill(COMMENT);
  await page.getByRole('button', { name: 'File the comment' }).click();
  await expect(page.getByText('Your comment is filed.')).toBeVisible();
  await expect(page.locator('.comment').filter({ hasText: COMMENT })).toContainText('Not yet disposed of.');
});

test('the rapporteur edits the paragraph by keyboard, and the comment is accepted', async ({ enter }) => {
  const page = await enter('rapporteur', `${HOME}/summary-editing`);
  const paragraph = page.locator('[data-paragraph]').filter({ hasText: COMMENT });
  await paragraph.focus();
  await page.keyboard.press('e');
  const box = paragraph.getByRole('textbox', { name: /^Text of the paragraph/ });
  const text = await box.inputValue();
  await box.fill(`${text} Some 40 speakers agreed.`);
  await page.keyboard.press('Control+Enter');
  await expect(paragraph.getByText(/typed by hand would look counted/)).toBeVisible();
  await box.fill(PUT_IN + text);
  await page.keyboard.press('Control+Enter');
  await expect(paragraph.getByText('Edited, its counts stand')).toBeVisible();
  await paragraph.getByRole('button', { name: /^Dispose of it/ }).click();
  await paragraph.getByRole('textbox', { name: 'Why' }).fill(WHY);
  await paragraph.getByRole('button', { name: 'Record the disposition' }).click();
  await expect(paragraph.locator('.disposition')).toContainText(WHY);

  // Nobody else sees the working text; the delegate sees what became of her comment.
  const reader = await enter('delegate', `${HOME}/summary-review`);
  await expect(reader.getByText(PUT_IN)).toHaveCount(0);
  await reader.locator('.paragraph button', { has: reader.locator('.badge') }).click();
  await expect(reader.locator('.disposition')).toContainText(WHY);
});

test('more time, then final, transmitted, and the changes are read by everybody', async ({ enter }) => {
  const chair = await enter('chair', `${HOME}/chair`);
  const desk = chair.getByRole('region', { name: 'The chair’s summary' });
  await desk.getByRole('button', { name: 'Give more time…' }).click();
  const dialog = chair.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Why' }).fill('It was asked for.');
  await dialog.getByLabel('Comments are taken until').fill('2099-02-01T12:00');
  await dialog.getByRole('button', { name: 'Give more time' }).click();
  await expect(dialog).toHaveCount(0);
  // While the window is open there is no final text: it goes back to drafting, openly, and is published from there.
  await desk.getByRole('button', { name: 'Back to drafting…' }).click();
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Everybody has answered.');
  await dialog.getByRole('button', { name: 'Back to drafting' }).click();
  await expect(desk.locator('[aria-current="step"]')).toContainText('Drafting');
  await desk.getByRole('button', { name: 'Make it final…' }).click();
  await dialog.getByRole('button', { name: /^Publish version/ }).click();
  await expect(desk.getByText('Its text no longer changes.')).toBeVisible();
  await desk.getByRole('button', { name: 'Transmit it…' }).click();
  await dialog.getByRole('textbox', { name: 'To which body' }).fill('The simulated council');
  await dialog.getByRole('button', { name: 'Transmit it' }).click();
  await expect(desk.getByText('Transmitted to The simulated council')).toBeVisible();

  const reader = await enter(null, `${HOME}/summary-changes`);
  await expect(reader.locator('ins').first()).toContainText('In the debate.');
  const plain = await enter(null, `${HOME}/summary.html`);
  await expect(plain.locator('#annex-comments')).toContainText(WHY);
  await expect(plain.locator('#annex-changes ins').first()).toContainText('In the debate.');
});

interface Claim {
  id: string;
  text: string;
  word: string | null;
  n: number;
  N: number;
  evidence: unknown[];
}
interface Text {
  language: string;
  claims: Claim[];
  scale: { rows: { word: string; label: string }[] };
  sections: { id: string; blocks: { type: string; number?: number }[] }[];
}

async function published(service: Service, language: string): Promise<Text> {
  const path = `/consultations/${SLUG}/summary?language=${language}`;
  return (await service.get<{ content: Text }>(path)).content;
}

test('every counted word of the published text opens its evidence', async ({ service, enter }) => {
  const text = await published(service, 'en');
  const claims = new Map(text.claims.map((one) => [one.id, one]));
  const page = await enter(null, `${HOME}/summary`);
  await expect(page.locator('a.claim').first()).toBeVisible();
  // Pressed in the page itself, one after the other: what a pointer does is shown elsewhere, once.
  const opened = await page.evaluate(async () => {
    const rows: { id: string; path: string; said: string; figures: string[]; sources: string[] }[] = [];
    for (const link of document.querySelectorAll<HTMLElement>('a.claim')) {
      const id = link.dataset.claim ?? '';
      link.click();
      for (let turns = 0; turns < 200 && link.getAttribute('aria-expanded') !== 'true'; turns += 1)
        await new Promise((done) => setTimeout(done, 5));
      const panel = document.querySelector('aside');
      const words = (selector: string) =>
        [...(panel?.querySelectorAll(selector) ?? [])].map((one) => one.textContent.trim());
      rows.push({
        id,
        path: location.pathname,
        said: words('.said').join(),
        figures: words('.figure strong'),
        sources: words('.sources > li'),
      });
    }
    return rows;
  });
  console.log(`     ${opened.length} counted words opened, ${claims.size} claims`);
  expect(opened.length).toBeGreaterThan(20);
  expect(new Set(opened.map((one) => one.id))).toEqual(new Set(claims.keys()));
  for (const { id, path, said, figures, sources } of opened) {
    const claim = claims.get(id)!;
    expect.soft({ path, said, figures }).toEqual({
      path: `${HOME}/summary/${id}`,
      said: claim.text,
      figures: [String(claim.n), String(claim.N)],
    });
    expect.soft(sources.length, said).toBe(Math.min(claim.evidence.length, 30));
    expect.soft(sources.filter(Boolean).length, said).toBeGreaterThan(0);
  }
  // Nor does a word of the scale stand beside a counted phrase, where nothing would open.
  const rest = await page.locator('.numbered > span', { has: page.locator('.claim') }).evaluateAll((all) =>
    all.map((one) => {
      const copy = one.cloneNode(true) as Element;
      for (const each of copy.querySelectorAll('.claim, .quote, .given')) each.remove();
      return copy.textContent;
    }),
  );
  expect(rest.length).toBeGreaterThan(20);
  const words = text.scale.rows.map((row) => row.label).join('|');
  expect(rest.filter((plain) => new RegExp(`\\b(${words})\\b`, 'i').test(plain))).toEqual([]);
});

test('a reader has the text in her own language, and its counted words with it', async ({
  service,
  enter,
}) => {
  const text = await published(service, 'ar');
  const page = await enter(null, `${HOME}/summary?lang=ar`);
  const paper = page.locator('.paper');
  await expect(paper).toHaveAttribute('lang', 'ar');
  const languages = page.locator('[role="group"]', { has: page.locator('button[lang="ar"]') });
  await languages.locator('button[lang="en"]').click();
  await expect(paper).toHaveAttribute('lang', 'en');
  await expect(paper).toHaveAttribute('dir', 'ltr');
  // Opening a word leaves the choice as it is, and the word in sight.
  await page.locator('a.claim').first().click();
  await expect(page.getByRole('heading', { name: 'الأدلة' })).toBeFocused();
  await expect(page.locator('a.claim').first()).toBeInViewport();
  await expect(page.getByRole('complementary').locator('.said')).toHaveAttribute('lang', 'en');
  await page.keyboard.press('Escape');
  await languages.locator('button[lang="ar"]').click();
  await expect(paper).toHaveAttribute('lang', 'ar');
  await expect(paper).toHaveAttribute('dir', 'rtl');
  const places = await page
    .locator('a.claim')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-claim')));
  const number = new Intl.NumberFormat((await page.locator('html').getAttribute('lang')) ?? 'ar');
  for (const at of [0, Math.floor(places.length / 2), places.length - 1]) {
    const claim = text.claims.find((one) => one.id === places[at])!;
    await page.locator('a.claim').nth(at).click();
    const panel = page.getByRole('complementary');
    await expect(panel.locator('.said')).toHaveText(claim.text);
    await expect(panel.locator('.said')).toHaveAttribute('lang', 'ar');
    const word = text.scale.rows.find((row) => row.word === claim.word);
    if (word) await expect(panel.locator('.facts')).toContainText(`“${word.label}”`);
    await expect(panel.locator('.figure strong')).toHaveText([claim.n, claim.N].map((n) => number.format(n)));
    await expect(panel.locator('.sources > li').first()).toBeVisible();
  }
});

for (const language of ['en', 'ar'])
  test(`without scripts the whole text in ${language} stands on one page, and it prints`, async ({
    service,
    enter,
  }) => {
    const text = await published(service, language);
    const page = await enter(null, `${HOME}/summary.html?language=${language}`, { javaScriptEnabled: false });
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page.locator('script, button')).toHaveCount(0);
    const paragraphs = text.sections.flatMap((one) => one.blocks.flatMap(({ number }) => number ?? []));
    expect(paragraphs.length).toBeGreaterThan(20);
    const ids = (selector: string) => page.locator(selector).evaluateAll((all) => all.map(({ id }) => id));
    expect(await ids('p.numbered')).toEqual(paragraphs.map((number) => `p${number}`));
    expect(await ids('section:not(.annex)')).toEqual(text.sections.map((one) => one.id));
    const annexes = await ids('.annex');
    expect(annexes).toEqual(
      expect.arrayContaining(['A', 'B', 'C', 'comments', 'changes'].map((one) => `annex-${one}`)),
    );
    // Every counted word leads to its evidence on this page, and every link of the page leads somewhere.
    const claims = await page
      .locator('a.claim')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    expect(new Set(claims)).toEqual(new Set(text.claims.map((one) => `#evidence-${one.id}`)));
    const astray = await page.locator('a').evaluateAll((all) =>
      all
        .filter((one) => {
          const to = one.getAttribute('href') ?? '';
          return !to.startsWith('#') || !document.getElementById(to.slice(1));
        })
        .map((one) => one.outerHTML),
    );
    expect(astray).toEqual([]);
    const bare = await page
      .locator('.evidence')
      .evaluateAll((all) =>
        all
          .filter(
            (one) =>
              !/\d/.test(one.querySelector('.figures')?.textContent ?? '') ||
              !one.querySelector('.sources a'),
          )
          .map(({ id }) => id),
      );
    expect(bare, 'evidence without figures or sources').toEqual([]);
    await page.locator('a.claim').first().click();
    await expect(page.locator(`[id="${claims[0]!.slice(1)}"]`)).toBeInViewport();

    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('navigation')).toHaveCount(0);
    await expect(page.locator('h1')).toBeVisible();
    await expect(page.locator('.evidence').first()).toBeVisible();
    const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g);
    expect(sheets?.length).toBeGreaterThan(10);
  });

test('the page itself prints as the text alone, with what heads and ends it', async ({ enter }) => {
  const page = await enter(null, `${HOME}/summary`);
  await expect(page.locator('a.claim').first()).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText('Fingerprint of this text')).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(page.getByRole('banner')).toHaveCount(0);
  await expect(page.getByRole('button')).toHaveCount(0);
});
