import { request } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RITA } from '../builders.ts';
import { postSigned } from '../demo/slack/signed.ts';
import { startTeamsConnector, TENANT, type TeamsConnector } from '../fakes/teamsConnector.ts';
import { mangled } from '../support/mangle.ts';
import { type SlackDesk, startSlackDesk } from '../support/slackDesk.ts';

const HOOK_SECRET = 'a-secret-of-the-hook-0123456789';

/** Requests in all; CONTRIBUTING.md says how to send more. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 1_500);

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_125);

let desk: SlackDesk;

let connector: TeamsConnector;

beforeAll(async () => {
  connector = await startTeamsConnector([{ id: 'rita', name: 'Rita Reed', email: RITA }]);
  desk = await startSlackDesk({
    settings: {
      hookSecret: HOOK_SECRET,
      teams: { appId: null, appPassword: null, appType: 'SingleTenant', tenantId: TENANT },
    },
  });
});

afterAll(async () => {
  await desk.stop();
  await connector.stop();
});

interface Sent {
  readonly what: string;
  readonly send: () => Promise<number>;
}

const statusOf = async (answer: Promise<Response>): Promise<number> => {
  const { status, body } = await answer;
  await body?.cancel();
  return status;
};

const form = (fields: Record<string, unknown>): string =>
  new URLSearchParams(
    Object.fromEntries(
      Object.entries(fields).map(([key, value]) => [
        key,
        typeof value === 'string' ? value : (JSON.stringify(value) ?? ''),
      ]),
    ),
  ).toString();

const slack = (what: string, body: string, contentType: string): Sent => ({
  what: `${what}: ${body.slice(0, 400)}`,
  send: () => statusOf(postSigned(desk.slack.events, body, contentType, { secret: desk.slack.secret })),
});

const FORM = 'application/x-www-form-urlencoded';

const USER = () => desk.slack.emulator.userIds[RITA] ?? '';

const PRESS = () => ({
  type: 'block_actions',
  user: { id: USER(), team_id: 'T000000001' },
  team: { id: 'T000000001', domain: 'emulate' },
  api_app_id: 'A0DESK',
  trigger_id: 'trigger',
  response_url: 'http://127.0.0.1:9/respond',
  channel: { id: 'C000000001' },
  container: { type: 'message', is_ephemeral: false },
  message: { ts: '1.1', blocks: [] },
  actions: [{ type: 'button', action_id: 'view', block_id: 'b', value: 'request:R-0000000', action_ts: '1.1' }],
});

const SUBMISSION = () => ({
  type: 'view_submission',
  user: { id: USER(), team_id: 'T000000001' },
  team: { id: 'T000000001', domain: 'emulate' },
  view: {
    id: 'V1',
    type: 'modal',
    callback_id: 'request',
    private_metadata: '',
    state: { values: { a: { reason: { type: 'plain_text_input', value: 'A bill' } } } },
  },
});

const COMMAND = () => ({
  command: '/my-requests',
  text: 'yesterday',
  user_id: USER(),
  team_id: 'T000000001',
  channel_id: 'C000000001',
  api_app_id: 'A0DESK',
  response_url: 'http://127.0.0.1:9/respond',
  trigger_id: 'trigger',
});

const EVENTS = () => [
  { type: 'app_mention', user: USER(), channel: 'C000000001', text: '<@B> help', ts: '1.1' },
  { type: 'app_home_opened', user: USER(), channel: 'D1', tab: 'home' },
];

const slackRequests = (): fc.Arbitrary<Sent> =>
  fc.oneof(
    fc
      .oneof(
        ...EVENTS().map((event) => mangled({ type: 'event_callback', event_id: 'Ev1', team_id: 'T000000001', event })),
      )
      .map((body) => slack('event', JSON.stringify(body), 'application/json')),
    fc
      .oneof(mangled(PRESS()), mangled(SUBMISSION()))
      .map((body) => slack('interaction', form({ payload: JSON.stringify(body) }), FORM)),
    mangled(COMMAND()).map((body) =>
      slack('command', form(typeof body === 'object' && body !== null ? { ...body } : { body }), FORM),
    ),
    fc
      .tuple(fc.string({ unit: 'binary' }), fc.constantFrom('application/json', FORM, 'text/plain'))
      .map(([body, type]) => slack('bytes', body, type)),
  );

const ACTIVITY = (kind: object) => ({
  id: 'activity',
  channelId: 'msteams',
  serviceUrl: connector.serviceUrl,
  timestamp: '2026-11-24T09:00:00.000Z',
  localTimestamp: '2026-11-24T09:00:00.000+00:00',
  from: { id: 'rita', name: 'Rita' },
  recipient: { id: 'bot', name: 'Recording Desk' },
  conversation: { id: 'chat-rita', conversationType: 'personal', tenantId: TENANT },
  channelData: { tenant: { id: TENANT } },
  entities: [{ type: 'mention', mentioned: { id: 'bot' }, text: '<at>Recording Desk</at>' }],
  ...kind,
});

const posted = (what: string, path: string, body: unknown): Sent => ({
  what: `${what}: ${JSON.stringify(body).slice(0, 600)}`,
  send: () =>
    statusOf(
      fetch(`${desk.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    ),
});

const teams = (body: unknown): Sent => posted('activity', '/api/messages', body);

const hook = (body: unknown): Sent => posted('hook', `/hooks/recordings?code=${HOOK_SECRET}`, body);

const teamsRequests = (): fc.Arbitrary<Sent> =>
  fc
    .oneof(
      mangled(ACTIVITY({ type: 'message', text: '<at>Recording Desk</at> help' })),
      mangled(ACTIVITY({ type: 'conversationUpdate', membersAdded: [{ id: 'bot' }] })),
      mangled(
        ACTIVITY({
          type: 'invoke',
          name: 'adaptiveCard/action',
          replyToId: '1',
          value: { action: { type: 'Action.Execute', verb: 'request', data: { submit: true, reason: 'A bill' } } },
        }),
      ),
      fc.string({ unit: 'binary' }),
    )
    .map(teams);

const BLOB_EVENT = {
  eventType: 'Microsoft.Storage.BlobCreated',
  subject: '/blobServices/default/containers/recordings/blobs/a.wav',
  data: { api: 'PutBlob', url: 'https://x.blob.example/recordings/a.wav' },
};

const hookRequests = (): fc.Arbitrary<Sent> =>
  fc
    .oneof(
      mangled([
        BLOB_EVENT,
        { eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent', data: { validationCode: 'x' } },
      ]),
      mangled({ ...BLOB_EVENT, type: BLOB_EVENT.eventType }),
      fc
        .string({ unit: 'binary' })
        .map((name) => [{ ...BLOB_EVENT, subject: `/blobServices/default/containers/recordings/blobs/${name}` }]),
    )
    .map(hook);

/** As bytes on the wire: `fetch` would mend an address before it is sent. */
const raw = (method: string, path: string, headers: Record<string, string>, body: string): Promise<number> =>
  new Promise((resolve) => {
    const asked = request(desk.url, { method, path, headers, insecureHTTPParser: true }, (answer) => {
      answer.resume();
      answer.once('close', () => resolve(answer.statusCode ?? 0));
    });
    // A connection that is ended with the answer is no answer of 5xx.
    asked.once('error', () => resolve(0));
    asked.end(body);
  });

