import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { index } from './makeIndex.ts';

type Db = Kysely<unknown>;

/** Deletion orders, receipts, the nightly run and its reports. */
export async function retention(db: Db, dialect: Dialect): Promise<void> {
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
    .addColumn('report_id', text)
    .addColumn('call_id', text)
    .addColumn('started_at', text, (c) => c.notNull())
    .addColumn('duration_ms', 'bigint', (c) => c.notNull())
    .addColumn('bytes', 'bigint', (c) => c.notNull())
    .addColumn('extension', text)
    .addColumn('number', text)
    .addPrimaryKeyConstraint('receipts_key', ['recording_id', 'deleted_at'])
    .execute();
  await index(db, 'receipts', ['deleted_at']);
  await index(db, 'receipts', ['report_id']);
  await index(db, 'receipts', ['call_id'], 'call_id');
  await index(db, 'recordings', ['call_id'], 'call_id');
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
