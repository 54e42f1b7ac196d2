// What people agree on: the chair has it computed, a reader on a phone sees it appear, nobody's own votes show.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, serveThisFile, test } from './fixtures.ts';
import { HOME, settled, toBeLive } from './pages.ts';

serveThisFile();
test.describe.configure({ mode: 'default' });

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const PATH = `${HOME}/statements/agreement`;

async function accessible(page: Page): Promise<void> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  const reach = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(reach).toBeLessThanOrEqual(0);
}

test('the chair has the groups computed, and a reader sees what bridges them', async ({ enter }) => {
  test.setTimeout(120_000);
  const [chair, phone, arabic, chinese] = await Promise.all([
    enter('chair', PATH),
    enter(null, `${HOME}/statements`, PHONE),
    enter(null, `${PATH}?lang=ar`, { ...PHONE, locale: 'ar' }),
    enter(null, `${PATH}?lang=zh`),
  ]);
  await phone.getByRole('link', { name: 'What people agree on' }).tap();
  await toBeLive(phone);
  await expect(phone.getByRole('heading', { level: 1, name: 'What people agree on' })).toBeVisible();
  await expect(phone.getByRole('button', { name: /^Compute/ })).toHaveCount(0);

  await chair.getByRole('button', { name: 'Compute from the votes as they are now' }).click();
  // The page of the chair asks again; that of the reader hears it from the record.
  for (const page of [chair, phone]) {
    await expect(page.getByText(/2 groups were found among 66 people/)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('img', { name: /^Map of the people\. Group A: 43 people/ })).toBeVisible();
  }
  const best = phone.getByRole('article').first();
  await expect(best).toContainText('or more agree in every group');
  await best.locator('summary').tap();
  await expect(best.getByRole('row', { name: /^Governments \d/ })).toBeVisible();
  await expect(best.getByRole('row', { name: /^Group A \d/ })).toBeVisible();
  await expect(phone.getByRole('heading', { name: /^Group B/ })).toBeVisible();
  await phone.locator('summary').filter({ hasText: 'The map as a table' }).tap();
  await expect(phone.getByRole('region', { name: 'The map as a table' }).getByRole('row')).not.toHaveCount(0);
  for (const page of [chair, phone, arabic, chinese]) await accessible(page);
  await expect(arabic.locator('main')).toContainText('المجموعة A');
  await expect(chinese.locator('main')).toContainText('群体A');

  if (process.env.SHOTS_DIR) {
    for (const [language, page] of [
      ['en', phone],
      ['ar', arabic],
      ['zh', chinese],
    ] as const)
      for (const [size, viewport] of [
        ['phone', PHONE.viewport],
        ['desktop', { width: 1280, height: 900 }],
      ] as const) {
        await page.setViewportSize(viewport);
        await page.screenshot({ path: `${process.env.SHOTS_DIR}/${language}-${size}.png`, fullPage: true });
      }
  }
});

test('who votes afterwards is told that the results do not know of it yet', async ({ enter }) => {
  const phone = await enter('delegate', `${HOME}/statements`, PHONE);
  await phone.getByRole('button', { name: 'Agree', exact: true }).tap();
  await expect(phone.getByText(/1 of 12 answered/)).toBeVisible();
  await phone.getByRole('link', { name: 'What people agree on' }).tap();
  await expect(phone.getByText(/these results do not know of them yet/)).toBeVisible();
});
