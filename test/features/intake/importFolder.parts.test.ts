import { randomBytes } from 'node:crypto';
import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { walkFolder } from '../../../src/cli/import/walkFolder.ts';
import {
  callsAmong,
  createImportCalls,
  type ImportDeps,
  type ImportedFile,
  ImportInterrupted,
} from '../../../src/features/intake/importFolder.ts';
import { callReading } from '../../../src/features/recordings/telephony/index.ts';
import { toInstant } from '../../../src/kernel/time.ts';
import { connectStorage } from '../../../src/platform/storage/connect.ts';
import { createRecordingArchive } from '../../../src/platform/storage/recordingArchive.ts';
import { createRecordingIntake } from '../../../src/platform/storage/recordingIntake.ts';
import { type StorageProxy, startStorageProxy, storageRefusal } from '../../fakes/storageProxy.ts';
import { type Folder, makeFolder } from '../../support/importFolder.ts';
import { listAll, startStorage, type TestStorage } from '../../support/storage.ts';
import { buildWav } from '../../support/wav.ts';

const NOW = toInstant('2026-05-20T09:00:00Z');

const CX = '4166/[Celia Perez]_4166-01553888553_20260514131342(3644).wav';

let storage: TestStorage;

let proxy: StorageProxy;

let folder: Folder;

beforeAll(async () => {
  storage = await startStorage();
  proxy = await startStorageProxy(storage.azurite);
});

afterAll(async () => {
  await proxy.stop();
  await storage.azurite.stop();
});

beforeEach(async () => {
  folder = await makeFolder();
});

afterEach(async () => {
  proxy.rewrite(() => undefined);
  await folder.remove();
  for (const { name } of await stored()) await storage.recordings.deleteBlob(name);
});

const stored = () => listAll(createRecordingArchive(storage.recordings));

const storedNames = async () => (await stored()).map(({ name }) => name);

async function run(changes: Partial<ImportDeps> = {}, tell: (file: ImportedFile) => void = () => {}) {
  const service = connectStorage({ connectionString: proxy.connectionString });
  const importCalls = createImportCalls({
    intake: createRecordingIntake(service.getContainerClient('recordings')),
    reading: callReading,
    clock: { now: () => NOW },
    readerSettings: { zone: 'Europe/London' },
    recordingsDays: 30,
    wait: async () => {},
    ...changes,
  });
  const done: ImportedFile[] = [];
  const { files } = await walkFolder(folder.path);
  await importCalls(callsAmong(files, callReading), (file) => {
    done.push(file);
    tell(file);
  });
  return done;
}

const outcomes = (done: readonly ImportedFile[]) =>
  Object.fromEntries(done.map(({ path, outcome }) => [path, outcome]));

