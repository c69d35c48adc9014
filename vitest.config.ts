import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
    // Most of the time is spent waiting for processes and databases.
    maxWorkers: 2,
    globalSetup: ['tests/support/database.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default', './tests/support/count-reporter.ts'],
  },
});
