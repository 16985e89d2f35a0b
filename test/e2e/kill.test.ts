import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditReader } from '../../src/features/audit/store.ts';
import type { Grant } from '../../src/features/requests/model/grant.ts';
import type { AccessRequest } from '../../src/features/requests/model/request.ts';
import { openDatabase } from '../../src/platform/database/open.ts';
import { DANA, DAVID, RITA, TOM } from '../builders.ts';
import { type Azurite, startAzurite } from '../support/azurite.ts';
import { type KillableDesk, startKillableDesk } from '../support/killableDesk.ts';
import { freePort } from '../support/ports.ts';
import { namesIn, storeCalls } from '../support/recordings.ts';
import { startTestSlack, type TestSlack } from '../support/slack.ts';
import { FILLED, NOISE } from '../support/slackDesk.ts';
import { labelsOf, type SlackMessage, wordsOf } from '../support/slackShapes.ts';
import { rowsOf } from '../support/tables.ts';
import { until } from '../support/until.ts';
import { buildWav } from '../support/wav.ts';

const ROUNDS = 15;

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

let file: string;

let port: number;

beforeAll(async () => {
  [slack, azurite, folder, port] = await Promise.all([
    startTestSlack(),
    startAzurite(),
    mkdtemp(join(tmpdir(), 'desk-kill-')),
    freePort(),
  ]);
  file = join(folder, 'desk.sqlite');
  slack.connect(`http://127.0.0.1:${port}`);
  const metadata = {
    start: `${yesterday}T15:10:00Z`,
    extension: '210',
    number: '01632960123',
    duration: '20',
  };
  await storeCalls(azurite.connectionString, [{ name: 'call.wav', wav: buildWav(NOISE), metadata }]);
});

afterAll(async () => {
  await Promise.all([slack.stop(), azurite.stop()]);
  await rm(folder, { recursive: true, force: true });
});

const start = (aheadMs: number): Promise<KillableDesk> =>
  startKillableDesk({
    port,
    databaseUrl: file,
    connectionString: azurite.connectionString,
    slack: slack.settings,
    directors: slack.emulator.channelIds.directors,
    aheadMs,
  });

/** What somebody was told had been done; it must be there whatever comes after. */
const acknowledged = { sent: new Set<string>(), approved: new Set<string>(), denied: new Set<string>() };

const directorsCard = (id: string): Promise<SlackMessage> =>
  until('the directors’ card', async () =>
    (await slack.messages(slack.emulator.channelIds.directors)).find((message) =>
      wordsOf(message).includes(id),
    ),
  );

/** One request from its form to a decision, as far as the desk lives. */
async function oneRequest(asker: string, director: string, deny: boolean): Promise<void> {
  await slack.command(asker, '/request-recording');
  const sent = await slack.submit(asker, await slack.modal(asker), {
    ...FILLED,
    date: yesterday,
    time: '15:10',
  });
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
  let over = false;
  void dead.then(() => {
    over = true;
  });
  const works = async (asker: string, director: string): Promise<void> => {
    while (!over) {
      turns += 1;
      const trying = oneRequest(asker, director, turns % 3 === 0).catch((error: Error) => {
        if (!over && !/fetch failed|vain|got \d+/.test(error.message)) throw error;
      });
      await Promise.race([trying, dead]);
    }
  };
  await Promise.all([works(RITA, DANA), works(TOM, DAVID)]);
}

/** When a round ends: after a while, or at the Nth call to Slack, before it is passed on or after. */
function planKill(round: number, chance: () => number, kill: () => void): void {
  if (round % 3 === 0) {
    setTimeout(kill, 100 + chance() * 1_500);
    return;
  }
  const method = chance() < 0.6 ? 'chat.postMessage' : 'chat.update';
  let left = 1 + Math.floor(chance() * 8);
  slack.proxy.watch((called, stage) => {
    if (called !== method || stage !== (round % 3 === 1 ? 'came' : 'passed')) return;
    left -= 1;
    if (left === 0) kill();
  });
  setTimeout(kill, 4_000).unref();
}

it('keeps every decision and loses no message however often it is killed', async () => {
  process.stdout.write(`killing with KILL_SEED=${seed}\n`);
  const chance = random(seed);
  for (let round = 0; round < ROUNDS; round += 1) {
    const desk = await start(round * STEP_MS);
    planKill(round, chance, desk.kill);
    await people(desk.ended);
    slack.proxy.watch(() => {});
  }

  const last = await start(ROUNDS * STEP_MS);
  await until('an empty outbox', () => rowsOf(file, 'select count(*) as n from outbox')[0]?.n === 0, 60_000);
  await last.stop();

  const requests = new Map(
    rowsOf(file, 'select id, body from requests').map(({ id, body }) => [
      String(id),
      JSON.parse(String(body)) as AccessRequest,
    ]),
  );
  expect(acknowledged.sent.size).toBeGreaterThan(5);
  expect(acknowledged.approved.size).toBeGreaterThan(2);
  process.stdout.write(
    `${acknowledged.sent.size} requests, ${acknowledged.approved.size} approvals and ${acknowledged.denied.size} denials were acknowledged\n`,
  );
  for (const id of acknowledged.sent) expect(requests.has(id), id).toBe(true);
  for (const id of acknowledged.approved) expect(requests.get(id)?.state, id).toBe('released');
  for (const id of acknowledged.denied) expect(requests.get(id)?.state, id).toBe('denied');

  const clips = await namesIn(azurite.connectionString, 'clips');
  const grants = rowsOf(file, 'select body from grants').map(({ body }) => JSON.parse(String(body)) as Grant);
  for (const [id, { state, agreements }] of requests) {
    const own = grants.filter(({ requestId }) => requestId === id);
    expect(own, `grants of ${id}, ${state}`).toHaveLength(agreements.length);
    for (const grant of own) {
      expect([state, grant.state]).toEqual(['released', 'ready']);
      expect(clips).toContain(grant.clip?.blobName);
    }
  }
  expect(rowsOf(file, 'select id from posts where unreached is not null')).toEqual([]);
  expect(
    rowsOf(file, 'select id from posts where id not in (select post_id from post_refs)'),
    'cards that stand nowhere',
  ).toEqual([]);
  await expectNoButtonsOnDecided(requests);

  const database = await openDatabase(file);
  expect(await auditReader(database.db).verify()).toBeUndefined();
  await database.close();
});

async function expectNoButtonsOnDecided(requests: ReadonlyMap<string, AccessRequest>): Promise<void> {
  const query = `select subject, message_id from post_refs join posts on posts.id = post_refs.post_id where card = 'approver'`;
  const messages = new Map(
    (await slack.messages(slack.emulator.channelIds.directors)).map((message) => [message.ts, message]),
  );
  for (const { subject, message_id: ts } of rowsOf(file, query)) {
    const message = messages.get(String(ts));
    const open = requests.get(String(subject))?.state === 'awaiting-approval';
    expect(message && labelsOf(message).length > 0, String(subject)).toBe(open);
  }
}
