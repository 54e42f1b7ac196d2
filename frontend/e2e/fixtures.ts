// What every test has at hand: the file's own service, and people who enter it each in a browser of their own.
import { type BrowserContextOptions, expect, type Page, test as base } from '@playwright/test';
import { type Role, Service } from './service.ts';

export { expect };

interface Fixtures {
  service: Service;
  /** A new browser of a signed-in person, or of a public reader; opens `path`. */
  enter: (
    who: Role | { link: string } | null,
    path: string,
    options?: BrowserContextOptions,
  ) => Promise<Page>;
}

let running: Service | null = null;
/** A lost connection is what some tests are about; anything else in the console is a fault of ours. */
const EXPECTED = /Failed to load resource|WebSocket connection to/;

export const test = base.extend<Fixtures>({
  service: async ({}, use) => {
    if (!running) throw new Error('the file must call serveThisFile()');
    await use(running);
  },

  enter: async ({ browser, service }, use) => {
    const trouble: string[] = [];
    await use(async (who, path, options = {}) => {
      const context = await browser.newContext({
        baseURL: service.base,
        locale: 'en-GB',
        timezoneId: 'Europe/Zurich',
        reducedMotion: 'reduce',
        ...options,
      });
      if (who) {
        const value = await service.token(who);
        await context.addCookies([
          { name: 'convenor_session', value, url: service.base, httpOnly: true, sameSite: 'Lax' },
        ]);
      }
      context.on('weberror', (error) => trouble.push(String(error.error())));
      context.on('console', (message) => {
        if (message.type() === 'error' && !EXPECTED.test(message.text())) trouble.push(message.text());
      });
      const page = await context.newPage();
      await page.goto(path);
      return page;
    });
    await Promise.all(browser.contexts().map((context) => context.close()));
    expect(trouble, 'errors in the pages').toEqual([]);
  },
});

/** To be called once at the top of a file. Each worker that runs tests of the file starts a service of its own. */
export function serveThisFile(prepare?: (service: Service) => Promise<void>): void {
  test.beforeAll(async () => {
    test.setTimeout(180_000); // services start beside each other, and what a file prepares may draft a summary
    running = await Service.start();
    await prepare?.(running);
  });
  test.afterAll(async () => {
    const service = running;
    running = null;
    if (!service) return;
    await service.stop();
    const failures = service.failures;
    service.remove();
    expect(failures, 'failures in the log of the service').toEqual([]);
  });
}