describe('importing a folder', () => {
  it('puts each call under the UTC date it began, with its sidecar, and what nothing dates under undated', async () => {
    await folder.write(CX, buildWav());
    await folder.write('calls/a.wav', buildWav());
    await folder.write('calls/a.json', JSON.stringify({ start: '2026-05-15T00:30:00+01:00', extension: '204' }));
    await folder.write('2026/05/16/force-204-01632960123-20260516-101010-1778922610.1.wav', buildWav());
    await folder.write('voicemail.wav', buildWav());
    await folder.write('readme.txt', 'no recording');
    await folder.write('alone.json', '{}');
    expect(outcomes(await run())).toEqual({
      [CX]: 'stored',
      'calls/a.wav': 'stored',
      'calls/a.json': 'stored',
      '2026/05/16/force-204-01632960123-20260516-101010-1778922610.1.wav': 'stored',
      'voicemail.wav': 'stored',
    });
    expect(await storedNames()).toEqual([
      `2026/05/14/${CX}`,
      '2026/05/14/calls/a.json',
      '2026/05/14/calls/a.wav',
      '2026/05/16/force-204-01632960123-20260516-101010-1778922610.1.wav',
      'undated/voicemail.wav',
    ]);
  });

  it('reads names and sidecars as the index does: copies, capitals, UTF-16, records of call logs', async () => {
    const log = JSON.stringify({ startTime: '2026-05-13T09:00:00Z', from: '204', to: '01632960123' });
    await folder.write('calls/a.WAV', buildWav());
    await folder.write('calls/a.JSON', new Uint8Array(Buffer.from(`\ufeff${log}`, 'utf16le')));
    await folder.write('4166/[Ann]_4166-01553888553_20260514131342(3644) (1).wav.part', buildWav());
    await run();
    expect(await storedNames()).toEqual([
      '2026/05/13/calls/a.JSON',
      '2026/05/13/calls/a.WAV',
      '2026/05/14/4166/[Ann]_4166-01553888553_20260514131342(3644) (1).wav.part',
    ]);
  });

  it('says of each file that is stored what of it was not understood', async () => {
    await folder.write('voicemail.wav', buildWav());
    await folder.write('b.wav', buildWav());
    await folder.write('b.json', 'no facts');
    await folder.write('auto-1778922610-204-reception.wav', buildWav());
    const told = (await run()).filter(({ why }) => why !== null);
    expect(Object.fromEntries(told.map(({ path, why }) => [path, why]))).toEqual({
      'voicemail.wav': 'nothing says when the call was',
      'b.wav': 'nothing says when the call was; the .json beside it cannot be read',
      'auto-1778922610-204-reception.wav': 'not understood: “reception”',
    });
  });

  it('stores every byte, and knows it again', async () => {
    const long = new Uint8Array(randomBytes(9 * 1024 * 1024 + 17));
    await folder.write('long.wav', long);
    expect(outcomes(await run())).toEqual({ 'long.wav': 'stored' });
    const [blob] = await stored();
    expect(blob?.bytes).toBe(long.length);
    const read = await storage.recordings.getBlobClient('undated/long.wav').downloadToBuffer();
    expect(read.equals(Buffer.from(long))).toBe(true);
    expect(blob?.metadata.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(outcomes(await run())).toEqual({ 'long.wav': 'same' });
  });

  it('keeps the age of a file that nothing dates', async () => {
    await folder.write('voicemail.wav', buildWav(), '2026-05-01T08:00:00.000Z');
    await run();
    expect((await stored())[0]?.storedAt).toBe('2026-05-01T08:00:00.000Z');
  });

  it('leaves out what has passed retention already: on either side of the limit', async () => {
    const name = (digits: string) => `204/[A]_204-01632960123_${digits}(1).wav`;
    // The limit is 09:00:00 UTC, which is 10:00:00 in London.
    await folder.write(name('20260420100000'), buildWav());
    await folder.write(name('20260420100001'), buildWav());
    await folder.write('old.wav', buildWav(), '2026-04-20T09:00:00.000Z');
    await folder.write('young.wav', buildWav(), '2026-04-20T09:00:00.001Z');
    expect(outcomes(await run())).toEqual({
      [name('20260420100000')]: 'too-old',
      [name('20260420100001')]: 'stored',
      'old.wav': 'too-old',
      'young.wav': 'stored',
    });
    expect((await storedNames()).length).toBe(2);
  });

  it('tells of empty files, and does not store them', async () => {
    await folder.write('empty.wav', '');
    expect(outcomes(await run())).toEqual({ 'empty.wav': 'empty' });
    expect(await storedNames()).toEqual([]);
  });

  it('follows no link', async () => {
    const elsewhere = await makeFolder();
    await elsewhere.write('secret.wav', buildWav());
    await symlink(elsewhere.path, join(folder.path, 'link'));
    await symlink(join(elsewhere.path, 'secret.wav'), join(folder.path, 'link.wav'));
    expect((await walkFolder(folder.path)).links).toBe(2);
    expect(await run()).toEqual([]);
    await elsewhere.remove();
  });

  it('refuses a name that would be too long, and goes on with the others', async () => {
    const deep = `${'d'.repeat(200)}/`.repeat(5);
    await folder.write(`${deep}${'x'.repeat(40)}.wav`, buildWav());
    await folder.write('z.wav', buildWav());
    const done = await run();
    expect(done.map(({ outcome }) => outcome).sort()).toEqual(['failed', 'stored']);
    expect(done.find(({ outcome }) => outcome === 'failed')?.why).toContain('1024 characters');
  });
});

describe('what is there already', () => {
  it('is not sent again, nor overwritten by another file', async () => {
    await folder.write('a.wav', buildWav());
    await run();
    const before = proxy.questions.length;
    expect(outcomes(await run())).toEqual({ 'a.wav': 'same' });
    expect(proxy.questions.slice(before).some(({ method }) => method === 'PUT')).toBe(false);
    await folder.write('a.wav', buildWav({ durationMs: 2_000 }));
    expect(outcomes(await run())).toEqual({ 'a.wav': 'conflict' });
    expect((await stored())[0]?.bytes).toBe(buildWav().length);
  });

  it('is known by its MD5 where another hand has put it there', async () => {
    await folder.write('a.wav', buildWav());
    await folder.write('b.wav', buildWav());
    const put = (name: string, bytes: Uint8Array) =>
      storage.recordings.getBlockBlobClient(name).upload(Buffer.from(bytes), bytes.length);
    await put('undated/a.wav', buildWav());
    await put('undated/b.wav', buildWav({ durationMs: 3_000 }));
    expect(outcomes(await run())).toEqual({ 'a.wav': 'same', 'b.wav': 'conflict' });
  });

  it('may have come between looking and sending', async () => {
    await folder.write('a.wav', buildWav());
    const quicker = buildWav({ durationMs: 3_000 });
    proxy.rewrite(({ method, url }, answer) => {
      // As if nothing were there yet, the first time it is looked for.
      if (method !== 'HEAD' || !url.includes('a.wav')) return undefined;
      proxy.rewrite(() => undefined);
      return {
        ...storageRefusal(404, 'BlobNotFound'),
        headers: { ...answer.headers, 'x-ms-error-code': 'BlobNotFound' },
      };
    });
    await storage.deliver('undated/a.wav', quicker);
    expect(outcomes(await run())).toEqual({ 'a.wav': 'conflict' });
    expect((await stored())[0]?.bytes).toBe(quicker.length);
  });
});

describe('what goes wrong on the way', () => {
  it('storage that holds other bytes is told, and the file counts as not stored', async () => {
    await folder.write('a.wav', buildWav());
    proxy.rewrite(({ method }, answer) =>
      method === 'HEAD' && answer.status === 200
        ? { ...answer, headers: { ...answer.headers, 'content-md5': Buffer.alloc(16).toString('base64') } }
        : undefined,
    );
    const [file] = await run();
    expect(file).toMatchObject({ outcome: 'failed' });
    expect(file?.why).toContain('other bytes');
  });

  it('a file that changes while it is read is not stored', async () => {
    await folder.write('a.wav', buildWav());
    let asked = 0;
    const { files } = await walkFolder(folder.path);
    const changing = files.map((file) => ({
      ...file,
      pieces: async function* () {
        asked += 1;
        yield new Uint8Array(file.bytes).fill(asked);
      },
    }));
    const service = connectStorage({ connectionString: storage.azurite.connectionString });
    const done: ImportedFile[] = [];
    await createImportCalls({
      intake: createRecordingIntake(service.getContainerClient('recordings')),
      reading: callReading,
      clock: { now: () => NOW },
      readerSettings: { zone: 'Europe/London' },
      recordingsDays: 30,
      wait: async () => {},
    })(callsAmong(changing, callReading), (file) => void done.push(file));
    expect(done).toMatchObject([{ outcome: 'failed', why: 'it changed while it was being read' }]);
    expect(await storedNames()).toEqual([]);
  });

  it('a file that cannot be read is told, and the others go in', async () => {
    await folder.write('a.wav', buildWav());
    await folder.write('b.wav', buildWav());
    const { files } = await walkFolder(folder.path);
    await rm(join(folder.path, 'a.wav'));
    const done: ImportedFile[] = [];
    await createImportCalls({
      intake: createRecordingIntake(storage.recordings),
      reading: callReading,
      clock: { now: () => NOW },
      readerSettings: { zone: 'Europe/London' },
      recordingsDays: 30,
      wait: async () => {},
    })(callsAmong(files, callReading), (file) => void done.push(file));
    expect(outcomes(done)).toEqual({ 'a.wav': 'failed', 'b.wav': 'stored' });
    expect(done.find(({ path }) => path === 'a.wav')?.why).toContain('ENOENT');
  });

  it('storage that is away for a moment is asked again', async () => {
    await folder.write('a.wav', buildWav());
    await storage.azurite.goAway();
    const waits: number[] = [];
    const done = await run({
      wait: async (ms) => {
        waits.push(ms);
        if (waits.length === 2) await storage.azurite.restart();
        await wait(1);
      },
    });
    expect(outcomes(done)).toEqual({ 'a.wav': 'stored' });
    expect(waits).toEqual([1_000, 2_000]);
  });

  it('a file that storage never takes is told, and the others go in', async () => {
    for (const name of ['a', 'bad', 'c', 'd', 'e', 'f']) await folder.write(`${name}.wav`, buildWav());
    proxy.rewrite(({ url }) => (url.includes('bad') ? storageRefusal(503, 'ServerBusy') : undefined));
    const done = await run();
    expect(outcomes(done)).toEqual({
      'a.wav': 'stored',
      'bad.wav': 'failed',
      'c.wav': 'stored',
      'd.wav': 'stored',
      'e.wav': 'stored',
      'f.wav': 'stored',
    });
    expect(done.find(({ path }) => path === 'bad.wav')?.why).toContain('run the same command again');
  });

  it('stops when storage stays away, and the next run goes on where it stopped', async () => {
    const names = Array.from({ length: 24 }, (_, i) => `call-${String(i).padStart(2, '0')}.wav`);
    for (const [i, name] of names.entries()) await folder.write(name, buildWav({ durationMs: 100 + i }));
    const first: ImportedFile[] = [];
    let going: Promise<void> | undefined;
    await expect(
      run({}, (file) => {
        first.push(file);
        // Storage goes in the middle of what is under way.
        if (first.length === 9) going = storage.azurite.goAway();
      }),
    ).rejects.toThrow(ImportInterrupted);
    await going;
    await storage.azurite.restart();
    const kept = (await storedNames()).length;
    expect(kept).toBeGreaterThanOrEqual(9);
    expect(kept).toBeLessThan(24);
    const second = await run();
    expect(second.filter(({ outcome }) => outcome === 'same').length).toBe(kept);
    expect(second.filter(({ outcome }) => outcome === 'stored').length).toBe(24 - kept);
    expect(await storedNames()).toEqual(names.map((name) => `undated/${name}`));
  });
});
