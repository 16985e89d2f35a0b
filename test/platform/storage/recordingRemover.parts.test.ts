import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectStorage } from '../../../src/platform/storage/connect.ts';
import { StorageUnavailable } from '../../../src/platform/storage/ports.ts';
import { createBlobRemover, MAX_AT_ONCE } from '../../../src/platform/storage/recordingRemover.ts';
import {
  type StorageAnswer,
  type StorageProxy,
  type StorageQuestion,
  startStorageProxy,
  storageRefusal,
} from '../../fakes/storageProxy.ts';
import { startStorage, type TestStorage } from '../../support/storage.ts';

let storage: TestStorage;

let proxy: StorageProxy;

beforeAll(async () => {
  storage = await startStorage();
  proxy = await startStorageProxy(storage.azurite);
});

afterAll(async () => {
  await proxy.stop();
  await storage.azurite.stop();
});

afterEach(() => proxy.rewrite(() => undefined));

const directly = () => createBlobRemover(storage.service);

const byProxy = () => createBlobRemover(connectStorage({ connectionString: proxy.connectionString }));

const deliverAll = (names: readonly string[]) =>
  Promise.all(names.map((name) => storage.deliver(name, new Uint8Array(3))));

async function left(): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of storage.recordings.listBlobsFlat({ includeSnapshots: true })) names.push(name);
  return names;
}

const outcomes = (removals: readonly { readonly outcome: string }[]) => removals.map(({ outcome }) => outcome);

const isBatch = ({ url }: StorageQuestion): boolean => url.includes('comp=batch');

/** The answer to a batch, with the part about the blob at `at` replaced by another. */
function withSubAnswer(answer: StorageAnswer, at: number, status: number, code: string): StorageAnswer {
  const [start = '', ...rest] = answer.body.toString('latin1').split(/(?=Content-ID: )/);
  const parts = rest.map((part) =>
    part.startsWith(`Content-ID: ${at}\r\n`)
      ? part
          .replace(/HTTP\/1\.1 \d+ [^\r]*/, `HTTP/1.1 ${status} No`)
          .replace(/(HTTP\/1\.1[^\r]*\r\n)/, `$1x-ms-error-code: ${code}\r\n`)
      : part,
  );
  return { ...answer, body: Buffer.from([start, ...parts].join(''), 'latin1') };
}

describe('deleting recordings', () => {
  it('deletes many recordings in one request, and gives an outcome for each in the order asked', async () => {
    const names = Array.from({ length: MAX_AT_ONCE }, (_, i) => `2026/05/${i}.wav`);
    await deliverAll(names.filter((_, i) => i % 2 === 0));
    const before = proxy.questions.length;
    const removals = await byProxy().remove('recordings', names);
    expect(removals.map(({ name }) => name)).toEqual(names);
    expect(removals.every(({ outcome }, i) => outcome === (i % 2 === 0 ? 'deleted' : 'gone'))).toBe(true);
    expect(proxy.questions.length - before).toBe(1);
    expect(await left()).toEqual([]);
  });

  it('takes at most 256 names at once, and asks nothing of storage for none', async () => {
    expect(await directly().remove('recordings', [])).toEqual([]);
    const tooMany = Array.from({ length: MAX_AT_ONCE + 1 }, (_, i) => `${i}`);
    await expect(directly().remove('recordings', tooMany)).rejects.toThrow('At most 256');
  });

  it('deletes exactly the recordings it was told to, whatever characters are in their names', async () => {
    const odd = [
      '4166/[Celia Perez]_4166-01553888553_20260514131342(3644).wav',
      'ipbx:acme:callrecording:users:117209:1667337742543-1666686434952-117209-+16695555518_E.mp3',
      'CallRecordings/2024/01/26/e81b7b4d_20240126T03:07_UTC.wav',
      'it\u2019s "quoted" & it\'s <b>.wav',
      '100%.wav',
      '%2e%2e/escaped.wav',
      'a%20b.wav',
      'hash#query?x=1.wav',
      'plus+and space.wav',
      'Zo\u00eb Brown \u0417\u0434\u0440\u0430\u0432\u0435 \ud83d\udc22.wav',
      'semi;colon,comma=equals@at!.wav',
      'brackets(1){2}[3]~`^|.wav',
      'double//slash.wav',
    ];
    const beside = ['a b.wav', 'hash', '..', 'a/escaped.wav', 'plus', 'escaped.wav'].filter((n) => n !== '..');
    await deliverAll([...odd, ...beside]);
    expect(outcomes(await directly().remove('recordings', odd))).toEqual(odd.map(() => 'deleted'));
    expect((await left()).sort()).toEqual([...beside].sort());
    expect(outcomes(await directly().remove('recordings', beside))).toEqual(beside.map(() => 'deleted'));
  });

  it('deletes nothing outside the container, whatever the name', async () => {
    const clip = storage.service.getContainerClient('clips').getBlockBlobClient('kept.wav');
    await clip.uploadData(new Uint8Array(3));
    await storage.deliver('kept.wav', new Uint8Array(3));
    const names = ['../clips/kept.wav', 'x/../kept.wav', './kept.wav', ''];
    expect(await directly().remove('recordings', names)).toEqual(
      names.map((name) => ({ name, outcome: 'failed', code: 'InvalidResourceName' })),
    );
    expect(await clip.exists()).toBe(true);
    expect(await left()).toEqual(['kept.wav']);
    await directly().remove('recordings', ['kept.wav']);
  });

  it('deletes clips in their own container', async () => {
    const clip = storage.service.getContainerClient('clips').getBlockBlobClient('c.wav');
    await clip.uploadData(new Uint8Array(3));
    await storage.deliver('c.wav', new Uint8Array(3));
    expect(outcomes(await directly().remove('clips', ['c.wav']))).toEqual(['deleted']);
    expect(await clip.exists()).toBe(false);
    expect(await left()).toEqual(['c.wav']);
    await directly().remove('recordings', ['c.wav']);
  });

  it('deletes snapshots with their blob, and blobs somebody holds a lease on', async () => {
    await deliverAll(['snapped.wav', 'leased.wav', 'plain.wav']);
    await storage.recordings.getBlobClient('snapped.wav').createSnapshot();
    await storage.recordings.getBlobClient('leased.wav').getBlobLeaseClient().acquireLease(-1);
    const names = ['snapped.wav', 'leased.wav', 'plain.wav'];
    expect(outcomes(await directly().remove('recordings', names))).toEqual(['deleted', 'deleted', 'deleted']);
    expect(await left()).toEqual([]);
  });

  it('deletes a single recording that is leased, and says so of one that has gone', async () => {
    await deliverAll(['one.wav']);
    await storage.recordings.getBlobClient('one.wav').getBlobLeaseClient().acquireLease(60);
    expect(outcomes(await directly().remove('recordings', ['one.wav']))).toEqual(['deleted']);
    expect(outcomes(await directly().remove('recordings', ['one.wav']))).toEqual(['gone']);
  });
});

