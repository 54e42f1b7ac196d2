// The advisory group as people live through it: a delegate consents to a nomination on the phone, the appointing
// authority sees what that would change and decides, a member declares an interest, and an office departs from its rule.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, serveThisFile, test } from './fixtures.ts';
import { settled, toBeLive, unique } from './pages.ts';
import { OTHER_SLUG } from './service.ts';

serveThisFile();
test.describe.configure({ mode: 'default' });

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const HOME = `/c/${OTHER_SLUG}/advisory`;
const dialog = (page: Page) => page.getByRole('dialog');
const figure = (page: Page, name: string) => page.locator('dl > div').filter({ hasText: name }).locator('dd');
const nominee = (page: Page, name: string) =>
  page.getByRole('article').filter({ has: page.getByRole('heading', { name }) });

async function reason(page: Page, words: string, act: string | RegExp): Promise<void> {
  await dialog(page).getByLabel('Your reasons, shown to everyone').fill(words);
  await dialog(page).getByRole('button', { name: act }).click();
  await expect(dialog(page)).toHaveCount(0);
}

test('anybody sees what is planned, filled and still open', async ({ enter }) => {
  const page = await enter(null, HOME);
  await expect(figure(page, 'Members (persons)')).toHaveText('44');
  await expect(figure(page, 'Seats open')).toHaveText('2');
  const table = page.getByRole('region', { name: 'Seats by stakeholder group' });
  const cells = table.getByRole('row').filter({ hasText: 'Governments' }).getByRole('cell');
  await expect(cells.nth(0)).toHaveText('18');
  await expect(cells.nth(1)).toHaveText('17');
  await expect(cells.nth(2)).toHaveText('1');
  await expect(table.getByRole('row').last()).toContainText('46');
  await page.getByLabel('Find by name, group, region or organization').fill('member 12,');
  await expect(page.locator('[data-seat]')).toHaveCount(1);
  await page.getByRole('link', { name: 'Nominations', exact: true }).click();
  await expect(page.locator('[data-nomination]')).toHaveCount(6);
  await expect(page.locator('main')).not.toContainText('Waits for the nominee’s consent');
});

test('consented on a phone, drafted, appointed; and everybody sees it', async ({ enter }) => {
  test.setTimeout(90_000);
  const [phone, convener, reader] = await Promise.all([
    enter('delegate', `${HOME}-nominations`, PHONE),
    enter('convener', `${HOME}-nominations`),
    enter(null, HOME),
  ]);
  await toBeLive(reader);
  const name = 'Delegate of Delegation 14, simulated';
  await expect(nominee(convener, name)).toContainText('Waits for the nominee’s consent');
  await phone.getByRole('button', { name: 'I consent' }).tap();
  await expect(phone.getByRole('button', { name: 'I consent' })).toHaveCount(0);
  await expect(nominee(phone, name)).toContainText('Nominated');

  const draft = convener.locator('[data-draft]');
  await nominee(convener, name).getByRole('checkbox').check();
  await expect(draft.getByRole('status')).toContainText('1 person in the draft; seats still open then: 1');
  await nominee(convener, 'Nominee 63, simulated').getByRole('checkbox').focus();
  await convener.keyboard.press('Space');
  await expect(draft.getByRole('status')).toContainText('2 persons in the draft; seats still open then: 0');
  await nominee(convener, 'Nominee 65, simulated').getByRole('checkbox').check();
  await expect(draft).toContainText('Cannot be appointed: Nominee 65, simulated');
  await expect(draft).toContainText('All 46 seats of this term are taken.');
  await nominee(convener, 'Nominee 65, simulated').getByRole('checkbox').uncheck();
  await convener.getByRole('button', { name: 'Appoint 2 persons…' }).click();
  await reason(convener, 'They fill the two open seats.', 'Appoint 2 persons');
  await expect(figure(reader, 'Seats open')).toHaveText('0');
  await expect(figure(reader, 'Members (persons)')).toHaveText('46');
  await nominee(convener, 'Nominee 65, simulated')
    .getByRole('button', { name: /^Do not appoint/ })
    .click();
  await reason(convener, 'All seats are taken.', 'Do not appoint');
  await convener.getByRole('button', { name: 'Decided, declined or withdrawn' }).click();
  await expect(nominee(convener, 'Nominee 65, simulated')).toContainText(
    'Not appointed: All seats are taken.',
  );
});

