// Everybody can use every page: checked by axe in both languages and both sizes, in narrow windows, and by keyboard.
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, serveThisFile, test } from './fixtures.ts';
import { comment, composer, HOME, settled, theMeeting, toBeLive, unique } from './pages.ts';
import { type Place, places, prepare } from './places.ts';
import { OTHER_SLUG } from './service.ts';

let facts: Awaited<ReturnType<typeof prepare>>;
serveThisFile(async (service) => {
  facts = await prepare(service);
});
test.describe.configure({ mode: 'parallel' });

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
// As wide as a phone and high enough that nothing lies half under a bar that stays in place: a finger scrolls, axe not.
const WHOLE_PHONE = { width: 390, height: 6_000 };
const NARROW = { width: 320, height: 640 };
const LANGUAGES = { en: 'ltr', ar: 'rtl', zh: 'ltr' } as const;
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const NAMES = places({ meeting: '', ballots: { sealed: '', open: '' }, contribution: '', claim: '' });

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(STANDARD).setLegacyMode().analyze();
  return found.flatMap(({ id, help, nodes }) =>
    nodes
      .slice(0, 5)
      .map((node) => `${id}: ${help}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`),
  );
}

/** What one presses with a thumb. Links in running text are exempt, as in the standard. */
function small(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const pressed =
      'button, .button, summary, select, nav a, header a, footer a, [role="button"], input:not([type="radio"], [type="checkbox"])';
    const boxes = 'input:is([type="radio"], [type="checkbox"])';
    const seen = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: false });
    const named = (element: Element) =>
      `${element.tagName.toLowerCase()} "${(element.textContent ?? '').trim().slice(0, 40)}"`;
    const wanted = [
      ...[...document.querySelectorAll(pressed)].map((element) => ({ element, target: element })),
      ...[...document.querySelectorAll(boxes)].map((element) => ({
        element,
        target: element.closest('label') ?? element,
      })),
    ];
    return wanted.flatMap(({ element, target }) => {
      const { width, height } = target.getBoundingClientRect();
      const hiddenUntilFocused = element.matches('.skip, .visually-hidden');
      return seen(element) && !hiddenUntilFocused && (height < 43.5 || width < 43.5)
        ? [`${named(element)} ${Math.round(width)} × ${Math.round(height)}`]
        : [];
    });
  });
}

