import { type Kysely, sql } from 'kysely';
import { GENESIS } from '../../../features/audit/model/chain.ts';
import type { Dialect } from '../dialect.ts';
import { index } from './makeIndex.ts';

type Db = Kysely<unknown>;

/** Requests, grants, recordings, audit, outbox, and who is who. */
export async function mainJob(db: Db, dialect: Dialect): Promise<void> {
  // Text is compared by bytes everywhere: SQLite does so by itself, PostgreSQL when told.
  const text = dialect === 'postgres' ? sql`text collate "C"` : sql`text`;
  await db.schema
    .createTable('requests')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('requested_by', text, (c) => c.notNull())
    .addColumn('submitted_at', text, (c) => c.notNull())
    .addColumn('body', text, (c) => c.notNull())
    .execute();
  await index(db, 'requests', ['requested_by', 'submitted_at']);
  await index(db, 'requests', ['state']);

  await db.schema
    .createTable('grants')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('request_id', text, (c) => c.notNull().unique())
    .addColumn('recording_id', text, (c) => c.notNull())
    .addColumn('holder', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('until', text, (c) => c.notNull())
    .addColumn('body', text, (c) => c.notNull())
    .execute();
  await index(db, 'grants', ['state', 'until']);
  await index(db, 'grants', ['recording_id']);

  await db.schema
    .createTable('links')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('grant_id', text, (c) => c.notNull())
    .addColumn('token_hash', text, (c) => c.notNull().unique())
    .addColumn('body', text, (c) => c.notNull())
    .execute();

  await db.schema
    .createTable('recordings')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('blob_name', text, (c) => c.notNull().unique())
    .addColumn('etag', text, (c) => c.notNull())
    .addColumn('started_at', text, (c) => c.notNull())
    .addColumn('ended_at', text, (c) => c.notNull())
    .addColumn('duration_ms', 'bigint', (c) => c.notNull())
    .addColumn('extension', text)
    .addColumn('other_extension', text)
    .addColumn('number', text)
    .addColumn('direction', text, (c) => c.notNull())
    .addColumn('parties', text, (c) => c.notNull())
    .addColumn('call_id', text)
    .addColumn('bytes', 'bigint', (c) => c.notNull())
    .execute();
  await index(db, 'recordings', ['started_at']);
  await index(db, 'recordings', ['extension', 'started_at']);
  await index(db, 'recordings', ['extension', 'number', 'started_at']);
  await index(db, 'recordings', ['extension', 'direction', 'started_at']);
  // Only internal calls have a second extension.
  for (const columns of [['started_at'], ['number', 'started_at'], ['direction', 'started_at']])
    await index(db, 'recordings', ['other_extension', ...columns], 'other_extension');
  await index(db, 'recordings', ['number', 'started_at']);
  await index(db, 'recordings', ['direction', 'started_at']);

  await db.schema
    .createTable('audit_events')
    .addColumn('seq', 'integer', (c) => c.primaryKey())
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('actor', text, (c) => c.notNull())
    .addColumn('action', text, (c) => c.notNull())
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('outcome', text, (c) => c.notNull())
    .addColumn('detail', text, (c) => c.notNull())
    .addColumn('previous', text, (c) => c.notNull())
    .addColumn('hash', text, (c) => c.notNull())
    .execute();
  await index(db, 'audit_events', ['subject']);

  // One row: locking it is what puts appends in line on PostgreSQL.
  await db.schema
    .createTable('audit_head')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('hash', text, (c) => c.notNull())
    .execute();
  await sql`insert into audit_head (id, seq, hash) values (1, 0, ${sql.lit(GENESIS)})`.execute(db);

  await db.schema
    .createTable('outbox')
    .addColumn('id', dialect === 'postgres' ? 'bigserial' : 'integer', (c) =>
      dialect === 'postgres' ? c.primaryKey() : c.primaryKey().autoIncrement(),
    )
    .addColumn('lane', text, (c) => c.notNull())
    .addColumn('task', text, (c) => c.notNull())
    .addColumn('due_at', text, (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('note', text)
    .execute();
  await index(db, 'outbox', ['lane', 'id']);
  await index(db, 'outbox', ['due_at']);

  await db.schema
    .createTable('posts')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('card', text, (c) => c.notNull())
    .addColumn('urgent', 'integer', (c) => c.notNull())
    .addColumn('audience_kind', text, (c) => c.notNull())
    .addColumn('audience', text, (c) => c.notNull())
    .addColumn('unreached', text)
    .execute();
  await index(db, 'posts', ['subject']);
  await index(db, 'posts', ['audience']);

  await db.schema
    .createTable('post_refs')
    .addColumn('post_id', text, (c) => c.notNull())
    .addColumn('platform', text, (c) => c.notNull())
    .addColumn('conversation', text, (c) => c.notNull())
    .addColumn('message_id', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('post_refs_key', ['post_id', 'platform', 'conversation', 'message_id'])
    .execute();

  await db.schema
    .createTable('people')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('email', text, (c) => c.notNull().unique())
    .execute();

  await db.schema
    .createTable('user_bindings')
    .addColumn('platform', text, (c) => c.notNull())
    .addColumn('user_id', text, (c) => c.notNull())
    .addColumn('email', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('address', text)
    .addColumn('seen_at', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('user_bindings_key', ['platform', 'user_id'])
    .execute();
  await index(db, 'user_bindings', ['email']);

  await db.schema
    .createTable('channel_bindings')
    .addColumn('channel', text, (c) => c.notNull())
    .addColumn('platform', text, (c) => c.notNull())
    .addColumn('address', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('channel_bindings_key', ['channel', 'platform'])
    .execute();

  await db.schema
    .createTable('inbound_events')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('seen_at', text, (c) => c.notNull())
    .execute();
  await index(db, 'inbound_events', ['seen_at']);

  await db.schema
    .createTable('reports')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('reported_at', text, (c) => c.notNull())
    .addColumn('body', text, (c) => c.notNull())
    .execute();

  await db.schema
    .createTable('job_runs')
    .addColumn('job', text, (c) => c.notNull())
    .addColumn('period', text, (c) => c.notNull())
    .addColumn('started_at', text, (c) => c.notNull())
    .addColumn('finished_at', text)
    .addColumn('outcome', text)
    .addPrimaryKeyConstraint('job_runs_key', ['job', 'period'])
    .execute();
}
