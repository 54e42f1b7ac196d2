// Themes and the programme, as participants, the rapporteur and the chair live through them: proposed on a phone, tagged
// by keyboard, merged; a programme drafted, put to a call for consensus and adopted by it.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, serveThisFile, test } from './fixtures.ts';
import { settled, toBeLive, unique } from './pages.ts';
import { OTHER_SLUG } from './service.ts';

serveThisFile();
test.describe.configure({ mode: 'default' });

const BASE = `/c/${OTHER_SLUG}`;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const dialog = (page: Page) => page.getByRole('dialog');
const theme = (page: Page, title: string) => page.locator(`[data-theme="${title}"]`);

async function send(page: Page, act: string): Promise<void> {
  await dialog(page).getByRole('button', { name: act, exact: true }).click();
  await expect(dialog(page)).toHaveCount(0);
}

test('a theme is proposed on a phone, tagged by keyboard, counted for everybody, and merged', async ({
  enter,
}) => {
  test.setTimeout(120_000);
  const [reader, phone, rapporteur] = await Promise.all([
    enter(null, `${BASE}/themes`),
    enter('delegate', `${BASE}/themes`, PHONE),
    enter('rapporteur', `${BASE}/theme-tagging`),
  ]);
  await toBeLive(reader);
  await expect(reader.locator('[data-theme]').first()).toContainText('contributors');
  const title = unique('Bridging');
  await phone.getByRole('button', { name: 'Propose a theme…' }).tap();
  await dialog(phone).getByLabel('Short title').fill(title);
  await send(phone, 'Propose it');
  await expect(theme(phone, title)).toContainText('0 contributors');
  await expect(theme(reader, title)).toBeVisible();

  await rapporteur.reload();
  await settled(rapporteur);
  const first = rapporteur.locator('article[data-source]').first();
  await first.focus();
  await rapporteur.keyboard.press('ArrowDown');
  const second = rapporteur.locator('article[data-source]').nth(1);
  await expect(second).toBeFocused();
  await rapporteur.keyboard.press('Enter');
  await rapporteur.keyboard.type(title);
  await rapporteur.keyboard.press('Enter');
  await expect(second.getByRole('link', { name: title })).toBeVisible();
  await expect(second.getByRole('status')).toContainText('Tagged with');
  await expect(theme(reader, title)).toContainText('1 contributor');

  await theme(reader, title).getByRole('link').click();
  await expect(reader.locator('h1')).toHaveText(title);
  await expect(reader.locator('[data-source="contribution"]')).toHaveCount(1);
  const address = reader.url();
  await rapporteur.goto(address);
  await rapporteur.getByRole('button', { name: 'Merge…' }).click();
  await dialog(rapporteur).getByLabel('Into which theme').selectOption('Access');
  await dialog(rapporteur).getByLabel('Reason, shown to everyone').fill('It is the same.');
  await send(rapporteur, 'Merge into another theme');
  await expect(reader.getByText('It was merged into')).toBeVisible();
  await reader.getByRole('link', { name: 'Access', exact: true }).click();
  await expect(reader.locator('h1')).toHaveText('Access');
  await expect(reader.getByText('What was merged into it:')).toContainText(title);
});

test('the author of a contribution tags it, and takes the tag off again', async ({ enter, service }) => {
  const { items } = await service.get<{ items: { id: string; acted_as: { entity: string } }[] }>(
    `/consultations/${OTHER_SLUG}/contributions?limit=100`,
  );
  const own = items.find((one) => one.acted_as.entity.startsWith('Delegation 14,'))!;
  const phone = await enter('delegate', `${BASE}/contributions/${own.id}`, PHONE);
  await phone.getByRole('combobox', { name: 'Add a theme' }).fill('gender');
  await phone.getByRole('button', { name: 'Add', exact: true }).tap();
  await expect(phone.getByRole('link', { name: 'Gender equality' })).toBeVisible();
  await phone.getByRole('button', { name: 'Take Gender equality off' }).tap();
  await expect(phone.getByRole('link', { name: 'Gender equality' })).toHaveCount(0);
});

