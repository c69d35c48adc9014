import { defineConfig } from 'vitest/config';

/** What puts others in the place of modules. */
const alone = 'tests/walks/database-wall.test.ts';

export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default', './tests/support/count-reporter.ts'],
    globalSetup: ['tests/support/database.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
          exclude: [alone],
          // Files share the modules that a worker has read: it takes two thirds of the time.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: [alone] } },
    ],
  },
});
