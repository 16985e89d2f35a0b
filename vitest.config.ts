import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/support/closingLine.ts';

// Every worker, storage emulator, chat client and desk that a test starts compiles the same packages: they share what one has compiled.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'recording-desk-compile-cache');

/**
 * `test/` mirrors `src/`. What a test needs is told by its name: `x.test.ts` needs nothing started and takes seconds, `x.db.test.ts` runs on
 * both databases, `x.parts.test.ts` starts real parts on loopback, and `e2e/` goes the whole way in a browser.
 */
const project = (
  name: string,
  include: string,
  rest: { exclude?: string[]; [setting: string]: unknown },
) => ({
  // No module keeps state between tests, so a worker loads each once for all its files.
  test: { name, include: [include], isolate: false, ...rest },
});

export default defineConfig({
  test: {
    maxWorkers: availableParallelism(),
    reporters: ['default', new ClosingLine()],
    projects: [
      project('unit', 'test/**/*.test.ts', {
        exclude: ['test/**/*.{db,parts}.test.ts', 'test/e2e/**'],
        testTimeout: 30_000,
      }),
      project('db', 'test/**/*.db.test.ts', {
        globalSetup: 'test/support/sharedPostgres.ts',
        testTimeout: 30_000,
        hookTimeout: 120_000,
      }),
      project('parts', 'test/**/*.parts.test.ts', {
        globalSetup: 'test/support/sharedAzurite.ts',
        testTimeout: 60_000,
        hookTimeout: 120_000,
      }),
      project('e2e', 'test/e2e/**/*.test.ts', {
        globalSetup: 'test/support/sharedAzurite.ts',
        testTimeout: 180_000,
        hookTimeout: 180_000,
      }),
    ],
  },
});
