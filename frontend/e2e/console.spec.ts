// A whole meeting conducted from the console with the keyboard alone, on two consoles at once, reloaded at any moment.
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, serveThisFile, test } from './fixtures.ts';
import { HOME, settled, theMeeting, toBeLive, unique } from './pages.ts';
import { type Service, SLUG } from './service.ts';

let id = '';
let path = '';
serveThisFile(async (service) => {
  // A meeting of its own, on whose floor nothing has happened yet.
  const { round_id } = await theMeeting(service);
  const times = { scheduled_starts_at: '2030-05-16T10:00:00Z', scheduled_ends_at: '2030-05-16T13:00:00Z' };
  const body = { round_id, title: 'Meeting of the console', ...times };
  ({ id } = await service.act<{ id: string }>('POST', `/consultations/${SLUG}/meetings`, 'chair', body));
  path = `${HOME}/meetings/${id}/console`;
});
test.describe.configure({ mode: 'serial' });

const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const stage = (page: Page) => page.locator('[data-floor]');
const said = (page: Page) => page.locator('[data-said]');
const list = (page: Page) => page.locator('[data-list]');
const rows = (page: Page) => page.locator('[data-id]');
const row = (page: Page, name: string) => rows(page).filter({ hasText: name });

async function atTheConsole(page: Page): Promise<void> {
  await toBeLive(page);
  await expect(stage(page)).toBeVisible();
}

function guest(service: Service, name: string, group: string, more: object = {}): Promise<{ id: string }> {
  const body = { guest: { name, group, ...more } };
  return service.act('POST', `/meetings/${id}/speakers`, 'secretariat', body);
}

/** Everything of the floor that a console shows, but not the seconds. */
function shown(page: Page) {
  return page.evaluate(() => {
    const text = (selector: string) =>
      [...document.querySelectorAll(selector)].map((one) =>
        (one.textContent ?? '').replace(/\s+/g, ' ').trim(),
      );
    const floor = document.querySelector('[data-floor]');
    return {
      floor: floor?.getAttribute('data-floor'),
      speaker: text('[data-floor] .entity'),
      running: floor?.querySelector('[data-running]')?.getAttribute('data-running'),
      list: document.querySelector('[data-list]')?.textContent?.replace(/\s+/g, ' ').trim(),
      waiting: text('[data-id]'),
      proposal: text('[aria-labelledby="c-next"] .reason'),
      point: text('[aria-labelledby="c-point"] .who'),
      count: text('[aria-labelledby="c-count"]'),
      undo: text('.happened .small'),
    };
  });
}

/** Both consoles show the same, and so does one that has just been loaded. */
async function agree(one: Page, two: Page): Promise<void> {
  await expect.poll(async () => JSON.stringify(await shown(two))).toBe(JSON.stringify(await shown(one)));
  await two.reload();
  await atTheConsole(two);
  await expect.poll(async () => JSON.stringify(await shown(two))).toBe(JSON.stringify(await shown(one)));
}

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 200; presses += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('the Tab key does not lead there');
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(STANDARD).setLegacyMode().analyze();
  return found.flatMap(({ id: rule, help, nodes }) =>
    nodes.map((node) => `${rule}: ${help}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`),
  );
}

test('the console is for those who conduct the meeting', async ({ enter }) => {
  for (const who of [null, 'delegate'] as const) {
    const page = await enter(who, path);
    await settled(page);
    await expect(page.getByText('for the chair and the secretariat')).toBeVisible();
    await expect(stage(page)).toHaveCount(0);
  }
});

