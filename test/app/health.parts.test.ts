import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { addMinutes } from '../../src/kernel/time.ts';
import { DANA, RITA } from '../builders.ts';
import { startStorageProxy, storageRefusal } from '../fakes/storageProxy.ts';
import { type Azurite, startAzurite } from '../support/azurite.ts';
import { type BothDesk, startBothDesk } from '../support/bothDesk.ts';
import { startTestDesk } from '../support/desk.ts';
import { wordsOf } from '../support/slackShapes.ts';

let stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  stops = [];
});

async function both(): Promise<BothDesk> {
  const desk = await startBothDesk();
  stops.push(desk.stop);
  return desk;
}

const healthOf = async (url: string): Promise<{ status: number; checks: Record<string, string> }> => {
  const answer = await fetch(`${url}/health`);
  return { status: answer.status, checks: ((await answer.json()) as { checks: Record<string, string> }).checks };
};

/** Lets a database be read and not written, as a full disk does. */
function fill(file: string): void {
  const database = new DatabaseSync(file);
  for (const table of ['job_state', 'inbound_events'])
    database.exec(`create trigger full_${table} before insert on ${table} begin select raise(fail, 'full'); end`);
  database.close();
}

describe('health', () => {
  it('is well with everything there', async () => {
    const desk = await both();
    expect(await healthOf(desk.url)).toEqual({
      status: 200,
      checks: {
        database: 'ok',
        storage: 'ok',
        outbox: 'ok',
        audit: 'ok',
        clock: 'ok',
        jobs: 'ok',
        slack: 'ok',
        teams: 'ok',
      },
    });
  });

  it('says that the database takes nothing any more, though it can be read', async () => {
    const desk = await both();
    fill(desk.databaseFile);
    const { status, checks } = await healthOf(desk.url);
    expect(status).toBe(503);
    expect(checks.database).toMatch(/^Error sqlite_\d+$/);
    expect(checks.storage).toBe('ok');
  });

  it('writes to the database now and then only, however often somebody asks', async () => {
    const desk = await both();
    const database = new DatabaseSync(desk.databaseFile);
    database.exec(
      `create table written (n integer);
       create trigger count_written after insert on job_state when new.name = 'health'
         begin insert into written values (1); end;
       create trigger count_rewritten after update on job_state when new.name = 'health'
         begin insert into written values (1); end`,
    );
    for (let at = 0; at < 20; at += 1) await healthOf(desk.url);
    const count = database.prepare('select count(*) as n from written').get();
    database.close();
    expect(count?.n).toBe(1);
  });

  it('says that an event of the audit is not being numbered, which the DPO and the managers are told', async () => {
    const desk = await both();
    const database = new DatabaseSync(desk.databaseFile);
    const insert = database.prepare(
      "insert into audit_pending (at, actor, action, subject, outcome, detail) values (?, 'p-1', 'request.deny', 'R-1', 'ok', 'no json')",
    );
    insert.run(addMinutes(desk.clock.now(), -2));
    database.close();
    const { status, checks } = await healthOf(desk.url);
    expect(status).toBe(503);
    expect(checks.audit).toBe('1 events wait to be numbered');
    desk.clock.advanceMs(60_000);
    await desk.tick();
    const told = await desk.desk.uow.read(({ summaries }) => summaries.find('reach-audit-2026-11-24'));
    expect(JSON.stringify(told)).toContain('The audit is not being numbered');
  });

  it('says that storage takes nothing any more, though it can be read', async () => {
    const azurite: Azurite = await startAzurite();
    stops.push(azurite.stop);
    const proxy = await startStorageProxy(azurite);
    stops.push(proxy.stop);
    const desk = await startTestDesk({ azurite, settings: { storage: { connectionString: proxy.connectionString } } });
    stops.push(desk.stop);
    proxy.rewrite(({ method }) =>
      method === 'PUT' ? storageRefusal(403, 'InsufficientAccountPermissions') : undefined,
    );
    const { status, checks } = await healthOf(desk.url);
    expect(status).toBe(503);
    expect(checks.storage).toBe('app InsufficientAccountPermissions');
  });

  it('says that Slack’s token is revoked though nothing is to be sent, and that it is well again', async () => {
    const desk = await both();
    desk.slack.proxy.fail('auth.test', { kind: 'refuses', error: 'token_revoked' }, 2);
    expect((await healthOf(desk.url)).checks.slack).toBe('app token_revoked');
    expect((await healthOf(desk.url)).status).toBe(503);
    expect((await healthOf(desk.url)).status).toBe(200);
  });

  it('does not wait for what hangs', async () => {
    const desk = await both();
    desk.slack.proxy.fail('auth.test', { kind: 'hangs' }, 9);
    const begun = Date.now();
    const { status, checks } = await healthOf(desk.url);
    expect(status).toBe(503);
    expect(checks.slack).toBe('does not answer');
    expect(Date.now() - begun).toBeLessThan(5_000);
  });
});

describe('somebody who acts while the desk cannot write a thing', () => {
  it('is told so in Slack, for a command, a form, a button and a mention', async () => {
    const desk = await both();
    const id = await desk.ask(RITA);
    const card = await desk.card(id, 'approver', 'directors');
    fill(desk.databaseFile);
    await desk.slack.command(RITA, '/my-requests');
    expect(wordsOf(await desk.slack.whisper(RITA))).toContain('Nothing was changed');
    await desk.slack.command(RITA, '/request-recording');
    expect(wordsOf(await desk.slack.modal(RITA))).toContain('Nothing was changed');
    await desk.slack.press(DANA, card, 'Approve');
    expect(wordsOf(await desk.slack.modal(DANA))).toContain('Nothing was changed');
    await desk.slack.mention(DANA, card.channel, 'use this channel for directors');
    expect(wordsOf(await desk.slack.whisper(DANA))).toContain('Nothing was changed');
  });

  it('is told so in Teams, for what is typed and for what is pressed', async () => {
    const desk = await both();
    fill(desk.databaseFile);
    await desk.teams.type('rita', '/my-requests');
    expect(desk.inTeams(RITA)).toContain('Nothing was changed');
    const pressed = await desk.teams.act('rita', { conversation: 'chat-rita', id: 'none' }, 'my-requests', {});
    expect(pressed.text).toContain('Nothing was changed');
    expect(JSON.stringify(desk.log.lines)).toMatch(/teams\.turn-failed.*sqlite_/);
  });
});
