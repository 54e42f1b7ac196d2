// Positions in full: a joint statement is co-sponsored and joined, the balance follows; the option is amended, and what
// was said on the old wording is confirmed.
import type { Locator, Page } from '@playwright/test';
import { expect, serveThisFile, test } from './fixtures.ts';
import { HOME, option, settled, toBeLive, toState, unique } from './pages.ts';
import { type Role, type Service, SLUG } from './service.ts';

serveThisFile();
test.describe.configure({ mode: 'serial' });

const GROUP = 'A group of delegations, simulated';
const TITLE = unique('Our common view');
const AMENDED = 'Extend to seven working days, as a compromise';

interface Tally {
  option_id: string;
  tally: Record<'support' | 'oppose', number>;
  mine_effective: { stance: string } | null;
}
interface Held {
  my_capacities: { entity: string; delegation_id: string | null }[];
  note: { questions: { options: { id: string; label: string }[] }[] };
}

const seen = (service: Service, who: Role | null) =>
  service.get<{ options: Tally[] }>(`/consultations/${SLUG}/positions`, who);
const whole = (service: Service, who: Role) => service.get<Held>(`/consultations/${SLUG}`, who);

let author = '';
let label = '';
let optionId = '';
let address = '';
let support = 0;
let third = '';

/** An option on which neither of the two delegations has said anything themselves. */
async function choose(service: Service): Promise<void> {
  const [mine, others] = await Promise.all([seen(service, 'delegate'), seen(service, 'civil')]);
  const index = mine.options.findIndex((one, n) => !one.mine_effective && !others.options[n]?.mine_effective);
  expect(index, 'the demo leaves an option open').toBeGreaterThanOrEqual(0);
  const found = mine.options[index]!;
  optionId = found.option_id;
  support = found.tally.support;
  const { note, my_capacities } = await whole(service, 'delegate');
  label = note.questions.flatMap(({ options }) => options).find(({ id }) => id === optionId)!.label;
  author = my_capacities[0]!.entity;
  const { entity: asked } = (await whole(service, 'civil')).my_capacities[0]!;
  const { items } = await service.get<{ items: { entity: string }[] }>(
    `/options/${optionId}/effective-positions?limit=200`,
  );
  const spoken = [asked, ...items.map(({ entity }) => entity)];
  const silent = [1, 2, 3, 4, 6, 7, 8, 9].find(
    (n) => !spoken.some((name) => name.startsWith(`Civil society network ${n},`)),
  );
  expect(silent, 'a network has said nothing on it').toBeDefined();
  third = `civil${silent}@demo.example`;
}

/** The legend of the balance: how many support. */
const supporters = (place: Locator): Locator =>
  place.getByRole('listitem').filter({ hasText: /^\s*\d+\s+Support\s*$/ });

async function open(page: Page): Promise<Locator> {
  await settled(page);
  const place = option(page, label);
  await expect(place).toBeVisible();
  return place;
}

test('a delegate files a joint statement and invites a co-sponsor', async ({ service, enter }) => {
  await choose(service);
  const { my_capacities } = await whole(service, 'civil');
  const invited = my_capacities[0]!.entity;
  const page = await enter('delegate', `${HOME}/contribute`);
  await page.getByRole('textbox', { name: 'Title' }).fill(TITLE);
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('We hold this view together.');
  await page.getByRole('checkbox', { name: /^File it as a joint statement/ }).check();
  await page.getByRole('textbox', { name: /^On behalf of/ }).fill(GROUP);
  await page.getByText('What it says on options (optional)').click();
  await page.getByRole('combobox', { name: label }).selectOption('support');
  await page.getByRole('searchbox', { name: /^Invite co-sponsors/ }).fill(invited);
  await page.getByRole('checkbox', { name: invited }).check();
  await page.getByRole('button', { name: 'File the contribution' }).click();
  const statement = page.getByRole('region', { name: 'Joint statement' });
  await expect(statement).toContainText(GROUP);
  await expect(statement).toContainText('1 entity stands behind it.');
  await expect(statement).toContainText('Invited, not confirmed: not counted');
  address = new URL(page.url()).pathname;
});

test('the co-sponsor confirms, and the balance counts it through the statement', async ({
  service,
  enter,
}) => {
  const reader = await enter(null, `${HOME}/positions`);
  const read = await open(reader);
  await toBeLive(reader);
  await expect(supporters(read)).toContainText(String(support + 1));
  const page = await enter('civil', address);
  await page.getByRole('button', { name: 'Confirm as co-sponsor' }).click();
  const dialog = page.getByRole('dialog', { name: 'Confirm as co-sponsor' });
  await dialog.getByRole('button', { name: 'Confirm as co-sponsor' }).click();
  await expect(page.getByRole('region', { name: 'Joint statement' })).toContainText(
    '2 entities stand behind it.',
  );
  await expect(supporters(read)).toContainText(String(support + 2));
  expect((await seen(service, 'civil')).options.find((one) => one.option_id === optionId)).toMatchObject({
    mine_effective: { stance: 'support' },
  });
});

test('another delegation associates itself, dissociates, and comes back', async ({ service, enter }) => {
  const reader = await enter(null, `${HOME}/positions`);
  const read = await open(reader);
  await toBeLive(reader);
  const page = await enter({ link: await service.oneTimeLink(third) }, address);
  const statement = page.getByRole('region', { name: 'Joint statement' });
  const press = async (name: string) => {
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('dialog', { name }).getByRole('button', { name }).click();
  };
  await press('Associate our delegation');
  await expect(statement).toContainText('3 entities stand behind it.');
  await expect(supporters(read)).toContainText(String(support + 3));
  await press('Dissociate');
  await expect(statement).toContainText('2 entities stand behind it.');
  await expect(statement.getByRole('heading', { name: 'Dissociated' })).toBeVisible();
  await expect(supporters(read)).toContainText(String(support + 2));
  await press('Associate our delegation');
  await expect(statement).toContainText('3 entities stand behind it.');
});

test('the chair amends the option, and each confirms for itself', async ({ enter }) => {
  const page = await enter('civil', `${HOME}/positions`);
  const before = await open(page);
  await toBeLive(page);
  await expect(before).toContainText('Through the joint statement of');
  const chair = await enter('chair', `${HOME}/positions`);
  const amending = await open(chair);
  await amending.getByRole('button', { name: /^Amend/ }).click();
  const dialog = chair.getByRole('dialog', { name: 'Amend this option' });
  await dialog.getByRole('textbox', { name: 'Option', exact: true }).fill(AMENDED);
  await dialog.getByRole('textbox', { name: /^Reason/ }).fill('As several delegations proposed.');
  await dialog.getByRole('button', { name: 'Amend the option' }).click();
  await expect(dialog).toHaveCount(0);

  // Live: the new wording, nothing counted, everything still there.
  const amended = option(page, AMENDED);
  await expect(amended).toContainText('To be confirmed.');
  await expect(amended).toContainText('to be confirmed: not counted');
  await amended.getByRole('button', { name: /^Confirm/ }).click();
  await expect(amended.getByRole('status').filter({ hasText: 'recorded' })).toBeVisible();
  await expect(supporters(amended)).toContainText('1');
  await amended.getByText('Amended: read the earlier wordings').click();
  await expect(amended).toContainText(label);
  await expect(amended).toContainText('As several delegations proposed.');
  await amended.getByText('Who said what, and why').click();
  await expect(amended.getByRole('heading', { name: 'Through joint statements' })).toBeVisible();
  await expect(amended).toContainText(author);
  await expect(toState(amended)).toBeVisible();
});
