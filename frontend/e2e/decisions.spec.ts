// Decisions, as a chair and delegates on their phones live through them: a call with an objection that ends in rough
// consensus, and a silence that a named delegation breaks.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, serveThisFile, test } from './fixtures.ts';
import { HOME, settled, toBeLive, unique } from './pages.ts';

serveThisFile();
test.describe.configure({ mode: 'default' });

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const ARABIC_PHONE = { ...PHONE, locale: 'ar' };
const PATH = `${HOME}/decisions`;

const dialog = (page: Page) => page.getByRole('dialog');
const card = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });

/** Reasons, and the act by its name. */
async function say(page: Page, label: string | RegExp, reason: string, act: string): Promise<void> {
  await dialog(page).getByLabel(label).fill(reason);
  await dialog(page).getByRole('button', { name: act, exact: true }).click();
  await expect(dialog(page)).toHaveCount(0);
}

test('the chair calls for consensus, a delegate objects, the chair disposes of it and signs rough consensus', async ({
  enter,
}) => {
  test.setTimeout(120_000);
  const [chair, phone, arabic] = await Promise.all([
    enter('chair', PATH),
    enter('delegate', PATH, PHONE),
    enter('observer', `${PATH}?lang=ar`, ARABIC_PHONE),
  ]);
  await toBeLive(phone);
  const matter = unique('Enlarge it as put in the note');
  await chair.getByRole('button', { name: 'Open a call for consensus…' }).click();
  await dialog(chair)
    .getByLabel(/^In which words/)
    .fill(matter);
  await dialog(chair).getByRole('button', { name: 'Open a call for consensus', exact: true }).click();

  await expect(card(phone, matter)).toContainText('Is there any objection to this?');
  await card(chair, matter).getByRole('button', { name: 'Count: 1' }).click();
  await card(chair, matter).getByRole('button', { name: 'Count: 2' }).click();
  await expect(card(phone, matter).locator('.figure')).toContainText('2');
  await expect(card(arabic, matter).getByRole('button')).toHaveCount(0);

  await card(phone, matter).getByRole('button', { name: 'I object…' }).tap();
  const reason = unique('It has no budget');
  await say(phone, 'Your reasons, shown to everyone', reason, 'I object');
  await expect(card(phone, matter)).toContainText('Your objection stands.');
  await expect(card(arabic, matter)).toContainText(reason);
  await expect(card(chair, matter)).toContainText('Objections standing: 1');

  await card(chair, matter).getByRole('button', { name: 'Close: objections stand' }).click();
  await expect(card(phone, matter)).toContainText('Closed with objections standing');
  const finding = chair.locator('[data-finding]').first();
  await expect(finding).toContainText('Objections that still need a disposition: 1');
  await card(chair, matter).getByRole('button', { name: 'Dispose of this objection…' }).click();
  await dialog(chair).getByLabel('Addressed by amendment').check();
  await say(chair, 'Your reasons, shown to everyone', 'A budget is annexed.', 'Record the disposition');
  await expect(card(phone, matter)).toContainText('Addressed by amendment');

  await expect(finding).toContainText('Proposed by the system: Rough consensus');
  await finding.getByRole('button', { name: 'Sign a finding…' }).click();
  await say(chair, 'Your reasons, shown to everyone', 'The one concern was met.', 'Sign it');
  for (const page of [chair, phone]) {
    await expect(page.locator('[data-finding="rough_consensus"]')).toContainText('Signed by the chair');
    await page.reload();
    await expect(page.locator('[data-finding="rough_consensus"]')).toContainText('The one concern was met.');
  }
});

