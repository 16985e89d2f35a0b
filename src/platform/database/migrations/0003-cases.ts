import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { index } from './makeIndex.ts';

type Db = Kysely<unknown>;

/** Cases with their holds, the search by name, what was disclosed, stand-ins, and links to the desk's own pages. */
export async function cases(db: Db, dialect: Dialect): Promise<void> {
  const text = dialect === 'postgres' ? sql`text collate "C"` : sql`text`;

  await db.schema
    .createTable('cases')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('reported_at', text, (c) => c.notNull())
    // Null while it is open.
    .addColumn('closed_at', text)
    .addColumn('body', text, (c) => c.notNull())
    .execute();
  await index(db, 'cases', ['reported_at']);
  await index(db, 'cases', ['closed_at']);

  await db.schema
    .createTable('holds')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('case_id', text)
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('ends_on', text, (c) => c.notNull())
    .addColumn('body', text, (c) => c.notNull())
    .execute();
  await index(db, 'holds', ['case_id'], 'case_id');
  await index(db, 'holds', ['state']);

  await db.schema
    .createTable('held_copies')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('hold_id', text, (c) => c.notNull())
    .addColumn('recording_id', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('started_at', text, (c) => c.notNull())
    .addColumn('number', text)
    .addColumn('extension', text)
    .addColumn('other_extension', text)
    .addColumn('words', text, (c) => c.notNull())
    .addColumn('body', text, (c) => c.notNull())
    .addUniqueConstraint('held_copies_once', ['hold_id', 'recording_id'])
    .execute();
  await index(db, 'held_copies', ['recording_id']);
  await index(db, 'held_copies', ['state', 'started_at']);

  // A name's words, each with the recording it stands in: the search by person reads no others.
  const words = db.schema
    .createTable('recording_words')
    .addColumn('word', text, (c) => c.notNull())
    .addColumn('started_at', text, (c) => c.notNull())
    .addColumn('recording_id', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('recording_words_key', ['word', 'started_at', 'recording_id']);
  // The key is all there is of a row: SQLite would else keep it twice.
  await (dialect === 'sqlite' ? words.modifyEnd(sql`without rowid`) : words).execute();
  // What is indexed already has no words yet: it is read once more.
  await sql`update recordings set etag = '' where parties <> ''`.execute(db);
  await index(db, 'receipts', ['number', 'started_at'], 'number');
  // Of an order’s receipts alone until now.
  await db.schema.dropIndex('receipts_by_extension_started_at').execute();
  await index(db, 'receipts', ['extension', 'started_at']);

  await db.schema
    .createTable('searches')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('searched_by', text, (c) => c.notNull())
    .addColumn('searched_at', text, (c) => c.notNull())
    .addColumn('body', text, (c) => c.notNull())
    .execute();
  await index(db, 'searches', ['searched_at']);

  await db.schema
    .createTable('disclosures')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('case_id', text)
    .addColumn('body', text, (c) => c.notNull())
    .execute();
  await index(db, 'disclosures', ['at']);
  await index(db, 'disclosures', ['case_id'], 'case_id');

  await db.schema
    .createTable('delegations')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('email', text, (c) => c.notNull())
    .addColumn('starts_at', text, (c) => c.notNull())
    .addColumn('until', text, (c) => c.notNull())
    .addColumn('body', text, (c) => c.notNull())
    .execute();
  await index(db, 'delegations', ['until']);

  await db.schema
    .createTable('page_links')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('token_hash', text, (c) => c.notNull().unique())
    .addColumn('open_by', text, (c) => c.notNull())
    .addColumn('body', text, (c) => c.notNull())
    .execute();
  await index(db, 'page_links', ['open_by']);

  await db.schema
    .createTable('outside_links')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('token_hash', text, (c) => c.notNull().unique())
    .addColumn('grant_id', text, (c) => c.notNull())
    .addColumn('until', text, (c) => c.notNull())
    .addColumn('body', text, (c) => c.notNull())
    .execute();
  await index(db, 'outside_links', ['grant_id']);
  await index(db, 'outside_links', ['until']);

  await db.schema.alterTable('requests').addColumn('case_id', text).execute();
  await index(db, 'requests', ['case_id'], 'case_id');
  await carryReportsOver(db);
  await db.schema.dropTable('reports').execute();
}

interface OldReport {
  readonly id: string;
  readonly kind: string;
  readonly reportedBy: string;
  readonly reportedAt: string;
  readonly from: string;
  readonly receivedOn: string;
  readonly channel: string;
  readonly details: string;
}

/** Before there were cases somebody's report was all that was kept of one. */
async function carryReportsOver(db: Db): Promise<void> {
  const { rows } = await sql<{ body: string }>`select body from reports`.execute(db);
  for (const row of rows) {
    const old = JSON.parse(row.body) as OldReport;
    const { id, kind, reportedBy: reporterName, ...rest } = old;
    const file = {
      id,
      version: 0,
      kind,
      report: { ...rest, reportedBy: '', reporterName },
      wanted: { person: null, numbers: [], extension: null, from: null, to: null },
      steps: [],
      reminded: [],
    };
    await sql`insert into cases (id, version, kind, reported_at, closed_at, body)
      values (${id}, 0, ${kind}, ${old.reportedAt}, null, ${JSON.stringify(file)})`.execute(db);
  }
}
