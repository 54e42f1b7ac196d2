// A file of captions: looked at, refused with a reason, added, and a line of it corrected, with every page following.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, serveThisFile, test } from './fixtures.ts';
import { chair, hold } from './meetings.ts';
import { toBeLive } from './pages.ts';

serveThisFile();
test.describe.configure({ mode: 'serial' });

const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const file = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(content),
});
/** Before the speaker takes the floor, and while she has it. */
const captions = `WEBVTT

00:00:00.000 --> 00:00:01.000
Welcome to the meting.

00:30:00.000 --> 00:30:02.000
Thank you, Chair.
`;

async function clean(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(STANDARD).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

test('captions from a file, and a correction', async ({ service, enter }) => {
  test.setTimeout(120_000);
  const { id, path } = await hold(service);
  const guest = { guest: { name: 'Alma of Alpha', group: 'civil_society' } };
  const speaker = await service.act<{ id: string }>('POST', `/meetings/${id}/speakers`, 'secretariat', guest);
  await chair(service, `/speakers/${speaker.id}/call`);
  await chair(service, `/speakers/${speaker.id}/start`);

  const page = await enter('secretariat', `${path}/transcript`);
  const reader = await enter(null, `${path}/transcript`, PHONE);
  await Promise.all([page, reader].map(toBeLive));
  await expect(reader.getByText('Add a file of captions')).toHaveCount(0);
  await page.getByText('Add a file of captions or a transcript').click();

  const chooser = page.getByLabel('File', { exact: false }).first();
  await chooser.setInputFiles(file('plenary.vtt', 'These are no captions.'));
  await page.getByRole('button', { name: 'See whose words these are' }).click();
  await expect(page.getByRole('alert')).toContainText('VTT');
  await chooser.setInputFiles(file('plenary.txt', Buffer.from([0xff, 0xfe, 0x41])));
  await page.getByRole('button', { name: 'See whose words these are' }).click();
  await expect(page.getByRole('alert')).toContainText('UTF-8');

  await chooser.setInputFiles(file('plenary.vtt', captions));
  await page.getByRole('button', { name: 'See whose words these are' }).click();
  await expect(page.getByRole('heading', { name: '2 lines would be added' })).toBeFocused();
  await expect(page.getByRole('listitem').filter({ hasText: 'Alma of Alpha: 1 line' })).toBeVisible();
  await expect(
    page.getByRole('listitem').filter({ hasText: 'nobody on the list of speakers: 1 line' }),
  ).toBeVisible();
  await clean(page);
  await page.getByRole('button', { name: 'Add to the transcript' }).click();
  await expect(page.getByRole('status').filter({ hasText: '2 lines have been added' })).toBeVisible();
  const parts = (on: Page) => on.locator('[data-part]');
  await expect(parts(page)).toHaveCount(2);
  await expect(parts(reader)).toHaveCount(2);

  await parts(page).filter({ hasText: 'meting' }).getByRole('button', { name: 'Correct…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Correct this part of the transcript' });
  await dialog.getByRole('textbox', { name: 'Line 1' }).fill('Welcome to the meeting.');
  await dialog.getByLabel('Whose words these are').selectOption({ label: 'Alma of Alpha' });
  await clean(page);
  await dialog.getByRole('button', { name: 'Save the correction' }).click();
  await expect(dialog).toBeHidden();
  const corrected = parts(reader).filter({ hasText: 'Welcome to the meeting.' });
  await expect(corrected).toContainText('Alma of Alpha');
  await expect(corrected).toContainText('Corrected');
  await clean(reader);
  expect(await reader.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
