import { setTimeout as wait } from 'node:timers/promises';
import { PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { Fault } from '../../kernel/fault.ts';
import { isConnectionLost } from './databaseFaults.ts';
import type { Db } from './tables.ts';

/**
 * Longest waits, in milliseconds. The server ends a statement before the desk gives it up, so that an act which
 * is reported as failed is not done later.
 */
const WAITS = { connect: 5_000, statement: 15_000, query: 20_000, idleInTransaction: 30_000 } as const;

export function postgresDialect(url: string): PostgresDialect {
  // Counts and sizes come as int8; all of them fit a number.
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
  };
  const pool = new pg.Pool({
    connectionString: url,
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

/**
 * One transaction on PostgreSQL. Where the connection is lost while it commits, the server is asked afterwards
 * whether it did: an act that was done is never reported as failed, nor done twice.
 */
export async function transactOnPostgres<T>(db: Db, act: (trx: Db) => Promise<T>): Promise<T> {
  let done: { readonly value: T; readonly xid: string | null } | undefined;
  try {
    await db.transaction().execute(async (trx) => {
      const value = await act(trx);
      const { rows } = await sql<{ xid: string | null }>`
        select pg_current_xact_id_if_assigned()::text as xid`.execute(trx);
      done = { value, xid: rows[0]?.xid ?? null };
    });
  } catch (error) {
    // Nothing was to be written, or the commit was never asked for: whoever called may try again.
    if (!done || done.xid === null || !isConnectionLost(error)) throw error;
    if (!(await wasCommitted(db, done.xid))) throw error;
  }
  return (done as NonNullable<typeof done>).value;
}

/** Asks the server until it knows. Throws a Fault that may be done when it does not answer in time. */
async function wasCommitted(db: Db, xid: string): Promise<boolean> {
  for (const until = Date.now() + OUTCOME_MS; Date.now() < until; await wait(100)) {
    const status = await sql<{ status: string | null }>`
      select pg_xact_status(${xid}::xid8) as status`
      .execute(db)
      .then(({ rows }) => rows[0]?.status ?? null)
      .catch(() => 'unreachable');
    if (status === 'committed') return true;
    if (status === 'aborted') return false;
    // A server that has lost the desk's connection may still be committing: it is told to stop.
    if (status === 'in progress')
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where backend_xid = (${xid}::xid8)::xid`
        .execute(db)
        .catch(() => {});
  }
  throw new Fault(
    'passing',
    'commit-unknown',
    'The database did not say whether this was done. Look whether it was before you do it again.',
    { mayBeDone: true },
  );
}