test('a named delegation breaks the silence, and everybody sees who and why', async ({ enter, service }) => {
  const matter = unique('The agenda as circulated');
  const [reader, phone] = await Promise.all([enter(null, PATH), enter('civil', PATH, PHONE)]);
  await toBeLive(reader);
  await service.act('POST', `/consultations/${HOME.split('/')[2]}/silence-procedures`, 'chair', {
    text: matter,
    language: 'en',
  });
  await expect(card(reader, matter)).toContainText('Adopted unless a delegation breaks the silence');
  await expect(card(reader, matter).getByRole('timer')).toHaveText(/^7[12]:\d\d:\d\d$|^72:00:00$/);
  await expect(card(reader, matter).locator('time').first()).toContainText('UTC');
  await expect(card(reader, matter).getByRole('button')).toHaveCount(0);

  await card(phone, matter).getByRole('button', { name: 'Break the silence…' }).tap();
  const reason = unique('Item 4 was not agreed');
  await say(phone, 'Your reasons, shown to everyone', reason, 'Break the silence');
  for (const page of [reader, phone]) {
    await expect(card(page, matter)).toContainText('Silence broken');
    await expect(card(page, matter)).toContainText(reason);
    await expect(card(page, matter).locator('[data-objection] .entity')).toBeVisible();
  }
});

test('a silence nobody breaks is adopted at its deadline, on a page that only watches', async ({
  enter,
  service,
}) => {
  const matter = unique('The dates of the next meeting');
  const reader = await enter(null, PATH);
  await toBeLive(reader);
  await service.act('POST', `/consultations/${HOME.split('/')[2]}/silence-procedures`, 'chair', {
    text: matter,
    language: 'en',
    deadline: new Date(Date.now() + 6_000).toISOString(),
    short_reason: 'The host needs an answer.',
  });
  await expect(card(reader, matter).getByRole('timer')).toBeVisible();
  await expect(card(reader, matter)).toContainText('Adopted: nobody broke the silence', { timeout: 15_000 });
  await reader.reload();
  await expect(card(reader, matter)).toContainText('Adopted: nobody broke the silence');
});

test('a straw poll says that it binds nobody, and hides its result until it is closed', async ({ enter }) => {
  const [chair, phone] = await Promise.all([enter('chair', PATH), enter('delegate', PATH, PHONE)]);
  await toBeLive(phone);
  const question = unique('Where should it meet?');
  await chair.getByRole('button', { name: 'Open a straw poll…' }).click();
  await dialog(chair).getByLabel('Question', { exact: true }).fill(question);
  await dialog(chair).getByLabel('Answer 1').fill('Here');
  await dialog(chair).getByLabel('Answer 2').fill('There');
  await dialog(chair).getByRole('button', { name: 'Open a straw poll', exact: true }).click();
  await card(phone, question).getByRole('radio', { name: 'There' }).check();
  await expect(card(phone, question)).toContainText('Your answer is recorded.');
  for (const page of [chair, phone]) {
    await expect(card(page, question)).toContainText('Non-binding');
    await expect(card(page, question).getByRole('table')).toHaveCount(0);
  }
  await card(chair, question).getByRole('button', { name: 'Close the poll' }).click();
  await expect(card(phone, question).locator('tfoot td')).toHaveText(['0', '1']);
});

test('with something under way the page keeps to the standard, on a phone, in both languages', async ({
  enter,
  service,
}) => {
  const start = `/consultations/${HOME.split('/')[2]}`;
  const text = { text: 'The report of the meeting', language: 'en' };
  const call = await service.act<{ id: string }>('POST', `${start}/consensus-calls`, 'chair', text);
  await service.act('POST', `/consensus-calls/${call.id}/objections`, 'civil', {
    reason: 'Paragraph 7 says more than was agreed.',
    language: 'en',
  });
  await service.act('POST', `${start}/silence-procedures`, 'chair', text);
  const poll = { question: 'When?', answers: ['May', 'July'], hidden: false, language: 'en' };
  await service.act('POST', `${start}/straw-polls`, 'chair', poll);
  for (const who of ['delegate', 'chair'] as const)
    for (const lang of ['en', 'ar']) {
      const page = await enter(who, `${PATH}?lang=${lang}`, PHONE);
      await settled(page);
      if (who === 'delegate') {
        await page.locator('[data-call="running"] .button.danger').first().tap();
        await dialog(page).waitFor();
      }
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
      const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode().analyze();
      expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, 'pixels beyond the edge').toBeLessThanOrEqual(0);
    }
});
