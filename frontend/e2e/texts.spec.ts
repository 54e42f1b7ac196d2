// What is handed in and written down of a statement, and a request that somebody else of the delegation takes back.
import type { Page } from '@playwright/test';
import { expect, serveThisFile, test } from './fixtures.ts';
import { chair, hold, ROOM, type Speaker } from './meetings.ts';
import { toBeLive, unique } from './pages.ts';
import { type Service, SLUG } from './service.ts';

serveThisFile();
test.describe.configure({ mode: 'default' });

const panel = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const statement = { kind: 'statement', remote: false };

async function takeTheFloor(service: Service, meeting: string): Promise<Speaker> {
  const speaker = await service.act<Speaker>('POST', `/meetings/${meeting}/speakers`, 'delegate', statement);
  await chair(service, `/speakers/${speaker.id}/call`);
  return chair(service, `/speakers/${speaker.id}/start`);
}

test('a text is filed before it is spoken, and public as delivered when it has been', async ({
  service,
  enter,
}) => {
  const { id, path } = await hold(service);
  const [author, reader] = await Promise.all([enter('delegate', path), enter(null, path)]);
  await Promise.all([author, reader].map(toBeLive));
  const [title, text] = [unique('On membership'), unique('Thank you, Chair.')];
  await panel(author, 'Texts');
  await panel(reader, 'Texts');
  await expect(reader.getByText('No statement has been delivered in writing yet.')).toBeVisible();

  await author.getByRole('button', { name: 'File a text' }).click();
  const form = author.getByRole('form', { name: 'Prepared statement' });
  await form.getByLabel('Title').fill(title);
  await form.getByLabel('Text', { exact: true }).fill(text);
  await form.getByRole('button', { name: 'File the text' }).click();
  const mine = author.locator('.panel li').filter({ hasText: title });
  await expect(mine).toContainText('Not delivered yet');
  await expect(mine).toContainText('Check against delivery');

  const speaker = await takeTheFloor(service, id);
  await expect(reader.locator('.now')).toContainText(speaker.acted_as.name);
  await reader.reload();
  await panel(reader, 'Texts');
  await expect(reader.getByText('No statement has been delivered in writing yet.')).toBeVisible();
  await expect(mine).toContainText('Not delivered yet');

  await chair(service, `/speakers/${speaker.id}/finish`);
  await expect(mine).toContainText('Delivered');
  const theirs = reader.locator('.panel li').filter({ hasText: title });
  for (const again of [false, true]) {
    if (again) {
      await reader.reload();
      await panel(reader, 'Texts');
    }
    await expect(theirs).toContainText(speaker.acted_as.name);
    await expect(theirs.locator('.badge').filter({ hasText: 'Delivered' })).toBeVisible();
    await theirs.getByText(title).click();
    await expect(theirs.getByText(text)).toBeVisible();
  }
});

test('captions come to the page and to the room, under whoever speaks', async ({ service, enter }) => {
  const { id, path } = await hold(service);
  const [page, room] = await Promise.all([enter(null, path), enter(null, `${path}/screen`, ROOM)]);
  await panel(page, 'Captions');
  await expect(page.getByText('Nothing has been written down yet.')).toBeVisible();
  const { acted_as } = await takeTheFloor(service, id);
  const captions = (one: Page) => one.getByRole('log', { name: 'Captions' });
  const [first, second] = [unique('Thank you, Chair.'), unique('We support the proposal.')];
  for (const text of [first, second]) {
    const body = { language: 'en', lines: [{ text }] };
    await service.act('POST', `/meetings/${id}/transcript`, 'rapporteur', body);
    for (const one of [page, room])
      await expect(captions(one).locator('p').last()).toHaveText(new RegExp(text));
  }
  for (const again of [false, true]) {
    if (again) {
      await Promise.all([page, room].map((one) => one.reload()));
      await panel(page, 'Captions');
    }
    for (const one of [page, room]) {
      await expect(captions(one).locator('p')).toHaveCount(2);
      await expect(captions(one).locator('p').first()).toContainText(`${acted_as.name}: ${first}`);
      // The name stands once, where the speaker changes.
      await expect(captions(one).getByText(acted_as.name)).toHaveCount(1);
    }
  }
  const name = await room.locator('.floor .name').boundingBox();
  const line = await captions(room).boundingBox();
  expect(line!.y).toBeGreaterThanOrEqual(name!.y + name!.height);
  expect(line!.y + line!.height).toBeLessThanOrEqual(ROOM.viewport.height);
});

test('what a colleague has asked for is withdrawn by another of the same delegation', async ({
  service,
  enter,
}) => {
  const { id, path } = await hold(service);
  const me = await service.get<{ account: { name: string }; capacities: { entity: string }[] }>(
    '/me',
    'delegate',
  );
  const delegation = me.capacities[0]!.entity;
  const holders = await service.get<{ capacity_id: string; name: string; entity: string }[]>(
    `/consultations/${SLUG}/accredited?name=${encodeURIComponent(delegation)}`,
    'secretariat',
  );
  const colleague = holders.find((one) => one.entity === delegation && one.name !== me.account.name)!;
  await service.act('POST', `/meetings/${id}/speakers`, 'secretariat', {
    capacity_id: colleague.capacity_id,
  });
  const [page, stranger] = await Promise.all([enter('delegate', path), enter('civil', path)]);
  for (const one of [page, stranger]) await expect(one.locator('.now')).toContainText(colleague.name);
  await expect(stranger.getByRole('button', { name: /^Withdraw/ })).toHaveCount(0);
  const theirs = page.locator('[data-colleague]').filter({ hasText: colleague.name });
  await expect(theirs).toContainText('Your delegation is number 1');
  await theirs.getByRole('button', { name: /^Withdraw/ }).click();
  await expect(theirs).toHaveCount(0);
  await expect(stranger.locator('.now')).not.toContainText(colleague.name);
});
