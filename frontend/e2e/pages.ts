// Where things are on the pages, by what people see and hear; and the addresses of the demo.
import { expect, type Locator, type Page } from '@playwright/test';
import { SLUG, type Service } from './service.ts';

export const HOME = `/c/${SLUG}`;

export interface Meeting {
  id: string;
  round_id: string;
}
export interface Comment {
  id: string;
  seq: number;
  text: string | null;
}

export async function theMeeting(service: Service, slug = SLUG): Promise<Meeting> {
  const { items } = await service.get<{ items: Meeting[] }>(`/consultations/${slug}/meetings`);
  if (!items[0]) throw new Error('the demo has a meeting');
  return items[0];
}

/** A text that occurs once in all the tests of a run. */
export const unique = (words: string): string => `${words} ${Math.random().toString(36).slice(2, 8)}`;

export const composer = (page: Page) => ({
  text: page.getByRole('textbox', { name: 'Your comment' }),
  post: page.getByRole('button', { name: 'Post', exact: true }),
  region: page.getByRole('region', { name: 'Write a comment' }),
});

/** The comment with this text; exactly one, when asserted with toHaveCount(1). */
export const comment = (page: Page, text: string): Locator =>
  page.getByRole('article').filter({ hasText: text });

/** An option with its balance of positions, on the page of positions. */
export const option = (page: Page, label: string | RegExp): Locator =>
  page.getByRole('article').filter({ has: page.getByRole('heading', { name: label }) });

/** What opens the form for a position. */
export const toState = (place: Page | Locator): Locator =>
  place.getByRole('button', { name: /^(State a position|Change)\b/ });

export const connection = (page: Page): Locator => page.locator('[data-status]');

export async function toBeLive(page: Page): Promise<void> {
  await expect(connection(page)).toHaveAttribute('data-status', 'live', { timeout: 30_000 });
}

export async function say(page: Page, text: string): Promise<void> {
  await composer(page).text.fill(text);
  await composer(page).post.click();
}

/** What the page says of a text on its way: saved, sending, posted; refused and unsent with the reason. */
export const draftState = (
  page: Page,
  state: 'saved' | 'sending' | 'posted' | 'refused' | 'unsent',
): Locator =>
  page.locator(
    state === 'refused' || state === 'unsent' ? `[data-draft-failed="${state}"]` : `[data-draft="${state}"]`,
  );

/** A page that has loaded everything it was going to load. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('h1').first()).toBeVisible();
  await expect(page.locator('.loading:visible, [aria-busy="true"]:visible')).toHaveCount(0);
}
