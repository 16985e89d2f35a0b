import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../src/kernel/time.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { namesIn, storeCalls } from '../support/recordings.ts';
import { startStorage, type TestStorage } from '../support/storage.ts';
import { buildWav } from '../support/wav.ts';

let storage: TestStorage;
let folder: string;

beforeAll(async () => {
  storage = await startStorage();
  folder = await mkdtemp(join(tmpdir(), 'recording-desk-cli-'));
});

afterAll(async () => {
  await storage.azurite.stop();
  await rm(folder, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command of the terminal, as a process of its own; `npm` is what npm takes for itself. */
const run = (command: string, args: readonly string[], npm: Readonly<Record<string, string>> = {}) =>
  new Promise<Ended>((settle) => {
    const child = spawn(process.execPath, [resolve(command), ...args], {
      cwd: folder,
      env: {
        PATH: process.env.PATH ?? '',
        PRACTICE_FILE: resolve('env/practice.example.json'),
        DATABASE_URL: join(folder, 'desk.db'),
        AZURE_STORAGE_CONNECTION_STRING: storage.azurite.connectionString,
        SLACK_BOT_TOKEN: 'xoxb-1',
        SLACK_SIGNING_SECRET: 'secret',
        ...npm,
      },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (text) => (out += text));
    child.stderr.on('data', (text) => (err += text));
    child.on('exit', (code) => settle({ code, out, err }));
  });

const PURGE = 'src/cli/purge.ts';

describe('npm run purge', () => {
  beforeAll(async () => {
    const start = addDays(systemClock.now(), -40);
    await storeCalls(storage.azurite.connectionString, [
      {
        name: 'old.wav',
        wav: buildWav({ durationMs: 10 }),
        metadata: { start, extension: '204', number: '01632960123', direction: 'inbound' },
      },
    ]);
  });

  const stored = () => namesIn(storage.azurite.connectionString, 'recordings');

  it.each([
    { args: [], npm: {}, code: 0, says: 'Nothing has been deleted' },
    // What `npm run purge --dry-run` comes to.
    { args: [], npm: { npm_config_dry_run: 'true' }, code: 2, says: 'npm kept --dry-run for itself' },
    { args: ['--dryrun'], npm: {}, code: 2, says: "Unknown option '--dryrun'" },
  ])('with $args and $npm deletes nothing, ends with $code and says so', async ({ args, npm, code, says }) => {
    const ended = await run(PURGE, args, npm as Record<string, string>);
    expect(`${ended.out}${ended.err}`).toContain(says);
    expect(ended.code).toBe(code);
    expect(await stored()).toEqual(['old.wav']);
  });

  it('deletes with the word for it', async () => {
    const ended = await run(PURGE, ['--delete']);
    expect(ended.out).toContain('Deleted 1.');
    expect(ended.code).toBe(0);
    expect(await stored()).toEqual([]);
  });
});

describe('a wrong setting', () => {
  it.each(['src/cli/start.ts', 'src/cli/audit.ts'])('is said by %s without a stack trace', async (command) => {
    const { code, err } = await run(command, command.includes('audit') ? ['verify'] : [], {
      PRACTICE_FILE: 'no-such-file.json',
      DATABASE_URL: '/proc/no/desk.db',
    });
    expect(err).not.toMatch(/^\s+at /m);
    expect(err).not.toBe('');
    expect(code).toBe(1);
  });
});
