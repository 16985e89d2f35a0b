import { type Kysely, sql } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';
import { GENESIS } from '../../domain/audit/chain.ts';
import type { Dialect } from './dialect.ts';

type Db = Kysely<unknown>;

/** One list of steps for both databases; only the automatic key and the byte order of text are spelt differently. */
export const migrationsFor = (dialect: Dialect): MigrationProvider => ({
  getMigrations: async (): Promise<Record<string, Migration>> => ({
    '0001-main-job': { up: (db: Db) => mainJob(db, dialect) },
    '0002-retention': { up: (db: Db) => retention(db, dialect) },
  }),
});

async function mainJob(db: Db, dialect: Dialect): Promise<void> {
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

/** Deletion orders, receipts, the nightly run and its reports. */
async function retention(db: Db, dialect: Dialect): Promise<void> {
  const text = dialect === 'postgres' ? sql`text collate "C"` : sql`text`;
  const add = (table: string, column: string, usual: string | null) =>
    db.schema
      .alterTable(table)
      .addColumn(column, text, (c) => (usual === null ? c : c.notNull().defaultTo(usual)))
      .execute();
  await add('recordings', 'alternate_start', null);
  await add('recordings', 'system', '');
  await add('recordings', 'sidecar', null);
  await add('recordings', 'stored_at', '');
  await add('recordings', 'condemned_by', null);
  // What was indexed before knows none of these: read it once more.
  await sql`update recordings set etag = ''`.execute(db);
  // Only internal calls are ever asked for by their direction: the others need not pay for it.
  await db.schema.dropIndex('recordings_by_direction_started_at').execute();
  await db.schema.dropIndex('recordings_by_extension_direction_started_at').execute();
  await db.schema.dropIndex('recordings_by_other_extension_direction_started_at').execute();
  for (const columns of ['started_at', 'extension, started_at', 'other_extension, started_at'])
    await sql`create index ${sql.raw(`recordings_internal_by_${columns.replace(', ', '_')}`)} on recordings (${sql.raw(columns)}) where direction = 'internal'`.execute(
      db,
    );
  await index(db, 'recordings', ['alternate_start'], 'alternate_start');
  await index(db, 'recordings', ['condemned_by'], 'condemned_by');
  await index(db, 'recordings', ['sidecar'], 'sidecar');
  await add('job_runs', 'beat_at', '');

  await db.schema
    .createTable('unread_blobs')
    .addColumn('blob_name', text, (c) => c.primaryKey())
    .addColumn('etag', text, (c) => c.notNull())
    .addColumn('stored_at', text, (c) => c.notNull())
    .addColumn('bytes', 'bigint', (c) => c.notNull())
    .execute();
  await index(db, 'unread_blobs', ['stored_at']);

  await db.schema
    .createTable('deletion_orders')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('extension', text, (c) => c.notNull())
    .addColumn('span_from', text, (c) => c.notNull())
    .addColumn('span_to', text, (c) => c.notNull())
    .addColumn('live_until', text, (c) => c.notNull())
    .addColumn('ordered_at', text, (c) => c.notNull())
    .addColumn('requests_met', 'integer', (c) => c.notNull())
    .addColumn('body', text, (c) => c.notNull())
    .execute();
  await index(db, 'deletion_orders', ['live_until']);
  await index(db, 'deletion_orders', ['ordered_at']);

  await db.schema
    .createTable('receipts')
    .addColumn('recording_id', text, (c) => c.notNull())
    .addColumn('deleted_at', text, (c) => c.notNull())
    .addColumn('reason', text, (c) => c.notNull())
    .addColumn('order_id', text)
    .addColumn('run_id', text)
    .addColumn('started_at', text, (c) => c.notNull())
    .addColumn('duration_ms', 'bigint', (c) => c.notNull())
    .addColumn('bytes', 'bigint', (c) => c.notNull())
    .addColumn('extension', text)
    .addColumn('number', text)
    .addPrimaryKeyConstraint('receipts_key', ['recording_id', 'deleted_at'])
    .execute();
  await index(db, 'receipts', ['deleted_at']);
  await index(db, 'receipts', ['extension', 'started_at'], 'order_id');
  await index(db, 'receipts', ['order_id'], 'order_id');

  await db.schema
    .createTable('purge_runs')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('started_at', text, (c) => c.notNull())
    .addColumn('finished_at', text)
    .addColumn('body', text, (c) => c.notNull())
    .execute();

  await db.schema
    .createTable('summaries')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('made_at', text, (c) => c.notNull())
    .addColumn('body', text, (c) => c.notNull())
    .execute();

  await db.schema
    .createTable('remembered_extensions')
    .addColumn('email', text, (c) => c.primaryKey())
    .addColumn('extension', text, (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .execute();

  await db.schema
    .createTable('marks')
    .addColumn('name', text, (c) => c.primaryKey())
    .addColumn('value', text, (c) => c.notNull())
    .execute();
}

/** With `given`, of the rows alone where that column is not null. */
function index(db: Db, table: string, columns: readonly string[], given?: string): Promise<void> {
  const made = db.schema
    .createIndex(`${table}_by_${columns.join('_')}`)
    .on(table)
    .columns([...columns]);
  return (given === undefined ? made : made.where(sql.ref(given), 'is not', null)).execute();
}
