import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/support/closingLine.ts';

// Every worker, storage emulator, chat client and desk that a test starts compiles the same packages: they
// share what one has compiled.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'recording-desk-compile-cache');

/** A limit that ends what hangs: no test and no start is to run into it on a machine that is merely busy. */
const HANGS_MS = 5 * 60_000;

/**
 * `test/` mirrors `src/`. What a test needs is told by its name: `x.test.ts` needs nothing started and takes
 * seconds, `x.db.test.ts` runs on both databases, `x.parts.test.ts` starts real parts on loopback, and `e2e/`
 * goes the whole way in a browser.
 */
const project = (name: string, include: string, rest: object = {}) => ({
  // No module keeps state between tests, so a worker loads each once for all its files.
  test: { name, include: [include], isolate: false, testTimeout: HANGS_MS, hookTimeout: HANGS_MS, ...rest },
});

export default defineConfig({
  test: {
    // One more than there are cores: many tests wait for a part that hangs, and use no core meanwhile.
    maxWorkers: availableParallelism() + 1,
    reporters: ['default', new ClosingLine()],
    projects: [
      project('unit', 'test/**/*.test.ts', {
        exclude: ['test/**/*.{db,parts}.test.ts', 'test/e2e/**'],
        testTimeout: 60_000,
      }),
      project('db', 'test/**/*.db.test.ts', { globalSetup: 'test/support/sharedPostgres.ts' }),
      project('parts', 'test/**/*.parts.test.ts', { globalSetup: 'test/support/sharedAzurite.ts' }),
      project('e2e', 'test/e2e/**/*.test.ts', { globalSetup: 'test/support/sharedAzurite.ts' }),
    ],
  },
});
