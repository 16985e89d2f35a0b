import { type Kysely, sql } from 'kysely';

const STEPS = [
  // Why no part of its sound can be cut, as JSON; null where it can be.
  'alter table recordings add column fault text',
  // What its name or the facts beside it say that no reader understands.
  "alter table recordings add column not_understood text not null default ''",
  "alter table unread_blobs add column cause text not null default 'undated'",
  // Of its sound, where that can be measured.
  'alter table unread_blobs add column duration_ms bigint not null default 0',
  // Every file is looked at again: by what it holds, and no more by what is said of it.
  "update recordings set etag = ''",
  "update unread_blobs set etag = ''",
];

/** What the contents of a file tell, beside what its name does. */
export async function whatRecordingsHold<Db>(db: Kysely<Db>): Promise<void> {
  for (const step of STEPS) await sql.raw(step).execute(db);
}
