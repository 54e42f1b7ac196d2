// The floor on the participants' pages and on the screen in the room, whatever happens to the line.
import type { Page } from '@playwright/test';
import { expect, serveThisFile, test } from './fixtures.ts';
import { chair, find, hold, ROOM } from './meetings.ts';
import { comment, composer, connection, draftState, say, toBeLive, unique } from './pages.ts';
import type { Role } from './service.ts';

serveThisFile();
test.describe.configure({ mode: 'default' });

const ARABIC_PHONE = { viewport: { width: 390, height: 844 }, locale: 'ar', hasTouch: true };

const timer = (page: Page) => page.getByRole('timer').first();
const figure = (page: Page) => timer(page).locator('.figure');
const seconds = async (page: Page) => {
  const [minutes, rest] = (await figure(page).innerText()).split(':');
  return Number(minutes) * 60 + Number(rest);
};
const now = (page: Page) => page.locator('.now, .screen .column').first();

/** The same on every page, and again after each has been loaded anew. */
async function everywhere(pages: Page[], check: (page: Page) => Promise<void>): Promise<void> {
  for (const page of pages) await check(page);
  await Promise.all(pages.map((page) => page.reload()));
  for (const page of pages) await check(page);
}

async function ask(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ask for the floor' }).click();
  const form = page.getByRole('form', { name: 'Ask for the floor' });
  await form.getByLabel(/^On behalf of a group/).fill('Group of 77');
  await form.getByRole('button', { name: 'Ask for the floor' }).click();
}

test('asking, being called, speaking, a point of order, the end and its undoing: the same on every page', async ({
  service,
  enter,
}) => {
  test.setTimeout(150_000);
  const { id, path } = await hold(service);
  const [one, phone, room] = await Promise.all([
    enter('delegate', path),
    enter('civil', `${path}?lang=ar`, ARABIC_PHONE),
    enter(null, `${path}/screen`, ROOM),
  ]);
  const pages = [one, phone, room];

  await ask(one);
  await expect(one.getByText('You are number 1')).toBeVisible();
  await phone.getByRole('button', { name: 'طلب الكلمة' }).tap();
  await phone.getByRole('form').getByRole('button', { name: 'طلب الكلمة' }).tap();
  await expect(phone.getByText('ترتيبك 2')).toBeVisible();
  await expect(room.locator('.next li')).toHaveCount(2);

  const delegate = await find(service, id, 'statement', 'waiting');
  await chair(service, `/speakers/${delegate.id}/call`);
  await expect(one.getByText('You have been called. Please get ready.')).toBeVisible();
  await expect(room.locator('.screen')).toContainText(delegate.acted_as.name);
  await chair(service, `/speakers/${delegate.id}/start`);
  await expect(one.getByText('You have the floor.')).toBeVisible();
  await everywhere(pages, async (page) => {
    await expect(now(page)).toContainText(delegate.acted_as.name);
    await expect(timer(page)).toHaveAttribute('data-running', 'true');
  });
  const before = await seconds(room);
  await expect.poll(() => seconds(room)).toBeLessThan(before - 1);
  expect(Math.abs((await seconds(one)) - (await seconds(room))), 'seconds between the pages').toBeLessThan(2);

  await chair(service, `/speakers/${delegate.id}/pause`);
  await expect(one.getByText('Your time is paused.')).toBeVisible();
  await expect(timer(room)).toHaveAttribute('data-running', 'false');
  const paused = await figure(room).innerText();
  await everywhere(pages, (page) => expect(figure(page)).toHaveText(paused));
  await chair(service, `/speakers/${delegate.id}/resume`);

  await phone.getByRole('button', { name: 'نقطة نظام' }).tap();
  await expect(phone.locator('[data-ask] .mine').filter({ hasText: 'نقطة نظام' })).toContainText('ترتيبك 1');
  const point = await find(service, id, 'point_of_order', 'waiting');
  await chair(service, `/speakers/${point.id}/call`);
  await chair(service, `/speakers/${point.id}/start`);
  await everywhere(pages, async (page) => {
    await expect(now(page)).toContainText(point.acted_as.name);
    await expect(now(page)).toContainText(page === phone ? 'نقطة نظام' : 'Point of order');
    await expect(now(page)).toContainText(delegate.acted_as.name);
  });
  await expect(one.getByText('Your time is paused.')).toBeVisible();
  await chair(service, `/speakers/${point.id}/decide`, { decision: 'upheld', reason: 'As the rules say.' });
  await everywhere(pages, async (page) => {
    await expect(now(page)).toContainText(delegate.acted_as.name);
    await expect(timer(page)).toHaveAttribute('data-running', 'true');
  });

  await chair(service, `/speakers/${delegate.id}/finish`);
  for (const page of pages) await expect(timer(page)).toHaveCount(0);
  await expect(one.getByRole('button', { name: 'Ask for the floor' })).toBeVisible();
  await chair(service, `/meetings/${id}/speakers/undo`);
  await everywhere(pages, async (page) => {
    await expect(now(page)).toContainText(delegate.acted_as.name);
    await expect(timer(page)).toHaveAttribute('data-running', 'false');
  });
});