describe('when storage will not delete one of them', () => {
  it.each([
    [409, 'BlobImmutableDueToPolicy', 'locked'],
    [409, 'BlobImmutableDueToLegalHold', 'locked'],
    [409, 'BlobBeingRehydrated', 'failed'],
  ])('gives for storage’s %i %s the outcome %s, and deletes the others', async (status, code, outcome) => {
    await deliverAll(['a.wav', 'b.wav', 'c.wav']);
    proxy.rewrite((question, answer) => (isBatch(question) ? withSubAnswer(answer, 1, status, code) : undefined));
    expect(await byProxy().remove('recordings', ['a.wav', 'b.wav', 'c.wav'])).toEqual([
      { name: 'a.wav', outcome: 'deleted', code: null },
      { name: 'b.wav', outcome, code },
      { name: 'c.wav', outcome: 'deleted', code: null },
    ]);
  });

  it.each([
    [429, 'TooManyRequests'],
    [503, 'ServerBusy'],
    [500, 'OperationTimedOut'],
  ])('asks storage once more for a recording refused with %i %s', async (status, code) => {
    await deliverAll(['a.wav', 'c.wav']);
    proxy.rewrite((question, answer) => (isBatch(question) ? withSubAnswer(answer, 1, status, code) : undefined));
    // `b.wav` had been deleted, so the second call finds it gone.
    expect(outcomes(await byProxy().remove('recordings', ['a.wav', 'b.wav', 'c.wav']))).toEqual([
      'deleted',
      'gone',
      'deleted',
    ]);
  });

  it('gives the outcome failed, with storage’s code, for a recording that storage stays too busy to delete', async () => {
    await deliverAll(['a.wav', 'c.wav']);
    proxy.rewrite((question, answer) => {
      if (isBatch(question)) return withSubAnswer(answer, 1, 503, 'ServerBusy');
      return storageRefusal(503, 'ServerBusy');
    });
    const removals = await byProxy().remove('recordings', ['a.wav', 'b.wav', 'c.wav']);
    expect(removals[1]).toEqual({ name: 'b.wav', outcome: 'failed', code: 'ServerBusy' });
    expect(outcomes(removals)).toEqual(['deleted', 'failed', 'deleted']);
  });

  it('deletes each recording by itself where the answer to a batch cannot be read', async () => {
    await deliverAll(['a.wav', 'b.wav']);
    proxy.rewrite((question) => (isBatch(question) ? storageRefusal(400, 'InvalidInput') : undefined));
    // The emulator has deleted them by then; only its answer was changed.
    expect(outcomes(await byProxy().remove('recordings', ['a.wav', 'b.wav', 'd.wav']))).toEqual([
      'gone',
      'gone',
      'gone',
    ]);
    proxy.rewrite((question, answer) => (isBatch(question) ? { ...answer, body: Buffer.from('nonsense') } : undefined));
    await deliverAll(['a.wav', 'b.wav']);
    expect(outcomes(await byProxy().remove('recordings', ['a.wav', 'b.wav']))).toEqual(['gone', 'gone']);
    expect(await left()).toEqual([]);
  });
});

describe('when storage does not answer', () => {
  it.each(['one', 'many'])('rejects with StorageUnavailable when storage is away while it deletes %s', async (how) => {
    proxy.rewrite(() => 'hang-up');
    const names = how === 'one' ? ['a.wav'] : ['a.wav', 'b.wav'];
    await expect(byProxy().remove('recordings', names)).rejects.toThrow(StorageUnavailable);
  });

  it('rejects with StorageUnavailable for a container that is not there, and for a wrong key', async () => {
    const elsewhere = createBlobRemover(storage.service, { recordings: 'elsewhere', clips: 'clips', holds: 'holds' });
    await expect(elsewhere.remove('recordings', ['a.wav', 'b.wav'])).rejects.toThrow('no container elsewhere');
    const wrong = Buffer.from('not the key').toString('base64');
    const service = connectStorage({
      connectionString: storage.azurite.connectionString.replace(/AccountKey=[^;]+/, `AccountKey=${wrong}`),
    });
    await expect(createBlobRemover(service).remove('recordings', ['a.wav', 'b.wav'])).rejects.toThrow(
      StorageUnavailable,
    );
  });
});