/** Go on with the Tab key until this has the focus, as somebody does who cannot use a mouse. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toHaveCount(1);
  const wanted = await target.elementHandle();
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press('Tab');
    const there = await page.evaluate((element) => {
      const active = document.activeElement;
      const style = active && getComputedStyle(active);
      return {
        reached: active === element,
        seen: style?.outlineStyle !== 'none' && parseFloat(style?.outlineWidth ?? '0') >= 2,
      };
    }, wanted);
    if (!there.reached) continue;
    expect(there.seen, 'the focus can be seen').toBe(true);
    return;
  }
  throw new Error('the Tab key does not lead there');
}

async function follow(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

for (const [index, { name }] of NAMES.entries())
  for (const [language, dir] of Object.entries(LANGUAGES))
    test(`${name} in ${language}: axe, narrow windows, targets`, async ({ enter }) => {
      const place = places(facts)[index] as Place;
      const separator = place.path.includes('?') ? '&' : '?';
      const page = await enter(place.who, `${place.path}${separator}lang=${language}`, { viewport: DESKTOP });
      await settled(page);
      await place.open?.(page);
      await settled(page);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.locator('html')).toHaveAttribute('dir', dir);
      await expect(page).not.toHaveTitle('Convenor');
      // What a wide window shows is the same in every language but for its words, which the phone's run sees.
      if (language === 'en') expect.soft(await violations(page), 'axe, desktop').toEqual([]);
      await page.setViewportSize(WHOLE_PHONE);
      expect.soft(await violations(page), 'axe, phone').toEqual([]);
      await page.setViewportSize(PHONE);
      expect.soft(await small(page), 'targets under 44 px').toEqual([]);
      await page.setViewportSize(NARROW);
      const width = () => page.evaluate(() => document.documentElement.scrollWidth);
      expect.soft(await width(), 'width of the page in a window of 320 px').toBeLessThanOrEqual(NARROW.width);
    });

test('the plain page of the summary', async ({ enter }) => {
  // The shorter one of the demo, which is a draft: the long one has the same parts, many times.
  const page = await enter('chair', `/c/${OTHER_SLUG}/summary.html`, { viewport: DESKTOP });
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  expect.soft(await violations(page), 'axe, desktop').toEqual([]);
  await page.setViewportSize(PHONE);
  expect.soft(await violations(page), 'axe, phone').toEqual([]);
  await page.setViewportSize(NARROW);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, 'width of the page in a window of 320 px').toBeLessThanOrEqual(NARROW.width);
});

test.describe('in the dark', () => {
  for (const name of [
    'consultation',
    'meeting-delegate',
    'positions-delegate',
    'summary-claim',
    'chair-close',
  ])
    test(`${name}: contrast`, async ({ enter }) => {
      const place = places(facts).find((one) => one.name === name) as Place;
      const page = await enter(place.who, place.path, { viewport: PHONE, colorScheme: 'dark' });
      await settled(page);
      await place.open?.(page);
      const { violations: found } = await new AxeBuilder({ page })
        .withRules(['color-contrast'])
        .setLegacyMode()
        .analyze();
      expect(
        found.flatMap(({ nodes }) =>
          nodes.map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`),
        ),
      ).toEqual([]);
    });
});

test.describe('with the keyboard only', () => {
  test('a delegate signs in, finds the meeting and posts a comment', async ({ service, enter }) => {
    await service.setPassword('civil5@demo.example', 'correct horse battery staple');
    const page = await enter(null, '/');
    await settled(page);
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeInViewport();
    await follow(page, page.getByRole('link', { name: 'Sign in' }));
    await follow(page, page.getByRole('button', { name: 'Use my password instead' }));
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await expect(page.getByLabel('Email address')).toBeFocused();
    await page.keyboard.type('civil5@demo.example');
    await page.keyboard.press('Tab');
    await page.keyboard.type('correct horse battery staple');
    await page.keyboard.press('Enter');
    await expect(page.locator('header').first()).toContainText('Civil society network 5');
    await page.goto('/');
    await follow(
      page,
      page.getByRole('main').getByRole('link', { name: /Commission on Science and Technology/ }),
    );
    await follow(page, page.getByRole('link', { name: /Comment in the meeting/ }));
    await toBeLive(page);
    await tabTo(page, composer(page).text);
    const text = unique('Said without a mouse.');
    await page.keyboard.type(text);
    await follow(page, composer(page).post);
    await expect(comment(page, text)).toHaveCount(1);
    await expect(composer(page).text).toBeFocused();
    const next = unique('And once more.');
    await page.keyboard.type(next);
    await page.keyboard.press('Control+Enter');
    await expect(comment(page, next)).toHaveCount(1);
  });

  test('the chair hides a comment and closes a round', async ({ service, enter }) => {
    const { id } = await theMeeting(service);
    const page = await enter('chair', `${HOME}/meetings/${id}`);
    await toBeLive(page);
    const text = unique('Something improper.');
    await service.act('POST', `/meetings/${id}/comments`, 'civil', { text, language: 'en', option_id: null });
    await expect(comment(page, text)).toHaveCount(1);
    const reason = unique('It names a third person.');
    const hide = comment(page, text).getByRole('button', { name: /^Hide/ });
    await follow(page, hide);
    const dialog = page.getByRole('dialog', { name: 'Hide this comment' });
    await expect(dialog.getByRole('textbox')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(hide).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('textbox')).toBeFocused();
    await page.keyboard.type(reason);
    await follow(page, dialog.getByRole('button', { name: 'Hide this comment' }));
    await expect(comment(page, reason)).toHaveCount(1);
    await expect(page.getByText(text)).toHaveCount(0);

    await page.reload();
    await follow(page, page.getByRole('navigation').getByRole('link', { name: 'Chair’s desk' }));
    await follow(page, page.getByRole('button', { name: 'Close round 2' }));
    const close = page.getByRole('dialog', { name: 'Close round 2' });
    await expect(close.getByRole('textbox')).toBeFocused();
    await page.keyboard.type('Everybody has spoken.');
    await follow(page, close.getByRole('button', { name: 'Close round 2' }));
    await expect(page.getByRole('button', { name: 'Open round 2' })).toBeVisible();
    // For the tests that come after.
    await follow(page, page.getByRole('button', { name: 'Open round 2' }));
    await page.keyboard.type('Two more speakers have asked for the floor.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Close round 2' })).toBeVisible();
  });
});