test('a programme is drafted anew, put to a call for consensus, and adopted by it alone', async ({
  enter,
  service,
}) => {
  test.setTimeout(120_000);
  const [chair, reader] = await Promise.all([
    enter('chair', `${BASE}/programme`),
    enter(null, `${BASE}/programme`, PHONE),
  ]);
  await toBeLive(reader);
  await expect(reader.locator('[data-programme="draft"]')).toContainText(
    'Internet governance for development',
  );
  await chair.getByRole('link', { name: 'Write a new version' }).click();
  await chair.getByRole('button', { name: 'Another main theme' }).click();
  await chair.getByLabel('Main themes: 5').fill('Rural connectivity');
  await chair.getByRole('button', { name: 'Save as version 2' }).click();
  await expect(chair.locator('[data-programme="draft"]')).toContainText('Rural connectivity');
  await expect(reader.locator('[data-programme="draft"]')).toContainText('Version 2');
  await chair.getByRole('button', { name: 'Call for consensus on it…' }).click();
  await expect(dialog(chair).getByLabel('In these words')).toHaveValue(
    /version 2[^]*Openness; Security; Diversity/,
  );
  await send(chair, 'Open the call');
  await expect(reader.getByText('The call for consensus is under way.')).toBeVisible();
  await expect(chair.getByRole('button', { name: 'Adopt version 2' })).toHaveCount(0);
  const now = await service.get<{ latest: { call_ids: string[] } }>(`/consultations/${OTHER_SLUG}/programme`);
  const call = now.latest.call_ids[0]!;
  for (let count = 1; count <= 6; count += 1)
    await service.act('POST', `/consensus-calls/${call}/count`, 'chair', { count });
  await service.act('POST', `/consensus-calls/${call}/close`, 'chair', {});
  await chair.getByRole('button', { name: 'Adopt version 2' }).click();
  await expect(chair.locator('[data-programme="adopted"]')).toContainText('Adopted by consensus');
  await expect(reader.locator('[data-programme="adopted"]')).toContainText('Rural connectivity');
});

const PAGES = ['themes', 'theme-tagging', 'programme', 'programme/edit'];

test('the pages keep to the standard, on a phone, in three languages', async ({ enter, service }) => {
  test.setTimeout(240_000);
  const { items } = await service.get<{ items: { id: string }[] }>(
    `/consultations/${OTHER_SLUG}/themes?limit=1`,
  );
  for (const lang of ['en', 'ar', 'zh'])
    for (const path of [...PAGES, `themes/${items[0]!.id}`]) {
      const page = await enter('secretariat', `${BASE}/${path}?lang=${lang}`, {
        viewport: { width: lang === 'zh' ? 320 : 390, height: 844 },
      });
      await settled(page);
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
      const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode().analyze();
      expect(violations.map((one) => `${path}: ${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, `${path}: pixels beyond the edge`).toBeLessThanOrEqual(0);
      await page.context().close();
    }
});

test('@shots of themes and programme', async ({ enter, service }) => {
  test.setTimeout(240_000);
  const folder = process.env.SHOTS_DIR ?? resolve(import.meta.dirname, '../../build/shots');
  mkdirSync(folder, { recursive: true });
  const { items } = await service.get<{ items: { id: string }[] }>(
    `/consultations/${OTHER_SLUG}/themes?limit=1`,
  );
  for (const lang of ['en', 'ar', 'zh'])
    for (const [size, width] of [
      ['desktop', 1280],
      ['phone', 390],
    ] as const)
      for (const path of [...PAGES, `themes/${items[0]!.id}`]) {
        const page = await enter('secretariat', `${BASE}/${path}?lang=${lang}`, {
          viewport: { width, height: 844 },
        });
        await settled(page);
        const name = path.replace(items[0]!.id, 'one').replace('/', '-');
        await page.screenshot({ path: join(folder, `${name}-${lang}-${size}.png`), fullPage: true });
        await page.context().close();
      }
});
