import type { Instant } from '../../kernel/time.ts';
import { documents } from '../../platform/database/documents.ts';
import { batches, byFields, countRows, excluded, inBatches, within } from '../../platform/database/queries.ts';
import type { Db } from '../../platform/database/tables.ts';
import type { NameRange } from '../recordings/model/recordingQueries.ts';
import { purgeRunSchema } from './model/purgeRun.ts';
import { type SummaryCard, summarySchema } from './model/summary.ts';
import type { UnreadBlob } from './model/unreadBlob.ts';

export const unreadStore = (base: Db) => {
  const db = byFields(base);
  const all = () => db.selectFrom('unread_blobs').selectAll().$castTo<UnreadBlob>();
  return {
    upsert: async (blobs: readonly UnreadBlob[]) => {
      for (const some of batches(blobs))
        await db
          .insertInto('unread_blobs')
          .values(some)
          .onConflict((c) =>
            c.column('blobName').doUpdateSet(excluded('etag', 'storedAt', 'bytes', 'cause', 'durationMs')),
          )
          .execute();
    },
    findKnown: (names: readonly string[]) => inBatches(names, (some) => all().where('blobName', 'in', some).execute()),
    namesIn: async (range: NameRange) => {
      const rows = await within(db.selectFrom('unread_blobs').select('blobName'), range).execute();
      return rows.map(({ blobName }) => blobName);
    },
    /** Deletes these rows and returns them. */
    deleteReturning: (names: readonly string[]) =>
      inBatches(names, (some) =>
        db.deleteFrom('unread_blobs').where('blobName', 'in', some).returningAll().$castTo<UnreadBlob>().execute(),
      ),
    countStoredBy: (at: Instant) => countRows(db.selectFrom('unread_blobs').where('storedAt', '<=', at)),
    /** Stored at or before, the oldest first, after the one given. */
    storedBy: (at: Instant, after: Pick<UnreadBlob, 'storedAt' | 'blobName'> | null, limit: number) => {
      let rows = all().where('storedAt', '<=', at);
      if (after) {
        rows = rows
          .where('storedAt', '>=', after.storedAt)
          .where((eb) => eb.or([eb('storedAt', '>', after.storedAt), eb('blobName', '>', after.blobName)]));
      }
      return rows.orderBy('storedAt').orderBy('blobName').limit(limit).execute();
    },
    storedIn: (from: Instant, to: Instant) => all().where('storedAt', '>=', from).where('storedAt', '<=', to).execute(),
    /** Stored last, the newest first. */
    newest: (limit: number) => all().orderBy('storedAt', 'desc').limit(limit).orderBy('blobName').execute(),
    count: () => countRows(db.selectFrom('unread_blobs')),
  };
};

export const purgeRunStore = (db: Db) => {
  const { list, first, find, put, forget } = documents(db, {
    table: 'purge_runs',
    upgrade: purgeRunSchema,
    columns: ({ startedAt }) => ({ started_at: startedAt }),
  });
  return {
    save: put,
    find,
    /** Begun at or before the moment: a clock that was ahead may have left one that is still to come. */
    newest: (now: Instant) => first((rows) => rows.where('started_at', '<=', now).orderBy('started_at', 'desc')),
    /** Those of the newest that have deleted something, the newest first. */
    newestDeleting: async (now: Instant, limit: number) => {
      const runs = await list((rows) => rows.where('started_at', '<=', now).orderBy('started_at', 'desc').limit(limit));
      return runs.filter(({ deleted }) => deleted > 0);
    },
    /** The newest that left nothing undone. */
    newestGood: async (now: Instant) => {
      const runs = await list((rows) => rows.where('started_at', '<=', now).orderBy('started_at', 'desc').limit(200));
      return runs.find((run) => run.finishedAt !== null && run.failed === 0 && run.pastLimit === 0);
    },
    forgetBefore: (at: Instant) => forget('started_at', at),
  };
};

/** What a report said, kept so that every copy says the same. */
export const summaryStore = (db: Db) => {
  const { insert, find, forget } = documents(db, {
    table: 'summaries',
    upgrade: summarySchema,
    columns: ({ madeAt }) => ({ made_at: madeAt }),
  });
  return {
    insert: (id: string, madeAt: Instant, card: SummaryCard) => insert({ id, madeAt, card }),
    find: async (id: string) => (await find(id))?.card,
    /** Gives the ids of what was forgotten. */
    forgetBefore: (at: Instant) => forget('made_at', at),
  };
};

export const keyValueStore = (db: Db) => ({
  get: async (name: string) =>
    (await db.selectFrom('job_state').select('value').where('name', '=', name).executeTakeFirst())?.value,
  set: async (name: string, value: string) => {
    await db
      .insertInto('job_state')
      .values({ name, value })
      .onConflict((c) => c.column('name').doUpdateSet({ value }))
      .execute();
  },
});
