// Pictures of every page, to be looked at: SHOTS=1 SHOTS_DIR=… npm run e2e
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, serveThisFile, test } from './fixtures.ts';
import { settled } from './pages.ts';
import { type Place, places, prepare } from './places.ts';

const DIRECTORY = process.env.SHOTS_DIR ?? resolve(import.meta.dirname, '../../build/shots');
const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

let facts: Awaited<ReturnType<typeof prepare>>;
serveThisFile(async (service) => {
  facts = await prepare(service);
  mkdirSync(DIRECTORY, { recursive: true });
});
test.describe.configure({ mode: 'parallel' });

for (const [index, { name }] of places({ meeting: '', ballots: { sealed: '', open: '' }, contribution: '', claim: '' }).entries())
  for (const language of ['en', 'ar', 'zh'])
    for (const [size, viewport] of Object.entries(SIZES))
      test(`@shots ${name} in ${language} on ${size}`, async ({ enter }) => {
        const place = places(facts)[index] as Place;
        const page = await enter(place.who, `${place.path}?lang=${language}`, { viewport });
        await settled(page);
        await place.open?.(page);
        await settled(page);
        await page.screenshot({ path: join(DIRECTORY, `${name}-${language}-${size}.png`) });
        await expect(page.locator('html')).toHaveAttribute('lang', language);
      });
