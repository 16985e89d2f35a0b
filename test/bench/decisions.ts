import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { GENESIS } from '../../src/features/audit/model/chain.ts';
import { auditReader } from '../../src/features/audit/store.ts';
import { createApprove, createDeny } from '../../src/features/requests/decideRequest.ts';
import { createSubmitRequest } from '../../src/features/requests/submitRequest.ts';
import { toInstant } from '../../src/kernel/time.ts';
import { randomIds, systemClock } from '../../src/platform/clock.ts';
import { type Database, openDatabase } from '../../src/platform/database/open.ts';
import type { UnitOfWork } from '../../src/stores.ts';
import { buildAccount, buildIndexed, buildPerson, buildPractice, DANA, DAVID, PRIYA, RITA } from '../builders.ts';
import { buildUnitOfWork } from '../support/testUnitOfWork.ts';
import { withFolder } from './folder.ts';
import { type Figure, figure, inTurn, median, pairedRatio, timed } from './measure.ts';

const ROUNDS = 20;

const A_ROUND = 40;

const NOW = toInstant('2026-11-24T10:00:00Z');

/**
 * Decisions a second, each committed durably (SQLite in a file, `synchronous=FULL`): half approvals that make
 * a grant, half denials, by the real use cases, against a bare transaction that writes the same rows of the
 * same sizes to the same file.
 */
export const benchDecisions = (): Promise<readonly Figure[]> =>
  withFolder(async (folder) => {
    const file = join(folder, 'desk.sqlite');
    const database = await openDatabase(file);
    const audit = auditReader(database.db);
    const { uow, placed, decide } = createDecider(database);
    await seed(uow);
    const bare = bareTransactions(file);
    const round = async (act: (id: string, at: number) => Promise<void> | void): Promise<number> => {
      const ids: string[] = [];
      for (let n = 0; n < A_ROUND; n += 1) ids.push(await placed());
      await audit.sequence();
      const ms = await timed(async () => {
        for (const [at, id] of ids.entries()) await act(id, at);
        // What the desk owes when they are done: their events have no number yet.
        await audit.sequence();
      });
      return (A_ROUND * 1000) / ms;
    };
    await round(decide);
    await round(bare.decide);
    const rates = await inTurn(
      ROUNDS,
      () => round(decide),
      () => round(bare.decide),
    );
    bare.close();
    await database.close();
    const target = { kind: 'ratio', atLeast: 0.4 } as const;
    const [ours, peer] = [median(rates.ours), median(rates.peer)];
    return [figure('decisions committed durably', ours, peer, 'a second', target, pairedRatio(rates.ours, rates.peer))];
  });

/** People who ask, and a director who decides, on a database. */
export function createDecider(database: Database) {
  const practice = buildPractice({ limits: { requestsPerPersonPerDay: 500 } });
  const uow = buildUnitOfWork(database, { practice });
  const deps = { uow, practice, ids: randomIds, clock: { now: () => NOW } };
  const [submit, approve, deny] = [createSubmitRequest(deps), createApprove(deps), createDeny(deps)];
  const director = buildPerson({ email: DANA, roles: ['director'] });
  let person = 0;
  return {
    uow,
    placed: async (): Promise<string> => {
      person += 1;
      const actor = buildPerson({ email: `staff${person}@example.com` });
      const made = await submit({ actor, values: FORM, idempotencyKey: randomIds.unique() });
      if (!made.ok) throw new Error(JSON.stringify(made.error));
      return made.value.request.id;
    },
    decide: async (id: string, at: number): Promise<void> => {
      const decided =
        at % 2 === 0
          ? await approve({ requestId: id, actor: director, values: APPROVAL })
          : await deny({ requestId: id, actor: director, reason: 'The bill has been put right already.' });
      if (!decided.ok) throw new Error(JSON.stringify(decided.error));
    },
  };
}

const FORM = {
  purpose: 'complaint',
  reason: 'Complaint about a bill',
  date: '2026-11-23',
  time: '15:10',
  extension: '208',
  number: '01632 960123',
};