test('the chair conducts a meeting by keyboard, and the secretariat sees the same all the time', async ({
  service,
  enter,
}) => {
  test.setTimeout(180_000);
  const [page, other] = await Promise.all([enter('chair', path), enter('secretariat', path)]);
  await Promise.all([page, other].map(atTheConsole));
  const press = (key: string) => page.keyboard.press(key);

  await tabTo(page, page.getByRole('button', { name: 'Begin the meeting' }));
  await press('Enter');
  await expect(said(page)).toHaveText('The meeting has begun');
  await press('o');
  await expect(said(page)).toHaveText('The list of speakers is open');
  await expect(list(other)).toHaveAttribute('data-list', 'open');
  await guest(service, 'Amina of Alpha', 'government');
  await guest(service, 'Boris of Beta', 'government');
  await guest(service, 'Chen of Gamma', 'civil_society', { first_time: true });
  await expect(rows(page)).toHaveCount(3);
  await agree(page, other);

  // Nothing fires in a field, and what cannot be done says why.
  await press('/');
  await page.keyboard.type('chen nspfmu1');
  await expect(rows(page)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(rows(page)).toHaveCount(3);
  await expect(stage(page)).toHaveAttribute('data-floor', 'empty');
  await page.locator('h1').click();
  await press('s');
  await expect(page.getByRole('alert').filter({ hasText: 'Nobody has been called.' })).toBeVisible();

  // Two keys at once are carried out one after the other.
  await press('n');
  await press('s');
  await expect(said(page)).toHaveText(/Amina of Alpha.* has the floor/);
  await expect(stage(page)).toHaveAttribute('data-floor', 'speaking');
  await agree(page, other);

  // Governments have just spoken, so the proposal passes Boris over, and says so.
  const reason = page.locator('[aria-labelledby="c-next"] .reason');
  await expect(reason).toContainText('Chen of Gamma');
  await expect(reason).toContainText('Governments');
  await press('.');
  await expect(stage(page)).toHaveAttribute('data-floor', 'paused');
  await agree(page, other);
  await press(' ');
  await expect(stage(page)).toHaveAttribute('data-floor', 'speaking');

  // A point of order stands above everything until it is decided.
  await service.act('POST', `/meetings/${id}/speakers`, 'delegate', { kind: 'point_of_order' });
  const point = page.getByRole('region', { name: 'Point of order' });
  await expect(point).toContainText('Delegation 14');
  await agree(page, other);
  await press('n');
  await press('s');
  await expect(stage(page)).toContainText('Delegation 14');
  await expect(stage(page)).toContainText('Interrupted, goes on by itself: Amina of Alpha');
  await press('d');
  const decide = page.getByRole('dialog', { name: /Decide the point of order of .*Delegation 14/ });
  await expect(decide).toBeVisible();
  await press('ArrowDown');
  await press('Tab');
  await page.keyboard.type('The motion was in order.');
  await tabTo(page, decide.getByRole('button', { name: 'Dismissed' }));
  await press('Enter');
  await expect(decide).toHaveCount(0);
  await expect(point).toHaveCount(0);
  await expect(stage(page)).toHaveAttribute('data-floor', 'speaking');
  await expect(stage(page)).toContainText('Amina of Alpha');
  await agree(page, other);

  // Finished too early: taken back, the speaker goes on where they stood.
  await press('f');
  await expect(stage(page)).toHaveAttribute('data-floor', 'empty');
  await press('u');
  await expect(stage(page)).toHaveAttribute('data-floor', 'paused');
  await press('.');
  await expect(stage(page)).toHaveAttribute('data-floor', 'speaking');
  await press('f');
  await expect(stage(page)).toHaveAttribute('data-floor', 'empty');
  await agree(page, other);

  await press('p');
  await expect(said(page)).toHaveText(/Called: .*Chen of Gamma/);
  // Somebody is called already: the server's own sentence, where it was pressed.
  await press('n');
  await expect(page.getByRole('region', { name: 'Next' }).getByRole('alert')).toContainText(
    'Chen of Gamma has been called',
  );
  await agree(page, other);
  await press('m');
  await expect(said(page)).toHaveText(/Chen of Gamma.* was not there/);
  await press('u');
  await expect(page.locator('.called')).toContainText('Chen of Gamma');
  await press('s');
  await press('f');
  await expect(said(page)).toHaveText(/Chen of Gamma.* has finished/);

  await press('1');
  const begin = page.getByRole('dialog', { name: 'Slow count before adoption' });
  await expect(begin.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('The programme of work');
  await tabTo(page, begin.getByRole('button', { name: 'Begin the count: 1' }));
  await press('Enter');
  await expect(said(page)).toHaveText('Count: 1 of 6');
  for (const count of [2, 3, 4, 5]) {
    await press(String(count));
    await expect(said(page)).toHaveText(`Count: ${count} of 6`);
    if (count === 3) await agree(page, other);
  }
  await press('5');
  await expect(page.getByRole('region', { name: 'Slow count' }).getByRole('alert')).toContainText(
    '6 comes next',
  );
  await press('6');
  await expect(said(page)).toHaveText('Six, and nobody has stopped the count');

  await press('o');
  await expect(list(page)).toHaveAttribute('data-list', 'closed');
  await agree(page, other);
});

test('the order is changed with Alt and the arrow keys, and the focus stays on the name', async ({
  service,
  enter,
}) => {
  await service.act('POST', `/meetings/${id}/speakers/reopen`, 'chair');
  await guest(service, 'Dora of Delta', 'government');
  const page = await enter('chair', path);
  await atTheConsole(page);
  await expect(rows(page)).toHaveCount(2);
  await tabTo(page, row(page, 'Boris of Beta').getByRole('button', { name: /^Call/ }));
  await page.keyboard.press('Alt+ArrowDown');
  await expect(rows(page).nth(1)).toContainText('Boris of Beta');
  const call = row(page, 'Boris of Beta').getByRole('button', { name: /^Call/ });
  await expect(call).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(rows(page).first()).toContainText('Boris of Beta');
  await expect(call).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(row(page, 'Dora of Delta').getByRole('button', { name: /^Call/ })).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press('u');
  await expect(rows(page)).toHaveCount(2);
});

test('a name is dragged to another place, and back by undoing; Escape leaves it where it is', async ({
  enter,
}) => {
  const page = await enter('chair', path);
  await atTheConsole(page);
  const [first, second] = [rows(page).first(), rows(page).nth(1)];
  await expect(rows(page)).toHaveCount(2);
  await expect(first).toContainText('Boris of Beta');
  const drag = async () => {
    const grip = (await first.locator('[data-grip]').boundingBox())!;
    const target = (await second.boundingBox())!;
    await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
    await page.mouse.down();
    await page.mouse.move(grip.x + grip.width / 2, target.y + target.height - 4, { steps: 5 });
    await expect(second).toHaveClass(/drop-after/);
  };
  await drag();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(second).not.toHaveClass(/drop-after/);
  await expect(first).toContainText('Boris of Beta');
  await drag();
  await page.mouse.up();
  await expect(second).toContainText('Boris of Beta');
  await page.locator('h1').click();
  await page.keyboard.press('u');
  await expect(first).toContainText('Boris of Beta');
});

test('limits, somebody put on the list, an item, a notice, and no time left', async ({ enter }) => {
  const page = await enter('secretariat', path);
  await atTheConsole(page);
  await page.getByRole('button', { name: 'Limits and order…' }).click();
  const limits = page.getByRole('dialog', { name: 'Limits and order of the list' });
  await limits.getByLabel('Statement', { exact: true }).fill('1:30');
  await limits.getByLabel('Each delegation').fill('10');
  await limits.getByRole('button', { name: 'Apply' }).click();
  await expect(said(page)).toHaveText('The rules of the list have changed');

  await page.locator('h1').click();
  await page.keyboard.press('i');
  const inscribe = page.getByRole('dialog', { name: 'Put somebody on the list' });
  await inscribe.getByLabel('Find a participant').fill('network 9');
  await inscribe.getByRole('button', { name: /Civil society network 9/ }).click();
  await inscribe.getByRole('button', { name: 'Put on the list' }).click();
  await expect(row(page, 'Civil society network 9, simulated')).toBeVisible();
  await page.keyboard.press('i');
  await inscribe.getByLabel('Or the name of a guest').fill('Emeka of Epsilon');
  await inscribe.getByLabel('Speaks remotely').check();
  await inscribe.getByRole('button', { name: 'Put on the list' }).click();
  await expect(row(page, 'Emeka of Epsilon')).toContainText('Remote');
  await row(page, 'Emeka of Epsilon').getByRole('button', { name: /^Call/ }).click();
  await page.keyboard.press('s');
  await expect(stage(page).getByRole('timer')).toContainText(/1:(30|29)/);
  await page.getByRole('button', { name: 'One minute more' }).click();
  await expect(stage(page).getByRole('timer')).toContainText(/2:\d\d/);

  await page.getByRole('button', { name: 'Add an item to the agenda…' }).click();
  const item = page.getByRole('dialog', { name: 'Add an item to the agenda' });
  await item.getByLabel('Title').fill('Other business');
  await item.getByRole('button', { name: 'Add the item' }).click();
  await page
    .getByRole('button', { name: /^Take up/ })
    .first()
    .click();
  await expect(said(page)).toHaveText(/^Taken up: item/);

  await page.getByRole('tab', { name: 'Notices' }).click();
  await page.getByLabel('Notice to everybody').fill('Coffee is served.');
  await page.getByRole('button', { name: 'Give notice' }).click();
  const notice = page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: 'Coffee is served.' });
  await expect(notice).toBeVisible();
  await notice.getByRole('button', { name: /^Withdraw/ }).click();
  await expect(notice).toHaveCount(0);

  await page.getByRole('button', { name: 'No time left…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Conclude the list' }).click();
  await expect(rows(page)).toHaveCount(0);
  await expect(stage(page)).toContainText('Emeka of Epsilon');
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(rows(page)).toHaveCount(3);
});

