// The pages in a real browser against the real service. `npm run e2e`; with SHOTS=1 pictures of every page instead.
import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

// The browser of the system, never a downloaded one.
const CHROMIUM = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const executablePath = CHROMIUM.find((path) => path && existsSync(path));
const shots = Boolean(process.env.SHOTS);

export default defineConfig({
  testDir: 'e2e',
  outputDir: '../build/e2e',
  globalSetup: './e2e/setup.ts',
  workers: 2,
  // The build server shares its two cores with two browsers and two services; a second failure is a failure.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  ...(shots ? { grep: /@shots/ } : { grepInvert: /@shots/ }),
  reporter: [['list', { printSteps: false }]],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'Europe/Zurich',
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
});