test('withdrawing, and a refusal in words', async ({ service, enter }) => {
  const { id, path } = await hold(service);
  const page = await enter('delegate', path);
  await ask(page);
  await page.getByRole('button', { name: /^Withdraw/ }).click();
  await expect(page.getByRole('button', { name: 'Ask for the floor' })).toBeVisible();
  await page.getByRole('button', { name: 'Ask for the floor' }).click();
  // The list is closed before the page hears of it.
  await page.context().setOffline(true);
  await chair(service, `/meetings/${id}/speakers/close`);
  await page.routeWebSocket(/\/live/, () => {});
  await page.context().setOffline(false);
  const form = page.getByRole('form', { name: 'Ask for the floor' });
  await form.getByRole('button', { name: 'Ask for the floor' }).click();
  await expect(page.getByText(/The list of speakers is closed; only points of order/)).toBeVisible();
});

test('without network for 20 seconds: no comment is lost, and the floor is as it is', async ({
  service,
  enter,
}) => {
  test.setTimeout(120_000);
  const { id, path } = await hold(service);
  const [one, room] = await Promise.all([enter('delegate', path), enter(null, `${path}/screen`, ROOM)]);
  await ask(one);
  await expect(one.getByText('You are number 1')).toBeVisible();
  const { acted_as } = await find(service, id, 'statement', 'waiting');
  await expect(room.locator('.next')).toContainText(acted_as.name);

  for (const page of [one, room]) await page.context().setOffline(true);
  await expect(connection(one)).toHaveAttribute('data-status', 'offline');
  await expect(connection(room)).toHaveAttribute('data-status', 'offline');
  const mine = unique('Written without network.');
  await say(one, mine);
  await expect(draftState(one, 'unsent')).toBeVisible();
  const theirs = unique('Said meanwhile.');
  const body = { text: theirs, language: 'en' };
  await service.act('POST', `/meetings/${id}/comments`, 'civil', body, { 'Idempotency-Key': theirs });
  const speaker = await find(service, id, 'statement', 'waiting');
  await chair(service, `/speakers/${speaker.id}/call`);
  await chair(service, `/speakers/${speaker.id}/start`);
  await one.waitForTimeout(20_000);
  await expect(composer(one).text).toHaveValue(mine);

  for (const page of [one, room]) await page.context().setOffline(false);
  await toBeLive(one);
  await expect(one.getByText('You have the floor.')).toBeVisible({ timeout: 30_000 });
  await expect(room.getByRole('timer')).toHaveAttribute('data-running', 'true', { timeout: 30_000 });
  await expect(connection(room)).toHaveCount(0);
  await composer(one).post.click();
  for (const text of [mine, theirs]) await expect(comment(one, text), text).toHaveCount(1);
  const { items } = await service.get<{ items: { text: string }[] }>(`/meetings/${id}/comments`);
  expect(items.map((item) => item.text).sort()).toEqual([mine, theirs].sort());
});

