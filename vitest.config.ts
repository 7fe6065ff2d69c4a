import { defineConfig } from 'vitest/config'

/** Two workers: the tests share two cores with the one PostgreSQL of the run. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'server',
          include: ['server/src/**/*.test.ts'],
          globalSetup: ['server/src/kernel/testing/global-setup.ts'],
        },
      },
      { extends: true, test: { name: 'analytics', include: ['analytics/src/**/*.test.ts'] } },
      { extends: true, test: { name: 'web', include: ['web/src/**/*.test.{ts,tsx}'] } },
      { extends: true, test: { name: 'house', include: ['scripts/**/*.test.{ts,mjs}'] } },
    ],
  },
})
