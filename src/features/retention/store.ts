import type { Instant } from '../../kernel/time.ts';
import { documents } from '../../platform/database/documents.ts';
import { batches, countRows, excluded, inBatches, within } from '../../platform/database/queries.ts';
import type { Db, UnreadRow } from '../../platform/database/tables.ts';
import type { NameRange } from '../recordings/model/recordingQueries.ts';
import { purgeRunSchema } from './model/purgeRun.ts';
import { type SummaryCard, summarySchema } from './model/summary.ts';
import type { UnreadBlob, UnreadCause } from './model/unreadBlob.ts';

const toUnread = (row: UnreadRow): UnreadBlob => ({
  blobName: row.blob_name,
  etag: row.etag,
  storedAt: row.stored_at as Instant,
  bytes: row.bytes,
  cause: row.cause as UnreadCause,
  durationMs: row.duration_ms,
});

export const unreadStore = (db: Db) => ({
  upsert: async (blobs: readonly UnreadBlob[]) => {
    for (const some of batches(blobs))
      await db
        .insertInto('unread_blobs')
        .values(
          some.map(({ blobName, etag, storedAt, bytes, cause, durationMs }) => ({
            blob_name: blobName,
            etag,
            stored_at: storedAt,
            bytes,
            cause,
            duration_ms: durationMs,
          })),
        )
        .onConflict((c) =>
          c.column('blob_name').doUpdateSet(excluded('etag', 'stored_at', 'bytes', 'cause', 'duration_ms')),
        )
        .execute();
  },
  findKnown: (names: readonly string[]) =>
    inBatches(names, async (some) => {
      const rows = db.selectFrom('unread_blobs').selectAll().where('blob_name', 'in', some);
      return (await rows.execute()).map(toUnread);
    }),
  namesIn: async (range: NameRange) => {
    const rows = await within(db.selectFrom('unread_blobs').select('blob_name'), range).execute();
    return rows.map((row) => row.blob_name);
  },
  /** Deletes these rows and returns them. */
  deleteReturning: (names: readonly string[]) =>
    inBatches(names, async (some) => {
      const rows = db.deleteFrom('unread_blobs').where('blob_name', 'in', some).returningAll();
      return (await rows.execute()).map(toUnread);
    }),
  countStoredBy: async (at: Instant): Promise<number> => {
    const rows = db.selectFrom('unread_blobs').select((eb) => eb.fn.countAll<number>().as('n'));
    return (await rows.where('stored_at', '<=', at).executeTakeFirstOrThrow()).n;
  },
  /** Stored at or before, the oldest first, after the one given. */
  storedBy: async (at: Instant, after: Pick<UnreadBlob, 'storedAt' | 'blobName'> | null, limit: number) => {
    let rows = db.selectFrom('unread_blobs').selectAll().where('stored_at', '<=', at);
    if (after) {
      rows = rows
        .where('stored_at', '>=', after.storedAt)
        .where((eb) => eb.or([eb('stored_at', '>', after.storedAt), eb('blob_name', '>', after.blobName)]));
    }
    return (await rows.orderBy('stored_at').orderBy('blob_name').limit(limit).execute()).map(toUnread);
  },
  storedIn: async (from: Instant, to: Instant) => {
    const rows = db.selectFrom('unread_blobs').selectAll().where('stored_at', '>=', from);
    return (await rows.where('stored_at', '<=', to).execute()).map(toUnread);
  },
  /** Stored last, the newest first. */
  newest: async (limit: number) => {
    const rows = db.selectFrom('unread_blobs').selectAll().orderBy('stored_at', 'desc').limit(limit);
    return (await rows.orderBy('blob_name').execute()).map(toUnread);
  },
  count: () => countRows(db.selectFrom('unread_blobs')),
});

export type UnreadStore = ReturnType<typeof unreadStore>;

export const purgeRunStore = (db: Db) => {
  const { list, first, find, put } = documents(db, {
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
    forgetBefore: async (at: Instant) => {
      await db.deleteFrom('purge_runs').where('started_at', '<', at).execute();
    },
  };
};

export type PurgeRunStore = ReturnType<typeof purgeRunStore>;

/** What a report said, kept so that every copy says the same. */
export const summaryStore = (db: Db) => {
  const { insert, find } = documents(db, {
    table: 'summaries',
    upgrade: summarySchema,
    columns: ({ madeAt }) => ({ made_at: madeAt }),
  });
  return {
    insert: (id: string, madeAt: Instant, card: SummaryCard) => insert({ id, madeAt, card }),
    find: async (id: string) => (await find(id))?.card,
    /** Gives the ids of what was forgotten. */
    forgetBefore: async (at: Instant): Promise<readonly string[]> => {
      const rows = await db.deleteFrom('summaries').where('made_at', '<', at).returning('id').execute();
      return rows.map(({ id }) => id);
    },
  };
};

export type SummaryStore = ReturnType<typeof summaryStore>;

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

export type KeyValueStore = ReturnType<typeof keyValueStore>;