const segment = fc.oneof(
  fc.constantFrom('%', '%E0%A4%A', '%00', '..', '%2e%2e%2f', 'x'.repeat(3_000), '-', '~'),
  fc.webSegment(),
  fc.string({ unit: 'binary', maxLength: 30 }).map((text) => encodeURIComponent(text.toWellFormed())),
);

const PATHS = [
  ['/listen/:x', '/page/:x', '/outside/:x'],
  ['/playback/:x', '/playback/:x/standing', '/playback/:x/audio', '/playback/:x/copy'],
  ['/desk/:x', '/desk/:x/standing', '/desk/:x/file/:x', '/desk/:x/spans', '/desk/:x/clip', '/desk/:x/result'],
  ['/:x', '/hooks/recordings', '/slack/events', '/api/messages', '/health', '/metrics'],
].flat();

const pageRequests = (): fc.Arbitrary<Sent> =>
  fc
    .record({
      method: fc.constantFrom('GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'DELETE'),
      path: fc
        .tuple(fc.constantFrom(...PATHS), segment, segment, fc.option(segment, { nil: '' }))
        .map(([path, one, two, query]) => path.replace(':x', one).replace(':x', two) + (query && `?${query}`)),
      headers: fc.record(
        {
          range: fc.constantFrom(
            'bytes=',
            'bytes=0-',
            'bytes=-1',
            'bytes=9-1',
            'bytes=0-1,2-3',
            'x',
            'bytes=99999999999999999999-',
          ),
          cookie: fc.constantFrom('desk=%', 'a=b; c', '=', 'desk-1=%E0%A4%A', ';;;'),
          origin: fc.constantFrom('null', 'http://', desk.url, 'x'),
          'sec-fetch-site': fc.constantFrom('same-origin', 'cross-site', ''),
          'content-type': fc.constantFrom('application/json', FORM, 'x', ''),
        },
        { requiredKeys: [] },
      ),
      body: fc.oneof(
        fc.constantFrom('', 'passcode=%', 'passcode=1234-5678', '{"spans":[],"nothing":true}', 'null', '[]'),
        mangled({ spans: [{ fromMs: 0, toMs: 10 }], nothing: false }).map((value) => JSON.stringify(value)),
      ),
    })
    .map(({ method, path, headers, body }) => ({
      what: `${method} ${path} ${JSON.stringify(headers)} ${body.slice(0, 200)}`,
      send: () => raw(method, path, headers as Record<string, string>, method === 'POST' ? body : ''),
    }));

it('no payload, however malformed, is answered 5xx by any route', async () => {
  const faults = new Map<string, number>();
  const any = fc.oneof(slackRequests(), teamsRequests(), hookRequests(), pageRequests());
  // Many at a time: what hangs would else hide what follows it.
  const AT_ONCE = 16;
  const sent = fc.sample(any, { numRuns: REQUESTS, seed: SEED });
  for (let from = 0; from < sent.length; from += AT_ONCE)
    await Promise.all(
      sent.slice(from, from + AT_ONCE).map(async ({ what, send }) => {
        const status = await send();
        if (status >= 500) faults.set(what, status);
      }),
    );
  expect([...faults].slice(0, 10)).toEqual([]);
  expect(faults.size).toBe(0);
});

it('payloads as they should be are taken', async () => {
  const good = [
    ...EVENTS().map((event) =>
      slack('', JSON.stringify({ type: 'event_callback', event_id: 'Ev2', event }), 'application/json'),
    ),
    ...[PRESS(), SUBMISSION()].map((body) => slack('', form({ payload: JSON.stringify(body) }), FORM)),
    slack('', form({ ...COMMAND(), trigger_id: 'another' }), FORM),
    teams(ACTIVITY({ type: 'message', text: 'help' })),
    teams(ACTIVITY({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { verb: 'view', data: {} } } })),
    hook([BLOB_EVENT]),
  ];
  for (const { send } of good) expect(await send()).toBe(200);
});

it.each([
  ['nothing', 'null'],
  ['a text', '"x"'],
  ['an event of no kind', '{"type":"event_callback","event":{}}'],
  ['an event of nobody', '{"type":"event_callback","event_id":"E","event":{"type":"app_mention","channel":1}}'],
])('a signed body that is %s is answered 400', async (_, body) => {
  const answer = await postSigned(desk.slack.events, body, 'application/json', { secret: desk.slack.secret });
  expect(answer.status).toBe(400);
});

it.each([
  [
    'an interaction without actions',
    { payload: JSON.stringify({ ...{ type: 'block_actions', user: { id: 'U1' } }, actions: [] }) },
  ],
  ['a form without a view', { payload: JSON.stringify({ type: 'view_submission', user: { id: 'U1' } }) }],
  ['a command of nobody', { command: '/my-requests' }],
  ['a payload that is no JSON', { payload: '{' }],
])('%s is answered 400', async (_, fields) => {
  const answer = await postSigned(desk.slack.events, form(fields), FORM, { secret: desk.slack.secret });
  expect(answer.status).toBe(400);
});
