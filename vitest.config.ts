import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/support/closingLine.ts';

/** `unit` takes seconds and needs nothing started; the others start real parts on loopback and stop them. */
const project = (name: string, extra: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], ...extra },
});

export default defineConfig({
  test: {
    // Most of the time is spent waiting for real parts, so one more than two cores have.
    maxWorkers: 3,
    reporters: ['default', new ClosingLine()],
    projects: [
      project('unit', { testTimeout: 30_000 }),
      project('contract', { testTimeout: 30_000, hookTimeout: 120_000 }),
      project('adapters', { testTimeout: 60_000, hookTimeout: 120_000 }),
      project('e2e', { testTimeout: 180_000, hookTimeout: 180_000 }),
    ],
  },
});
