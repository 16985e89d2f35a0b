import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpServer, type HttpServer } from '../../../../src/app/http.ts';
import {
  createRecordingsHook,
  createRecordingsHookPermission,
} from '../../../../src/features/intake/web/recordingsHook.ts';
import { StorageUnavailable } from '../../../../src/platform/storage/ports.ts';
import { NOTHING } from '../../../support/nothing.ts';

const SECRET = 'a secret of more than 16 characters & more';

const FRONT = '/blobServices/default/containers/recordings/blobs/';

let server: HttpServer;

let address: string;

let arrivals: (readonly string[])[];

let lines: unknown[];

let trouble: Error | undefined;

beforeEach(async () => {
  arrivals = [];
  lines = [];
  trouble = undefined;
  const note = (event: string, fields: unknown) => void lines.push({ event, fields });
  const log = { info: note, warn: note, error: note };
  const hook = createRecordingsHook({
    secret: SECRET,
    containerName: 'recordings',
    log,
    arrived: async (names) => {
      if (trouble) throw trouble;
      arrivals.push(names);
    },
  });
  server = createHttpServer({ ...NOTHING, log, routes: [hook, createRecordingsHookPermission({ secret: SECRET })] });
  address = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}/hooks/recordings`;
});

afterEach(() => server.close());

const byCode = (): string => `${address}?code=${encodeURIComponent(SECRET)}`;

const send = (body: unknown, headers: Record<string, string> = {}, to = byCode()) =>
  fetch(to, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'aeg-event-type': 'Notification', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** As storage tells of one blob; the address is encoded, the subject is not. */
const created = (name: string, changes: { api?: string; container?: string; type?: string } = {}) => {
  const { api = 'PutBlob', container = 'recordings', type = 'Microsoft.Storage.BlobCreated' } = changes;
  const path = name.split('/').map(encodeURIComponent).join('/');
  return {
    topic: '/subscriptions/x/resourceGroups/vets/providers/Microsoft.Storage/storageAccounts/vetcalls',
    subject: `/blobServices/default/containers/${container}/blobs/${name}`,
    eventType: type,
    id: '831e1650-001e-001b-66ab-eeb76e069631',
    eventTime: '2026-05-14T12:20:00.0000000Z',
    data: { api, contentLength: 524_288, url: `https://vetcalls.blob.core.windows.net/${container}/${path}` },
    dataVersion: '',
    metadataVersion: '1',
  };
};

const cloud = (name: string) => {
  const { subject, eventType, data, id, topic, eventTime } = created(name);
  return { specversion: '1.0', type: eventType, source: topic, id, time: eventTime, subject, data };
};

const CX = '4166/[Celia Perez]_4166-01553888553_20260514131342(3644).wav';

describe('being told of recordings', () => {
  it('takes in every blob written to the container, whatever its name', async () => {
    const names = [CX, '100%.wav', 'a b#c?d.wav', 'Zoë 🐢.wav', 'ipbx:a:callrecording:users:1.mp3'];
    const answer = await send(names.map((name) => created(name)));
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(arrivals).toEqual([names]);
  });

  it('asks about both where the subject can be read in two ways', async () => {
    const event = { ...created('a b.wav'), subject: `${FRONT}a%20b.wav` };
    expect((await send([event])).status).toBe(200);
    expect(arrivals).toEqual([['a%20b.wav', 'a b.wav']]);
  });

  it.each(['PutBlob', 'PutBlockList', 'CopyBlob', 'FlushWithClose', 'SftpCommit'])('counts %s', async (api) => {
    await send([created('a.wav', { api })]);
    expect(arrivals).toEqual([['a.wav']]);
  });

  it.each([
    ['a file that is only begun', created('a.wav', { api: 'CreateFile' })],
    ['a file begun by SFTP', created('a.wav', { api: 'SftpCreate' })],
    ['another container', created('a.wav', { container: 'clips' })],
    ['a container whose name begins the same', created('a.wav', { container: 'recordings-old' })],
    ['a deletion', created('a.wav', { type: 'Microsoft.Storage.BlobDeleted', api: 'DeleteBlob' })],
    ['something new', created('a.wav', { type: 'Microsoft.Storage.BlobPainted' })],
    ['a name longer than any', created('a'.repeat(1_025))],
  ])('passes over %s', async (_, event) => {
    expect((await send([event])).status).toBe(200);
    expect(arrivals).toEqual([]);
  });

  it('tells the same name once', async () => {
    await send([created('a.wav'), created('a.wav', { api: 'PutBlockList' })]);
    expect(arrivals).toEqual([['a.wav']]);
  });

  it('takes CloudEvents, one or several', async () => {
    const type = 'application/cloudevents+json; charset=utf-8';
    expect((await send(cloud(CX), { 'content-type': type })).status).toBe(200);
    expect(
      (await send([cloud('a.wav'), cloud('b.wav')], { 'content-type': 'application/cloudevents-batch+json' })).status,
    ).toBe(200);
    expect(arrivals).toEqual([[CX], ['a.wav', 'b.wav']]);
  });

  it('logs counts, and never a name', async () => {
    await send([created(CX)]);
    trouble = new StorageUnavailable(CX);
    await send([created(CX)]);
    expect(lines).toContainEqual({ event: 'hook.recordings', fields: { blobs: 1 } });
    expect(JSON.stringify(lines)).not.toMatch(/Celia|01553|wav/);
  });
});

