// A language model that is not trusted: asked by the rapporteur's desk, approved by a person, marked wherever it stands;
// and no trace of it where none is configured. The model is a server of this file.
import { createServer, type Server } from 'node:http';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, serveThisFile, test } from './fixtures.ts';
import { HOME, settled } from './pages.ts';
import { OTHER_SLUG, SLUG } from './service.ts';

const POINT = 'Remote participation must count as full participation in the work of the commission.';
const TEXTS = [
  ['delegate', POINT],
  ['civil', `${POINT} We thank the chair.`],
] as const;
const OTHER = `/c/${OTHER_SLUG}`;
const FRENCH =
  'La participation à distance doit compter comme pleine participation aux travaux de la commission.';
const ARABIC = 'يجب أن تُعدّ المشاركة عن بُعد مشاركة تامة في أعمال اللجنة.';
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

let model: Server;
test.beforeAll(async () => {
  model = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part));
    request.on('end', () => {
      const [system, user] = (JSON.parse(body) as { messages: { content: string }[] }).messages;
      const said = system?.content.includes('Translate it into French')
        ? FRENCH
        : system?.content.includes('Translate it into Arabic')
          ? ARABIC
          : system?.content.includes('Translate it into Chinese')
            ? '25个代表团支持远程参与。'
            : (user?.content.match(/\{[^}]+\}/g) ?? []).toReversed().join(' ');
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ choices: [{ message: { content: said } }] }));
    });
  });
  await new Promise<void>((ready) => model.listen(0, '127.0.0.1', ready));
  const address = model.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  process.env.CONVENOR_LLM_URL = `http://127.0.0.1:${address.port}/v1`;
  process.env.CONVENOR_LLM_MODEL = 'a model of this test';
});
serveThisFile(async (service) => {
  delete process.env.CONVENOR_LLM_URL; // the services of other files have none
  delete process.env.CONVENOR_LLM_MODEL;
  for (const [who, text] of TEXTS) {
    const body = { title: 'On remote participation', text, language: 'en' };
    await service.act('POST', `/consultations/${SLUG}/contributions`, who, body);
  }
  await service.act('POST', `/consultations/${SLUG}/points/survey`, 'secretariat');
  await service.act('POST', `/consultations/${OTHER_SLUG}/summary`, 'chair');
});
test.afterAll(() => void model.close());
test.describe.configure({ mode: 'default' });

test('a wording is asked for, refused, edited, approved, and stands marked beside the quotation', async ({
  enter,
}) => {
  test.setTimeout(180_000);
  const desk = await enter('rapporteur', `${HOME}/points`);
  await desk.getByRole('link', { name: 'Wordings by a language model' }).click();
  const point = desk.getByRole('article').filter({ hasText: POINT }).first();
  await desk.getByLabel('Language of the wording').selectOption('zh');
  await point.getByRole('button', { name: 'Ask for a translation' }).click();
  await expect(point).toContainText('It has the figure “25”, which the quotation has not.');

  await desk.getByLabel('Language of the wording').selectOption('fr');
  await point.getByRole('button', { name: 'Ask for a translation' }).click();
  const proposed = desk.getByRole('region', { name: 'Waiting for a decision' }).getByRole('article');
  await expect(proposed).toContainText(FRENCH);
  const reader = await enter(null, `${HOME}/points`, PHONE);
  await expect(reader.getByText(POINT).first()).toBeVisible();
  await expect(reader.getByText(FRENCH)).toHaveCount(0);

  await proposed.getByRole('button', { name: 'Edit, then approve' }).click();
  await desk.getByLabel('Your wording').fill(`La plupart disent : ${FRENCH}`);
  await desk.getByRole('button', { name: 'Approve this wording' }).click();
  await expect(desk.getByText('This cannot stand beside the quotation.')).toBeVisible();
  await desk.getByLabel('Your wording').fill(FRENCH);
  await desk.getByRole('button', { name: 'Approve this wording' }).click();
  await expect(desk.getByRole('region', { name: 'Decided' })).toContainText(FRENCH);

  await expect(reader.getByText(FRENCH)).toBeVisible();
  await expect(reader.getByText(/wording proposed by a language model, approved by/)).toBeVisible();

  await desk.getByLabel('Language of the wording').selectOption('ar');
  await point.getByRole('button', { name: 'Ask for a translation' }).click();
  await expect(proposed).toContainText(ARABIC);
  await proposed.getByRole('button', { name: 'Decline' }).click();
  await desk.getByLabel('Reason').fill('It is clumsy');
  await desk.getByRole('button', { name: 'Decline this wording' }).click();
  await expect(desk.getByRole('status').filter({ hasText: 'Declined.' })).toBeVisible();
});

test('the order of sentences is compared line by line and the template taken instead', async ({ enter }) => {
  test.setTimeout(120_000);
  const desk = await enter('secretariat', `${OTHER}/summary-editing`);
  await desk.getByText(/Order of sentences by a language model/).click();
  await expect(desk.getByText('The template', { exact: true }).first()).toBeVisible();
  await desk.getByRole('button', { name: 'Take the template’s order', exact: true }).first().click();
  await expect(desk.getByRole('button', { name: 'Take the model’s order again' })).toHaveCount(1);
  const [file] = await Promise.all([
    desk.waitForEvent('download'),
    desk
      .getByRole('link', { name: /a model of this test/ })
      .first()
      .click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^arrangement-.*\.json$/);
  await desk.goto(`${OTHER}/summary`);
  await expect(desk.getByText(/A language model \(a model of this test\) chose the order/)).toBeVisible();
});

for (const [lang, options] of [
  ['en', {}],
  ['ar', PHONE],
  ['zh', PHONE],
] as const) {
  test(`axe finds nothing where a language model had a part (${lang})`, async ({ enter }) => {
    test.setTimeout(120_000);
    const page = await enter('secretariat', `${HOME}?lang=${lang}`, options);
    for (const place of [`${HOME}/points/wordings`, `${HOME}/points`, `${OTHER}/summary-editing`]) {
      await page.goto(`${place}?lang=${lang}`);
      await settled(page);
      await page
        .locator('#arrangement, form')
        .evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
      const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode().analyze();
      expect(violations.map((one) => `${place} ${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, `${place}: pixels beyond the edge`).toBeLessThanOrEqual(0);
    }
  });
}
