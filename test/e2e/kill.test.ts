import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditReader } from '../../src/features/audit/store.ts';
import type { Grant } from '../../src/features/requests/model/grant.ts';
import type { AccessRequest } from '../../src/features/requests/model/request.ts';
import { toInstant } from '../../src/kernel/time.ts';
import { isPostgresUrl, openDatabase } from '../../src/platform/database/open.ts';
import { DANA, DAVID, RITA, TOM } from '../builders.ts';
import { type Azurite, startAzurite } from '../support/azurite.ts';
import { type KillableDesk, startKillableDesk } from '../support/killableDesk.ts';
import { freePort } from '../support/ports.ts';
import { type RestartablePostgres, startPostgres } from '../support/postgres.ts';
import { namesIn, storeCalls } from '../support/recordings.ts';
import { startTestSlack, type TestSlack } from '../support/slack.ts';
import { FILLED, NOISE } from '../support/slackDesk.ts';
import { labelsOf, type SlackMessage, wordsOf } from '../support/slackShapes.ts';
import { rowsOf } from '../support/tables.ts';
import { until } from '../support/until.ts';
import { buildWav } from '../support/wav.ts';

/** At least so many, as many of each way to be killed; two hundred where somebody asks for them. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 9);

/** A round takes seconds; on a machine that is merely busy none takes this. */
const A_ROUND_HANGS_MS = 60_000;

/**
 * On PostgreSQL fewer: what is killed is the same desk. `enough` must have been acknowledged for the test to say
 * anything.
 */
const DATABASES = [
  { name: 'SQLite', rounds: ROUNDS, enough: { sent: 6, approved: 3 } },
  { name: 'PostgreSQL', rounds: Number(process.env.KILL_ROUNDS ?? 3), enough: { sent: 2, approved: 1 } },
] as const;

/** Longer than a message is held by a process that has died. */
const STEP_MS = 2 * 60_000;

const yesterday = new Date(Date.now() - 24 * 3_600_000).toISOString().slice(0, 10);

const seed = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000);

