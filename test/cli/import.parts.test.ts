import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Folder, makeFolder } from '../support/importFolder.ts';
import { startStorage, type TestStorage } from '../support/storage.ts';
import { buildWav } from '../support/wav.ts';

let storage: TestStorage;

let folder: Folder;

beforeAll(async () => {
  storage = await startStorage();
});

afterAll(() => storage.azurite.stop());

beforeEach(async () => {
  folder = await makeFolder();
});

afterEach(() => folder.remove());

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `npm run import -- …`, as a process of its own. */
const run = (...args: readonly string[]): Promise<Ended> =>
  new Promise((settle) => {
    const child = spawn(process.execPath, [resolve('src/cli/import.ts'), ...args], {
      cwd: folder.path,
      env: {
        PATH: process.env.PATH ?? '',
        PRACTICE_FILE: resolve('env/practice.example.json'),
        AZURE_STORAGE_CONNECTION_STRING: storage.azurite.connectionString,
        SLACK_BOT_TOKEN: 'xoxb-1',
        SLACK_SIGNING_SECRET: 'secret',
      },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (piece) => {
      out += piece;
    });
    child.stderr.on('data', (piece) => {
      err += piece;
    });
    child.once('close', (code) => settle({ code, out, err }));
  });

const fresh = (): string => new Date().toISOString();

describe('npm run import', () => {
  it('prints its progress line by line and what it stored, and on a second run that all is there', async () => {
    await folder.write('a.wav', buildWav(), fresh());
    await folder.write('b.wav', buildWav({ durationMs: 200 }), fresh());
    await folder.write('empty.wav', '', fresh());
    await folder.write('old.wav', buildWav(), '2020-01-01T00:00:00Z');
    await folder.write('notes.txt', 'no recording', fresh());
    await folder.write('alone.json', '{}', fresh());
    const first = await run(folder.path);
    expect(first.err).toBe('');
    expect(first.code).toBe(0);
    expect(first.out).toContain(`4 recordings in ${folder.path}\n`);
    expect(first.out).toContain('4 of 4\n');
    expect(first.out).toContain('Stored: 2 files (0.0 MiB). There already: 0.');
    expect(first.out).toMatch(/Left out, older than \d+ days: 1 file\.\n {4}old\.wav\n/);
    expect(first.out).toContain('Left out, no recordings by their names: 2 files.\n    alone.json\n    notes.txt\n');
    expect(first.out).toMatch(
      /Stored, but not understood, or not wholly: 2 files\..*\n {4}a\.wav: nothing says when the call was\n/,
    );
    expect(first.out).toContain('Empty, not stored: 1 file.\n    empty.wav\n');
    const second = await run(folder.path);
    expect([second.code, second.out.includes('Stored: 0 files (0.0 MiB). There already: 2.')]).toEqual([0, true]);
  });

  it('exits with 1 when storage has another file under a name', async () => {
    await folder.write('c.wav', buildWav(), fresh());
    await run(folder.path);
    await folder.write('c.wav', buildWav({ durationMs: 300 }), fresh());
    const { code, out } = await run(folder.path);
    expect(code).toBe(1);
    expect(out).toContain('Another file stands under the name, left as it is: 1 file.\n    c.wav\n');
  });

  it('prints how it is used when it is given no folder', async () => {
    const bare = await run();
    expect([bare.code, bare.err]).toEqual([2, 'Say which folder: npm run import -- DIR\n']);
    const nowhere = await run('nowhere');
    expect([nowhere.code, nowhere.err]).toEqual([
      2,
      'nowhere cannot be read (ENOENT): give a folder that is there and open to you.\n',
    ]);
  });

  it('says that storage is away, and how to go on, in one sentence', async () => {
    await folder.write('d.wav', buildWav(), fresh());
    await storage.azurite.goAway();
    const { code, err } = await run(folder.path);
    await storage.azurite.restart();
    expect(code).toBe(1);
    expect(err).toMatch(/check the network.*\.\nThe import has stopped\. Run the same command again: it goes on/);
    expect(err).not.toContain('    at ');
  });
});
