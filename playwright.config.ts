/** Tests in a real browser: Chromium from the npm package, unless CHROMIUM names another. */

import { defineConfig } from '@playwright/test';
import { chromiumPath } from './tests/support/chromium.ts';

export default defineConfig({
  testDir: 'tests/system',
  testMatch: '*.spec.ts',
  globalSetup: './tests/system/start-workbench.ts',
  outputDir: 'test-results',
  timeout: 45_000,
  // Each has a workbench of its own.
  workers: 2,
  reporter: [['list'], ['./tests/system/count-reporter.ts']],
  use: {
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    launchOptions: {
      executablePath: await chromiumPath(),
      // Root may not use Chromium's sandbox; the pages are our own.
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    },
  },
});