test('a network nominates somebody late, and nobody hears of it before consent', async ({ enter }) => {
  const [civil, reader] = await Promise.all([
    enter('civil', `${HOME}-nominations`, PHONE),
    enter(null, `${HOME}-nominations`),
  ]);
  await toBeLive(civil);
  await civil.getByText('Nominate yourself or somebody else').tap();
  await civil.getByLabel('I nominate somebody else').check();
  const who = unique('Somebody, simulated');
  await civil.getByLabel('Name of the nominee').fill(who);
  await civil.getByLabel('Email address of the nominee, never shown').fill('somebody@demo.example');
  await civil.getByLabel('Statement: what the person would bring to the group').fill('Runs a network.');
  await civil.getByLabel(/^The call has closed/).fill('Our board met late.');
  await civil.getByRole('button', { name: 'Nominate', exact: true }).tap();
  await expect(nominee(civil, who)).toContainText('Waits for the nominee’s consent');
  await expect(nominee(civil, who)).toContainText('Our board met late.');
  await reader.reload();
  await expect(reader.locator('[data-nomination]').first()).toBeVisible();
  await expect(reader.locator('main')).not.toContainText(who);
});

test('a member declares an interest and withdraws it; an office departs from its rule once', async ({
  enter,
}) => {
  test.setTimeout(60_000);
  const [member, office] = await Promise.all([
    enter('advisor', `${HOME}-interests`, PHONE),
    enter('secretariat', `${HOME}-offices`),
  ]);
  const words = unique('My institute advises on this');
  await member.getByLabel('In what').selectOption({ label: 'Capacity-building as a major priority' });
  await member.getByLabel('Which interest, shown to everyone').fill(words);
  await member.getByRole('button', { name: 'Declare it' }).tap();
  const declared = member.getByRole('article').filter({ hasText: words });
  await expect(declared).toContainText('Recused');
  await declared.getByRole('button', { name: 'Withdraw…' }).tap();
  await reason(member, 'The contract has ended.', 'Withdraw it');
  await expect(member.getByRole('article').filter({ hasText: 'The contract has ended.' })).toBeVisible();
  await expect(member.locator('main')).not.toContainText(words);

  const chair = office.locator('[data-office="Chair"]');
  await expect(chair.locator('[aria-current="date"]')).toContainText('Agency 2, simulated');
  await chair.getByRole('button', { name: 'Depart from the rule for one turn…' }).click();
  await dialog(office).getByLabel(/^Turn/).selectOption({ index: 3 });
  await dialog(office).getByLabel('Held by, instead').fill('Agency 9, simulated');
  await reason(office, 'By way of exception.', 'Record it');
  for (const title of ['Chair', 'Secretariat'])
    await expect(office.locator(`[data-office="${title}"]`)).toContainText('Agency 9, simulated');

  await chair.getByRole('button', { name: 'Change the rule…' }).click();
  const rule = dialog(office);
  await rule.getByLabel('Organizations in their order').fill('Agency 7, simulated\nAgency 8, simulated');
  await rule.getByLabel('Who has the first turn').selectOption('Agency 8, simulated');
  await rule.getByLabel('Length of a turn, in months').fill('6');
  await reason(office, 'The group has agreed on two.', 'Change it');
  await expect(chair.locator('tbody tr').first()).toContainText(/Agency [78], simulated/);
  await expect(chair).not.toContainText('Agency 9, simulated');
});

test('the pages keep to the standard, on a phone, in every language', async ({ enter }) => {
  test.setTimeout(120_000);
  for (const [who, part] of [
    ['convener', ''],
    ['convener', '-nominations'],
    ['secretariat', '-offices'],
    ['advisor', '-interests'],
  ] as const)
    for (const lang of ['en', 'ar', 'zh']) {
      const page = await enter(who, `${HOME}${part}?lang=${lang}`, PHONE);
      await settled(page);
      const box = page.locator('[data-nomination="standing"] input[type="checkbox"]').first();
      if (await box.count()) await box.check();
      await page
        .locator('[data-nominate] summary')
        .evaluateAll((all) => all.forEach((one) => (one as HTMLElement).click()));
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
      const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode().analyze();
      expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
      for (const width of [390, 320]) {
        await page.setViewportSize({ width, height: 844 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(wide, `${part} in ${lang} at ${width}: pixels beyond the edge`).toBeLessThanOrEqual(0);
      }
      await page.context().close();
    }
});