test('comments are held, approved and refused by keyboard; the meeting is closed and opened', async ({
  service,
  enter,
}) => {
  const page = await enter('chair', path);
  await atTheConsole(page);
  await page.getByLabel('Comments appear').selectOption('before');
  await expect(page.getByRole('heading', { name: /^Held for approval/ })).toBeVisible();
  const [good, bad] = [unique('A word on the agenda.'), unique('A word on somebody.')];
  for (const text of [good, bad])
    await service.act('POST', `/meetings/${id}/comments`, 'civil', { text, language: 'en' });
  const held = (text: string) => page.locator('[data-held]').filter({ hasText: text });
  await expect(held(bad)).toBeVisible();
  await page.locator('h1').click();
  await page.keyboard.press('a');
  await expect(held(good)).toHaveCount(0);
  await expect(page.getByRole('tabpanel')).toContainText(good);
  await page.keyboard.press('r');
  const refuse = page.getByRole('dialog', { name: 'Refuse this comment' });
  await page.keyboard.type('It is about a person.');
  await tabTo(page, refuse.getByRole('button', { name: 'Refuse this comment' }));
  await page.keyboard.press('Enter');
  await expect(held(bad)).toHaveCount(0);
  await expect(page.getByRole('tabpanel')).not.toContainText(bad);
  await page.getByLabel('Comments appear').selectOption('after');

  const sight = page.getByLabel('Who can follow the meeting');
  await sight.selectOption('governments');
  const close = page.getByRole('dialog', { name: 'Close this meeting to all but governments' });
  await close.getByRole('button', { name: 'Close this meeting to all but governments' }).click();
  await expect(sight).toHaveValue('governments');
  await expect(service.get(`/meetings/${id}/comments`)).rejects.toThrow('meeting_closed_to_you');
  await sight.selectOption('public');
  await page.getByRole('dialog').getByRole('button', { name: 'Open this meeting to everybody' }).click();
  await expect(sight).toHaveValue('public');
});

