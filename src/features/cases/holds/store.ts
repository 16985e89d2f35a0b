import type { CaseId, HoldId, OrderId, RecordingId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/time.ts';
import { documents } from '../../../platform/database/documents.ts';
import { batches } from '../../../platform/database/queries.ts';
import type { Db } from '../../../platform/database/tables.ts';
import { nameWords } from '../../recordings/model/matching.ts';
import type { PlaceInTime } from '../../recordings/model/recordingQueries.ts';
import type { SearchQuery } from '../../recordings/model/searching.ts';
import { heldLockSchema, LOCKED_STATES } from '../model/heldLock.ts';
import {
  type HeldCopy,
  type HeldState,
  heldCopySchema,
  holdSchema,
  KEPT_STATES,
  WANTING_STATES,
} from '../model/hold.ts';

export const HELD_COPIES = {
  table: 'held_copies',
  upgrade: heldCopySchema,
  columns: ({ holdId, recordingId, state, recording }: HeldCopy) => ({
    hold_id: holdId,
    recording_id: recordingId,
    state,
    started_at: recording.startedAt,
    number: recording.number,
    extension: recording.extension,
    other_extension: recording.otherExtension,
    words: ` ${nameWords(recording.parties).join(' ')} `,
  }),
  changing: ['state'],
} as const;

/** Its audio stands, or is on its way there. */
const STANDING: readonly HeldState[] = ['copying', ...KEPT_STATES];

/** By columns that repeat the recording’s: what it says in full is read of those alone that are shown. */
function searchKept(db: Db, query: SearchQuery, after: PlaceInTime | null) {
  let rows = db
    .selectFrom('held_copies')
    .select((eb) => eb.fn.min<string>('id').as('id'))
    .where('state', 'in', KEPT_STATES)
    .where('started_at', '>=', query.from)
    .where('started_at', '<', query.to);
  if (query.numbers.length > 0) rows = rows.where('number', 'in', query.numbers);
  if (query.extensions.length > 0)
    rows = rows.where((eb) =>
      eb.or([eb('extension', 'in', query.extensions), eb('other_extension', 'in', query.extensions)]),
    );
  for (const word of query.words) rows = rows.where('words', 'like', `% ${word} %`);
  if (after !== null)
    rows = rows
      .where('started_at', '<=', after.startedAt)
      .where((eb) => eb.or([eb('started_at', '<', after.startedAt), eb('recording_id', '<', after.id)]));
  return rows.groupBy(['started_at', 'recording_id']).orderBy('started_at', 'desc').orderBy('recording_id', 'desc');
}

/** The copies made for holds. */
function heldCopies(db: Db) {
  const copies = documents(db, HELD_COPIES);
  return {
    /** A recording stands once under a hold: those that do already are left as they are. Gives how many were new. */
    addCopies: copies.insertNew,
    findCopy: copies.find,
    /** Those of the given ids that are there. */
    findCopies: copies.findAll,
    saveCopy: copies.save,
    copiesOf: (id: HoldId) => copies.list((rows) => rows.where('hold_id', '=', id).orderBy('started_at').orderBy('id')),
    /** How many copies of a hold are in each state. */
    tally: async (id: HoldId): Promise<Readonly<Partial<Record<HeldState, number>>>> => {
      const rows = await db
        .selectFrom('held_copies')
        .select((eb) => ['state', eb.fn.countAll<number>().as('n')])
        .where('hold_id', '=', id)
        .groupBy('state')
        .execute();
      return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
    },
    /** Copies whose audio is kept, of these recordings. */
    findKept: (ids: readonly RecordingId[]) =>
      copies.listIn(ids, (rows, some) =>
        rows.where('recording_id', 'in', some).where('state', 'in', KEPT_STATES).orderBy('id'),
      ),
    /** Copies of one recording that stand or are being made, under any hold. */
    standingCopies: (id: RecordingId) =>
      copies.list((rows) => rows.where('recording_id', '=', id).where('state', 'in', STANDING).orderBy('id')),
    /** Every copy there was of one recording. */
    copiesOfRecording: (id: RecordingId) => copies.list((rows) => rows.where('recording_id', '=', id).orderBy('id')),
    /** Of these recordings, those whose live audio a hold still needs: its own copy is not made, or not proven. */
    wantedAmong: async (ids: readonly RecordingId[]): Promise<ReadonlySet<RecordingId>> =>
      new Set(
        (
          await copies.listIn(ids, (rows, some) =>
            rows.where('recording_id', 'in', some).where('state', 'in', WANTING_STATES),
          )
        ).map(({ recordingId }) => recordingId),
      ),
    /** Copies not made or not proven yet, whose live audio is needed, of calls begun by then. */
    wantingBy: (start: Instant) =>
      copies.list((rows) => rows.where('state', 'in', WANTING_STATES).where('started_at', '<=', start)),
    /** Copies that stand or are being made, of calls begun in the span; the newest call first. */
    startedIn: (from: Instant, to: Instant) =>
      copies.list((rows) =>
        rows
          .where('state', 'in', STANDING)
          .where('started_at', '>=', from)
          .where('started_at', '<', to)
          .orderBy('started_at', 'desc')
          .orderBy('id'),
      ),
    /** Kept copies that answer a question, one a recording, the newest call first, after the one given. */
    search: async (query: SearchQuery, after: PlaceInTime | null, limit: number) => {
      const found = await searchKept(db, query, after).limit(limit).execute();
      const order = new Map(found.map(({ id }, at) => [id, at]));
      const unordered = await copies.findAll([...order.keys()]);
      return unordered.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
    },
    findCopiesByState: (state: HeldState) => copies.list((rows) => rows.where('state', '=', state).orderBy('id')),
  };
}

export const holdStore = (db: Db) => {
  const { list, ...holds } = documents(db, {
    table: 'holds',
    upgrade: holdSchema,
    columns: ({ caseId, state, endsOn }) => ({ case_id: caseId, state, ends_on: endsOn }),
    changing: ['state', 'ends_on'],
  });
  const locking = heldLocks(db);
  const released = () => list((rows) => rows.where('state', '=', 'released'));
  return {
    ...heldCopies(db),
    ...locking,
    ...holds,
    findByCase: (id: CaseId) => list((rows) => rows.where('case_id', '=', id).orderBy('id')),
    /** Active, or waiting for a director to end them. */
    unreleased: () => list((rows) => rows.where('state', 'in', ['active', 'release-proposed']).orderBy('ends_on')),
    released,
    /** Deletes what is known of released holds of before, and of their locked calls; gives the ids. */
    forgetReleasedBefore: async (at: Instant) => {
      const old = (await released()).filter((hold) => hold.released !== null && hold.released.at < at);
      for (const some of batches(old.map(({ id }) => id))) {
        await db.deleteFrom('held_copies').where('hold_id', 'in', some).execute();
        await db.deleteFrom('holds').where('id', 'in', some).execute();
      }
      const locks = old.length > 0 ? await locking.forgetLocksWithoutCopies() : [];
      return [...old.map(({ id }) => id), ...locks];
    },
  };
};

/** Held calls that deletion orders met. */
function heldLocks(db: Db) {
  const locks = documents(db, {
    table: 'held_locks',
    upgrade: heldLockSchema,
    columns: ({ recordingId, orderId, state }) => ({ recording_id: recordingId, order_id: orderId, state }),
    changing: ['state'],
  });
  return {
    insertLock: locks.insert,
    findLock: locks.find,
    saveLock: locks.save,
    locksOfOrder: (id: OrderId) => locks.list((rows) => rows.where('order_id', '=', id).orderBy('id')),
    /** Locks the DPO has not decided on, or whose redaction is not done. */
    standingLocks: () => locks.list((rows) => rows.where('state', 'in', LOCKED_STATES).orderBy('id')),
    /** Deletes what is known of locks of which no hold knows a copy any more; gives their ids. */
    forgetLocksWithoutCopies: async (): Promise<readonly string[]> => {
      const deleted = await db
        .deleteFrom('held_locks')
        .where('recording_id', 'not in', (eb) => eb.selectFrom('held_copies').select('recording_id'))
        .returning('id')
        .execute();
      return deleted.map(({ id }) => id);
    },
    /** Of these recordings, those that nobody may hear until the DPO has decided. */
    lockedAmong: async (ids: readonly RecordingId[]): Promise<ReadonlySet<RecordingId>> =>
      new Set(
        (
          await locks.listIn(ids, (rows, some) =>
            rows.where('recording_id', 'in', some).where('state', 'in', LOCKED_STATES),
          )
        ).map(({ recordingId }) => recordingId),
      ),
  };
}
