import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/support/closingLine.ts';

/**
 * `test/` mirrors `src/`. What a test needs is told by its name: `x.test.ts` needs nothing started and takes seconds, `x.db.test.ts` runs on
 * both databases, `x.parts.test.ts` starts real parts on loopback, and `e2e/` goes the whole way in a browser.
 */
const project = (name: string, include: string, rest: { exclude?: string[]; [limit: string]: unknown }) => ({
  test: { name, include: [include], ...rest },
});

export default defineConfig({
  test: {
    // Most of the time is spent waiting for real parts, so one more than two cores have.
    maxWorkers: 3,
    reporters: ['default', new ClosingLine()],
    projects: [
      project('unit', 'test/**/*.test.ts', {
        exclude: ['test/**/*.{db,parts}.test.ts', 'test/e2e/**'],
        testTimeout: 30_000,
      }),
      project('db', 'test/**/*.db.test.ts', { testTimeout: 30_000, hookTimeout: 120_000 }),
      project('parts', 'test/**/*.parts.test.ts', { testTimeout: 60_000, hookTimeout: 120_000 }),
      project('e2e', 'test/e2e/**/*.test.ts', { testTimeout: 180_000, hookTimeout: 180_000 }),
    ],
  },
});