const APPROVAL = { recordingId: 'rec-1', from: '0:30', to: '1:30', days: '3', mode: 'listen', comment: 'For the file' };

/** A directors' channel, people who have been seen, and a month of calls. */
export async function seed(uow: UnitOfWork): Promise<void> {
  const calls = Array.from({ length: 2_000 }, (_, n) => ({
    ...buildIndexed({ extension: String(200 + (n % 40)), number: `+4416329${String(60_200 + n).padStart(5, '0')}` }),
  }));
  await uow.run(async ({ recordings, channels, people }) => {
    await recordings.upsert([buildIndexed({ id: 'rec-1' }), ...calls]);
    await channels.bind({ channel: 'directors', platform: 'slack', address: 'C0123456789' });
    for (const email of [RITA, DANA, DAVID, PRIYA]) await people.bind(buildAccount(email));
  });
}

/** The same rows by prepared statements, and nothing else: what reading, changing and writing them must cost. */
function bareTransactions(file: string) {
  const db = new DatabaseSync(file);
  db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000;');
  const request = db.prepare('select version, body from requests where id = ?');
  const matches = db.prepare(
    'select * from recordings where extension = ? and number = ? and started_at >= ? and started_at < ?',
  );
  const recording = db.prepare('select * from recordings where id = ?');
  const person = db.prepare('select id from people where email = ?');
  const head = db.prepare('update audit_head set seq = seq + 1 returning seq, hash');
  const event = db.prepare('insert into audit_events values (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const moved = db.prepare('update audit_head set hash = ?');
  const save = db.prepare(
    'update requests set version = version + 1, state = ?, body = ? where id = ? and version = ?',
  );
  const grant = db.prepare('insert into grants values (?, 0, ?, ?, ?, ?, ?)');
  const post = db.prepare(
    'insert into posts (id, subject, card, urgent, audience_kind, audience) values (?, ?, ?, 0, ?, ?)',
  );
  const posts = db.prepare('select * from posts where subject = ?');
  const message = db.prepare('insert into outbox (queue_key, task, due_at) values (?, ?, ?)');
  const detail = JSON.stringify({ recording: 'rec-1', mode: 'listen', state: 'approved' });
  const more = `,"agreements":${JSON.stringify([{ by: DANA, seat: 'director', delegate: false, at: NOW, terms: APPROVAL }])}}`;
  const grantBody = JSON.stringify({ ...APPROVAL, holder: RITA, state: 'cutting', grantedAt: NOW, until: NOW });

  const decide = (id: string, at: number): void => {
    db.exec('begin');
    const row = request.get(id) as { version: number; body: string };
    const { id: actor } = person.get(DANA) as { id: string };
    const approves = at % 2 === 0;
    if (approves) recording.get('rec-1');
    else matches.all('208', '+441632960123', '2026-11-23T14:40:00.000Z', '2026-11-23T15:41:00.000Z');
    const { seq, hash } = head.get() as { seq: number; hash: string };
    event.run(seq, NOW, actor, 'request.approve', id, 'ok', detail, hash, GENESIS);
    moved.run(GENESIS);
    save.run(approves ? 'approved' : 'denied', `${row.body.slice(0, -1)}${more}`, id, row.version);
    const unique = randomIds.unique();
    if (approves) {
      grant.run(unique, id, 'rec-1', 'cutting', NOW, grantBody);
      message.run(`grant:${unique}`, JSON.stringify({ kind: 'cut', grantId: unique }), systemClock.now());
    } else {
      post.run(unique, id, 'requester', 'person', RITA);
    }
    for (const { id: postId } of posts.all(id))
      message.run('person:someone', JSON.stringify({ kind: 'draw', postId }), NOW);
    if (!approves) message.run('person:someone', JSON.stringify({ kind: 'draw', postId: unique }), NOW);
    db.exec('commit');
  };
  return { decide, close: () => db.close() };
}