describe('agreeing to be told', () => {
  it('sends Event Grid’s code back', async () => {
    const event = {
      id: '1',
      topic: 't',
      subject: '',
      eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
      data: { validationCode: '512d38b6-c7b8-40c8-89fe-f46f9e9622b6', validationUrl: 'https://x' },
    };
    const answer = await send([event], { 'aeg-event-type': 'SubscriptionValidation' });
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { validationResponse: '512d38b6-c7b8-40c8-89fe-f46f9e9622b6' },
    ]);
    expect(arrivals).toEqual([]);
    expect((await send([{ ...event, data: {} }])).status).toBe(400);
  });

  it('allows the origin that asks for it, with CloudEvents', async () => {
    const ask = (headers: Record<string, string>, to = byCode()) => fetch(to, { method: 'OPTIONS', headers });
    const answer = await ask({ 'WebHook-Request-Origin': 'eventgrid.azure.net', 'WebHook-Request-Rate': '120' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('webhook-allowed-origin')).toBe('eventgrid.azure.net');
    expect(answer.headers.get('webhook-allowed-rate')).toBe('120');
    expect((await ask({})).status).toBe(400);
    expect((await ask({ 'WebHook-Request-Origin': 'eventgrid.azure.net' }, address)).status).toBe(401);
  });
});

describe('the secret', () => {
  it('may stand in a header', async () => {
    expect((await send([created('a.wav')], { 'x-desk-secret': SECRET }, address)).status).toBe(200);
    expect(arrivals).toEqual([['a.wav']]);
  });

  it.each([
    ['missing', '', {}],
    ['empty', '?code=', {}],
    ['wrong', '?code=another', {}],
    ['a character short', `?code=${encodeURIComponent(SECRET.slice(0, -1))}`, {}],
    ['wrong in the header', '', { 'x-desk-secret': `${SECRET} x` }],
  ])('%s: 401, and nothing is taken in', async (_, query, headers) => {
    const answer = await send([created(CX)], headers, `${address}${query}`);
    expect(answer.status).toBe(401);
    expect(arrivals).toEqual([]);
    expect(JSON.stringify(lines)).not.toContain('another');
  });
});

describe('what cannot be taken in', () => {
  it.each([
    ['not JSON', 'nonsense'],
    ['no object', [3]],
    ['null', 'null'],
    ['no type', [{ subject: `${FRONT}a.wav` }]],
    ['no subject', [{ ...created('a.wav'), subject: undefined }]],
    ['no data', [{ ...created('a.wav'), data: null }]],
    ['one bad among good ones', [created('a.wav'), { eventType: 'Microsoft.Storage.BlobCreated' }]],
  ])('%s: 400, with a sentence', async (_, body) => {
    const answer = await send(body);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(/^[A-Z].*\. This door takes Event Grid’s events about blobs\.\n$/);
    expect(arrivals).toEqual([]);
  });

  it('while storage is away: 503, to be sent again', async () => {
    trouble = new StorageUnavailable('away');
    const answer = await send([created('a.wav')]);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
    trouble = undefined;
    expect((await send([created('a.wav')])).status).toBe(200);
    expect(arrivals).toEqual([['a.wav']]);
  });

  it('what nobody expected: 500 without detail', async () => {
    trouble = new Error(CX);
    const answer = await send([created('a.wav')]);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('Celia');
  });

  it('a body over a megabyte: 413', async () => {
    expect((await send('x'.repeat(1024 * 1024 + 1))).status).toBe(413);
  });
});