/** Repeatable randomness (mulberry32). */
function random(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

let slack: TestSlack;

let azurite: Azurite;

let folder: string;

/** The desk's database, as DATABASE_URL gives it. */
let url: string;

let postgres: RestartablePostgres | undefined;

type Row = Readonly<Record<string, unknown>>;

/** Reads rows of the desk's database while the desk runs. */
async function query(text: string): Promise<readonly Row[]> {
  if (!isPostgresUrl(url)) return rowsOf(url, text);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

let port: number;

async function setUp(database: (typeof DATABASES)[number]['name']): Promise<void> {
  [slack, azurite, folder, port] = await Promise.all([
    startTestSlack(),
    startAzurite(),
    mkdtemp(join(tmpdir(), 'desk-kill-')),
    freePort(),
  ]);
  postgres = database === 'PostgreSQL' ? await startPostgres() : undefined;
  url = postgres?.url ?? join(folder, 'desk.sqlite');
  for (const acknowledgedOf of Object.values(acknowledged)) acknowledgedOf.clear();
  slack.connect(`http://127.0.0.1:${port}`);
  const metadata = { start: `${yesterday}T15:10:00Z`, extension: '210', number: '01632960123', duration: '20' };
  await storeCalls(azurite.connectionString, [{ name: 'call.wav', wav: buildWav(NOISE), metadata }]);
}

async function tearDown(): Promise<void> {
  await Promise.all([slack.stop(), azurite.stop(), postgres?.stop()]);
  await rm(folder, { recursive: true, force: true });
}

const start = (aheadMs: number): Promise<KillableDesk> =>
  startKillableDesk({
    port,
    databaseUrl: url,
    connectionString: azurite.connectionString,
    slack: slack.settings,
    directors: slack.emulator.channelIds.directors,
    aheadMs,
  });

/** What somebody was told had been done; it must be there whatever comes after. */
const acknowledged = { sent: new Set<string>(), approved: new Set<string>(), denied: new Set<string>() };

const isEnough = ({ sent, approved }: (typeof DATABASES)[number]['enough']): boolean =>
  acknowledged.sent.size >= sent && acknowledged.approved.size >= approved;

let isKilled = false;

const directorsCard = (id: string): Promise<SlackMessage> =>
  until('the directors’ card', async () => {
    if (isKilled) throw new Error('Waited in vain: the desk was killed');
    const messages = await slack.messages(slack.emulator.channelIds.directors);
    return messages.find((message) => wordsOf(message).includes(id));
  });

/** One request from its form to a decision, as far as the desk lives. */
async function oneRequest(asker: string, director: string, deny: boolean): Promise<void> {
  await slack.command(asker, '/request-recording');
  const sent = await slack.submit(asker, await slack.modal(asker), { ...FILLED, date: yesterday, time: '15:10' });
  const id = sent.kind === 'view' ? /R-[0-9A-Z]{7}/.exec(wordsOf(sent.view))?.[0] : undefined;
  if (!id) throw new Error(`Not taken: ${JSON.stringify(sent)}`);
  acknowledged.sent.add(id);
  await slack.press(director, await directorsCard(id), deny ? 'Deny' : 'Approve');
  const step = await slack.modal(director);
  // After a kill somebody may still be waiting for a form that the next round then opens for another request.
  if (step.private_metadata !== id) return;
  const typed = deny ? { reason: 'Not needed.' } : { from: '0:02', to: '0:05' };
  const decided = await slack.submit(director, step, typed);
  if (decided.kind === 'closed') acknowledged[deny ? 'denied' : 'approved'].add(id);
}

let turns = 0;

/** People at work until the desk is killed; what fails then is theirs to try again. */
async function people(dead: Promise<void>): Promise<void> {
  isKilled = false;
  void dead.then(() => {
    isKilled = true;
  });
  const works = async (asker: string, director: string): Promise<void> => {
    while (!isKilled) {
      turns += 1;
      const trying = oneRequest(asker, director, turns % 3 === 0).catch((error: Error) => {
        if (!isKilled && !/fetch failed|vain|got \d+/.test(error.message)) throw error;
      });
      await Promise.race([trying, dead]);
    }
  };
  await Promise.all([works(RITA, DANA), works(TOM, DAVID)]);
}

/**
 * Ends a round at the Nth call to Slack: of any call, some milliseconds later, or of one that puts a card
 * there or changes one, before it is passed on or after. No clock ends it, so that as much is done in a round
 * on a slow machine as on a fast one.
 */
function planKill(round: number, chance: () => number, kill: () => void): void {
  const way = (['any', 'came', 'passed'] as const)[round % 3];
  const method = chance() < 0.6 ? 'chat.postMessage' : 'chat.update';
  const most = way === 'any' ? 80 : method === 'chat.postMessage' ? 8 : 4;
  const delayMs = chance() * 60;
  let left = 1 + Math.floor(chance() * most);
  slack.proxy.watch((called, stage) => {
    if (way !== 'any' && (called !== method || stage !== way)) return;
    left -= 1;
    if (left !== 0) return;
    if (way === 'any') setTimeout(kill, delayMs);
    else kill();
  });
}

describe.each(DATABASES)('a desk on $name', ({ name, rounds, enough }) => {
  beforeAll(() => setUp(name));
  afterAll(tearDown);

  it(
    'keeps every decision and loses no message however often it is killed',
    () => killAndLook(rounds, enough),
    (5 + rounds) * A_ROUND_HANGS_MS,
  );
});

async function killAndLook(rounds: number, enough: (typeof DATABASES)[number]['enough']): Promise<void> {
  process.stdout.write(`killing with KILL_SEED=${seed}\n`);
  const chance = random(seed);
  let round = 0;
  for (; round < rounds || !isEnough(enough); round += 1) {
    const desk = await start(round * STEP_MS);
    planKill(round, chance, desk.kill);
    await people(desk.ended);
    slack.proxy.watch(() => {});
  }

  const last = await start(round * STEP_MS);
  await until('an empty outbox', async () => Number((await query('select count(*) as n from outbox'))[0]?.n) === 0);
  await last.stop();

  const requests = new Map(
    (await query('select id, body from requests')).map(({ id, body }) => [
      String(id),
      JSON.parse(String(body)) as AccessRequest,
    ]),
  );
  process.stdout.write(
    `in ${round} rounds ${acknowledged.sent.size} requests, ${acknowledged.approved.size} approvals and ${acknowledged.denied.size} denials were acknowledged\n`,
  );
  for (const id of acknowledged.sent) expect(requests.has(id), id).toBe(true);
  for (const id of acknowledged.approved) expect(requests.get(id)?.state, id).toBe('released');
  for (const id of acknowledged.denied) expect(requests.get(id)?.state, id).toBe('denied');

  const clips = await namesIn(azurite.connectionString, 'clips');
  const grants = (await query('select body from grants')).map(({ body }) => JSON.parse(String(body)) as Grant);
  for (const [id, { state, agreements }] of requests) {
    const own = grants.filter(({ requestId }) => requestId === id);
    expect(own, `grants of ${id}, ${state}`).toHaveLength(agreements.length);
    for (const grant of own) {
      expect([state, grant.state]).toEqual(['released', 'ready']);
      expect(clips).toContain(grant.clip?.blobName);
    }
  }
  expect(await query('select id from posts where unreached is not null')).toEqual([]);
  expect(
    await query('select id from posts where id not in (select post_id from post_refs)'),
    'cards that stand nowhere',
  ).toEqual([]);
  await expectNoButtonsOnDecided(requests);

  const database = await openDatabase(url);
  // What was committed just before a kill has its number all the same: the desk numbers it at its next start.
  const audit = auditReader(database.db, { changesNothing: true });
  expect(await audit.verify()).toBeUndefined();
  expect((await audit.waiting(toInstant('2027-01-01T00:00:00Z'))).some).toEqual([]);
  const approved = new Set<string>();
  for await (const { action, subject, outcome } of audit.events())
    if (action === 'request.approve' && outcome === 'ok') approved.add(subject);
  for (const id of acknowledged.approved) expect(approved.has(id), id).toBe(true);
  await database.close();
}

async function expectNoButtonsOnDecided(requests: ReadonlyMap<string, AccessRequest>): Promise<void> {
  const standing = `select subject, message_id from post_refs join posts on posts.id = post_refs.post_id where card = 'approver'`;
  const messages = new Map(
    (await slack.messages(slack.emulator.channelIds.directors)).map((message) => [message.ts, message]),
  );
  for (const { subject, message_id: ts } of await query(standing)) {
    const message = messages.get(String(ts));
    const open = requests.get(String(subject))?.state === 'awaiting-approval';
    expect(message && labelsOf(message).length > 0, String(subject)).toBe(open);
  }
  // A card whose sending got no answer may stand twice: none that the desk forgot may still ask for a decision.
  for (const message of messages.values()) {
    const id = /R-[0-9A-Z]{7}/.exec(wordsOf(message))?.[0] ?? '';
    if (labelsOf(message).length > 0) expect(requests.get(id)?.state, id).toBe('awaiting-approval');
  }
}
