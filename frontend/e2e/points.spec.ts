// Points: looked for in the contributions, confirmed by the secretariat from the keyboard, declared by an author on her
// phone, and then counted as surely in the summary.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, serveThisFile, test } from './fixtures.ts';
import { HOME, settled } from './pages.ts';
import { SLUG } from './service.ts';

// In Spanish, which nobody else of the demo writes: what two people say is listed where few write.
const TEXTS = [
  ['delegate', 'La participación a distancia debe contar como participación plena en la comisión.', 'es'],
  ['civil', 'La participación a distancia debe contar como participación plena en los grupos.', 'es'],
  [
    'civil',
    'La participation à distance doit compter comme une pleine participation (ECOSOC 2006/46).',
    'fr',
  ],
] as const;
// It is named by one of the two sentences, whichever comes first in the order of their ids.
const POINT =
  /La participación a distancia debe contar como participación plena en (la comisión|los grupos)\./;

serveThisFile(async (service) => {
  for (const [who, text, language] of TEXTS) {
    const body = { title: 'On remote participation', text, language };
    await service.act('POST', `/consultations/${SLUG}/contributions`, who, body);
  }
});
test.describe.configure({ mode: 'default' });

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

test('points are found, confirmed from the keyboard, taken back, declared by an author, and counted', async ({
  enter,
}) => {
  test.setTimeout(180_000);
  const desk = await enter('secretariat', `${HOME}/points`);
  await desk.getByRole('button', { name: 'Look for points now' }).click();
  const point = desk.getByRole('article').filter({ hasText: POINT });
  /** New points have the last numbers, beyond the first page. */
  const listed = () =>
    expect(async () => {
      const more = desk.getByRole('button', { name: 'Show more' });
      if (await more.isVisible()) await more.click();
      await expect(point).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 60_000 });
  await listed();
  await expect(point).toContainText('by the likeness of the texts');
  await point.getByText('Who makes it').click();
  await expect(point.getByRole('link', { name: /Read it in/ }).first()).toBeVisible();

  await desk.getByRole('link', { name: 'Confirm who makes which point' }).click();
  await expect(desk.getByRole('heading', { name: /Does it make point/ })).toBeVisible();
  const first = await desk.getByRole('heading', { name: /Does it make point/ }).textContent();
  await desk.keyboard.press('c');
  await expect(desk.getByRole('status').filter({ hasText: 'Confirmed.' })).toBeVisible();
  await desk.keyboard.press('u');
  await expect(desk.getByRole('status').filter({ hasText: 'Taken back.' })).toBeVisible();
  await expect(desk.getByRole('heading', { name: first?.trim() ?? '' })).toBeVisible();
  await desk.keyboard.press('a');
  await expect(desk.getByRole('heading', { name: /waits? for point/ })).toBeFocused();
  const { violations } = await new AxeBuilder({ page: desk }).setLegacyMode().analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  await desk.getByRole('button', { name: /makes? this point/ }).click();
  await expect(desk.getByRole('status').filter({ hasText: /links? confirmed/ })).toBeVisible();
  await desk.keyboard.press('u');
  await expect(desk.getByRole('status').filter({ hasText: 'Taken back.' })).toBeVisible();
  await expect(desk.getByRole('heading', { name: first?.trim() ?? '' })).toBeVisible();
  await desk.keyboard.press('r');
  await expect(desk.getByRole('status').filter({ hasText: 'Rejected.' })).toBeVisible();

  const phone = await enter('delegate', `${HOME}/contributions`, PHONE);
  await phone.getByRole('link', { name: 'On remote participation' }).last().click();
  await phone
    .getByRole('button', { name: new RegExp(`My contribution makes this point: ${POINT.source}`) })
    .click();
  await expect(phone.getByText('Its author says so')).toBeVisible();
  await desk.goto(`${HOME}/points`);
  await listed();
  await expect(point).toContainText('said by persons');
});

const PLACES = ['/points', '/points/queue', '/points/same', '/contributions'];

for (const [lang, options] of [
  ['en', {}],
  ['ar', PHONE],
  ['zh', PHONE],
] as const) {
  test(`axe finds nothing on the pages of points (${lang})`, async ({ enter }) => {
    test.setTimeout(120_000);
    const page = await enter('secretariat', `${HOME}?lang=${lang}`, options);
    for (const place of PLACES) {
      await page.goto(`${HOME}${place}?lang=${lang}`);
      await settled(page);
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
      const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode().analyze();
      expect(violations.map((one) => `${place} ${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, `${place}: pixels beyond the edge`).toBeLessThanOrEqual(0);
    }
  });
}