test('a slow count: the number in the room, and stopped by who may', async ({ service, enter }) => {
  const { id, path } = await hold(service);
  const [one, reader, room] = await Promise.all([
    enter('delegate', path),
    enter(null, path),
    enter(null, `${path}/screen`, ROOM),
  ]);
  const matter = unique('The draft resolution.');
  const count = await service.act<{ id: string }>('POST', `/meetings/${id}/slow-counts`, 'chair', { matter });
  await chair(service, `/slow-counts/${count.id}/next`, { count: 2 });
  for (const page of [one, reader, room]) {
    await expect(page.getByText(matter)).toBeVisible();
    await expect(page.locator('.count .number')).toContainText('2');
  }
  await expect(reader.getByRole('button', { name: /Stop the count/ })).toHaveCount(0);
  const reason = unique('Paragraph 5 is still in brackets.');
  await one.getByRole('button', { name: 'Stop the count…' }).click();
  await one.getByLabel(/^Why should it stop/).fill(reason);
  await one.getByRole('button', { name: 'Stop the count', exact: true }).click();
  for (const page of [one, reader]) await expect(page.getByText(reason)).toBeVisible();
  await expect(room.getByText(matter)).toHaveCount(0);
});

test('replies stand under their comment; a held one is seen by its author, with what became of it', async ({
  service,
  enter,
}) => {
  const { id, path } = await hold(service);
  const [one, two] = await Promise.all([enter('delegate', path), enter('civil', path)]);
  await Promise.all([one, two].map(toBeLive));
  const [first, answer, second] = [unique('A proposal.'), unique('An answer.'), unique('Another one.')];
  await say(one, first);
  await say(two, second);
  await comment(two, first)
    .getByRole('button', { name: /^Reply/ })
    .click();
  await say(two, answer);
  for (const page of [one, two]) {
    await expect(comment(page, answer)).toHaveCount(1);
    const thread = page.locator('.feed > ol > li').filter({ hasText: first });
    await expect(thread.getByRole('list', { name: 'Replies' })).toContainText(answer);
  }

  await service.act('PATCH', `/meetings/${id}`, 'chair', {
    comment_moderation: 'before',
    reason: 'A full room.',
  });
  const [refused, approved] = [unique('To be refused.'), unique('To be approved.')];
  for (const text of [refused, approved]) {
    await say(one, text);
    await expect(comment(one, text)).toContainText('Not shown yet.');
  }
  await one.reload();
  await expect(comment(one, refused)).toContainText('Not shown yet.');
  await expect(two.getByText(refused)).toHaveCount(0);
  const held = await service.get<{ items: { id: string; text: string }[] }>(
    `/meetings/${id}/comments?state=held`,
    'chair',
  );
  const decide = (text: string, action: string, reason?: string) =>
    service.act('POST', '/moderation/decisions', 'chair', {
      subject_type: 'comment',
      subject_id: held.items.find((item) => item.text === text)?.id,
      action,
      ...(reason ? { reason } : {}),
    });
  await decide(approved, 'approve');
  await expect(comment(two, approved)).toHaveCount(1);
  await expect(comment(one, approved)).not.toContainText('Not shown yet.');
  await decide(refused, 'refuse', 'Not about this item.');
  await expect(comment(one, refused)).toContainText('Not about this item.');
  await expect(two.getByText(refused)).toHaveCount(0);
});

test('low-data mode asks instead of listening, and is kept on the device', async ({ service, enter }) => {
  const { id, path } = await hold(service);
  const page = await enter('delegate', path);
  await toBeLive(page);
  await page.getByLabel('Use little data').check();
  await expect(connection(page)).toHaveAttribute('data-status', 'polling');
  await page.reload();
  await expect(page.getByLabel('Use little data')).toBeChecked();
  await expect(connection(page)).toHaveAttribute('data-status', 'polling');
  const text = unique('Said to somebody with little data.');
  const body = { text, language: 'en' };
  await service.act('POST', `/meetings/${id}/comments`, 'civil' satisfies Role, body, {
    'Idempotency-Key': text,
  });
  await expect(comment(page, text)).toHaveCount(1, { timeout: 20_000 });
});

test('the meeting leads those who conduct it to the console and to the screen', async ({
  service,
  enter,
}) => {
  const { path } = await hold(service);
  const [conducts, follows] = await Promise.all([enter('secretariat', path), enter('delegate', path)]);
  await expect(follows.locator('.panels')).toBeVisible();
  await expect(follows.locator(`a[href="${path}/console"]`)).toHaveCount(0);
  await expect(conducts.getByRole('link', { name: 'Screen for the room' })).toHaveAttribute(
    'href',
    `${path}/screen`,
  );
  await conducts.getByRole('link', { name: 'Console' }).click();
  await expect(conducts.locator('[data-floor]')).toBeVisible();
});
