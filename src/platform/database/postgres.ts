import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { Fault } from '../../kernel/fault.ts';
import { DatabaseUnusable, isConnectionLost } from './databaseFaults.ts';
import { postgresAccess } from './postgresTls.ts';
import type { Db } from './tables.ts';

/** Longest waits in milliseconds. The server gives a statement up before the desk: what failed is not done later. */
const WAITS = { connect: 5_000, statement: 15_000, query: 20_000, idleInTransaction: 30_000 } as const;

/** Throws DatabaseUnusable for an address whose parts do not fit. */
export function postgresDialect(url: string): PostgresDialect {
  const { connection, faults } = postgresAccess(url);
  if (faults.length > 0) throw new DatabaseUnusable(`DATABASE_URL: ${faults.join('; ')}.`);
  // Counts and sizes come as int8; all of them fit a number.
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
  };
  const pool = new pg.Pool({
    ...connection,
    max: 10,
    types: types as never,
    keepAlive: true,
    connectionTimeoutMillis: WAITS.connect,
    statement_timeout: WAITS.statement,
    query_timeout: WAITS.query,
    idle_in_transaction_session_timeout: WAITS.idleInTransaction,
  });
  // A connection that is lost while idle is replaced at the next query. One that is lost while an act has it
  // says so on the client itself, and the act's next statement fails; unheard, either would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
    endWhenSilent(client);
  });
  return new PostgresDialect({ pool });
}

/** A connection on which an answer was waited for in vain is ended, so that nothing waits behind it. */
function endWhenSilent(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  client.query = ((...args: unknown[]) => {
    const answer = query(...args);
    if (answer instanceof Promise)
      answer.catch((error: Error) => {
        if (error.message === 'Query read timeout') void client.end();
      });
    return answer;
  }) as typeof client.query;
}

/** How long it is asked what became of a transaction whose commit got no answer, in milliseconds. */
const OUTCOME_MS = 20_000;

/** What says afterwards whether a transaction was committed, and which of the server's processes had it. */
interface CommitMark {
  readonly token: string;
  readonly pid: number;
  readonly xid: string;
}

/**
 * One transaction on PostgreSQL. Where the connection is lost while it commits, the server is asked afterwards
 * whether it did: an act that was done is never reported as failed, nor done twice.
 */
export async function transactOnPostgres<T>(db: Db, act: (trx: Db) => Promise<T>): Promise<T> {
  let done: { readonly value: T; readonly mark: CommitMark | undefined } | undefined;
  try {
    await db.transaction().execute(async (trx) => {
      const value = await act(trx);
      done = { value, mark: await leaveMark(trx) };
    });
  } catch (error) {
    // Nothing was to be written, or the commit was never asked for: whoever called may try again.
    if (!done?.mark || !isConnectionLost(error)) throw error;
    if (!(await wasCommitted(db, done.mark))) throw error;
  }
  return (done as NonNullable<typeof done>).value;
}

/**
 * Leaves a row that stands if and only if the transaction was committed; none in one that wrote nothing. The
 * transaction's id alone would not tell: a server that crashes gives the same one again.
 */
async function leaveMark(trx: Db): Promise<CommitMark | undefined> {
  const token = `act:${randomUUID()}`;
  const { rows } = await sql<Omit<CommitMark, 'token'>>`
    insert into inbound_events (id, seen_at)
    select ${token}, ${new Date().toISOString()} where pg_current_xact_id_if_assigned() is not null
    returning pg_backend_pid() as pid, pg_current_xact_id()::text as xid`.execute(trx);
  return rows[0] && { token, ...rows[0] };
}

/** Asks the server until it knows. Throws a Fault that may be done when it does not answer in time. */
async function wasCommitted(db: Db, { token, pid, xid }: CommitMark): Promise<boolean> {
  for (const until = Date.now() + OUTCOME_MS; Date.now() < until; await wait(100))
    try {
      // A server that has lost the desk's connection may still be committing: it is told to stop first.
      const { rows } = await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where pid = ${pid} and backend_xid::text = ${xid}`.execute(db);
      if (rows.length > 0) continue;
      const marks = db.selectFrom('inbound_events').select('id').where('id', '=', token);
      return (await marks.executeTakeFirst()) !== undefined;
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
    }
  throw new Fault(
    'passing',
    'commit-unknown',
    'The database did not say whether this was done. Look whether it was before you do it again.',
    { mayBeDone: true },
  );
}