test('the keys can be looked up and turned off', async ({ enter }) => {
  const page = await enter('chair', path);
  await atTheConsole(page);
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys).toContainText('Call the proposed');
  await keys.getByLabel('Use these keys on this device').uncheck();
  await page.keyboard.press('Escape');
  await page.reload();
  await atTheConsole(page);
  await page.keyboard.press('i');
  await page.keyboard.press('/');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByLabel('Find on the list')).not.toBeFocused();
});

for (const language of ['en', 'ar', 'zh'])
  test(`everybody can use the console: axe in ${language}, wide and narrow`, async ({ service, enter }) => {
    test.setTimeout(120_000);
    await service
      .act('POST', `/meetings/${id}/speakers`, 'delegate', { kind: 'point_of_order' })
      .catch(() => undefined); // It was raised for the other language.
    const page = await enter('chair', `${path}?lang=${language}`, { viewport: { width: 1440, height: 900 } });
    await atTheConsole(page);
    expect(
      await page.evaluate(() => document.documentElement.scrollHeight),
      'nothing is below the fold',
    ).toBe(900);
    for (const tab of ['comments', 'positions', 'notices', 'balance']) {
      await page.locator(`#c-tab-${tab}`).click();
      await settled(page);
      expect.soft(await violations(page), `axe, ${tab}`).toEqual([]);
    }
    await page.setViewportSize({ width: 320, height: 3_000 }); // nothing half under the bars: a finger scrolls, axe not
    for (const area of [0, 1, 2]) {
      await page.locator('.console > nav button').nth(area).click();
      expect.soft(await violations(page), `axe, narrow, ${area}`).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect.soft(overflow, 'wider than the window').toBeLessThanOrEqual(0);
    }
  });
