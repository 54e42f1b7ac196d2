// A programme that ballots have chosen: the chair names the sealed ballot whose winners are its main themes.
import { expect, serveThisFile, test } from './fixtures.ts';
import { toBeLive } from './pages.ts';
import { OTHER_SLUG } from './service.ts';

serveThisFile();

test('a programme is adopted as chosen by ballot, and every reader sees by which', async ({ enter }) => {
  test.setTimeout(120_000);
  const [chair, reader] = await Promise.all([
    enter('chair', `/c/${OTHER_SLUG}/programme`),
    enter(null, `/c/${OTHER_SLUG}/programme`, { viewport: { width: 390, height: 844 } }),
  ]);
  await toBeLive(reader);
  await chair.getByRole('button', { name: 'Adopt it as chosen by ballot…' }).click();
  const dialog = chair.getByRole('dialog');
  const sealed = dialog.getByRole('checkbox');
  await expect(sealed, 'only what is sealed can adopt').toHaveCount(1);
  await expect(dialog).toContainText('Which four themes should the first meeting take up?');
  await sealed.check();
  await dialog.getByRole('button', { name: /^Adopt version/ }).click();
  for (const page of [chair, reader]) {
    const adopted = page.locator('[data-programme="adopted"]');
    await expect(adopted).toContainText('Adopted, as chosen by ballot');
    await expect(adopted).toContainText('Openness');
  }
});
