// The way of a summary in the browser: drafted, circulated, commented on, edited, made final, transmitted.
import { expect, serveThisFile, test } from './fixtures.ts';
import { HOME } from './pages.ts';

serveThisFile();
test.describe.configure({ mode: 'serial' });

const COMMENT = 'Please say that this was in the debate.';
const WHY = 'It says it better.';
const PUT_IN = 'In the debate. ';

test('from nothing to a circulated draft in a few steps, and one next act at a time', async ({ enter }) => {
  const page = await enter('chair', `${HOME}/chair`);
  const desk = page.getByRole('region', { name: 'The chair’s summary' });
  await desk.getByRole('button', { name: 'Draft the summary' }).click();
  await expect(desk.locator('[aria-current="step"]')).toContainText('Drafting');
  await desk.getByRole('button', { name: 'Circulate it…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Circulate version/ })
    .click();
  await expect(desk.locator('[aria-current="step"]')).toContainText('Circulated');
  await expect(desk.getByText('Comments are taken until')).toBeVisible();
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
  await dialog.getByLabel('Comments are taken until').fill('2099-01-01T12:00');
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
