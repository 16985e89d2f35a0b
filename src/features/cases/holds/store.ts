import type { CaseId, HoldId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/time.ts';
import { batches } from '../../../platform/database/batches.ts';
import { mustChange } from '../../../platform/database/mustChange.ts';
import type { Db, HeldCopyRow, HoldRow } from '../../../platform/database/tables.ts';
import { nameWords } from '../../recordings/model/matching.ts';
import type { RecordingId } from '../../recordings/model/recording.ts';
import type { PlaceInTime } from '../../recordings/model/recordingQueries.ts';
import type { SearchQuery } from '../../recordings/model/searching.ts';
import type { HeldCopy, HeldState, Hold } from '../model/hold.ts';

const holdRow = (hold: Hold): HoldRow => ({
  id: hold.id,
  version: hold.version,
  case_id: hold.caseId,
  state: hold.state,
  ends_on: hold.endsOn,
  body: JSON.stringify(hold),
});

const toHold = (row: Pick<HoldRow, 'version' | 'body'>): Hold => ({
  ...(JSON.parse(row.body) as Hold),
  version: row.version,
});

export const copyRow = (copy: HeldCopy): HeldCopyRow => ({
  id: copy.id,
  version: copy.version,
  hold_id: copy.holdId,
  recording_id: copy.recordingId,
  state: copy.state,
  started_at: copy.recording.startedAt,
  number: copy.recording.number,
  extension: copy.recording.extension,
  other_extension: copy.recording.otherExtension,
  words: ` ${nameWords(copy.recording.parties).join(' ')} `,
  body: JSON.stringify(copy),
});

const toCopy = (row: Pick<HeldCopyRow, 'version' | 'body'>): HeldCopy => ({
  ...(JSON.parse(row.body) as HeldCopy),
  version: row.version,
});

/** Its audio stands, or is on its way there. */
const STANDING: readonly HeldState[] = ['copying', 'held', 'unproven'];

const KEPT: readonly HeldState[] = ['held', 'unproven'];

/** By columns that repeat the recording’s: what it says in full is read of those alone that are shown. */
function searchKept(db: Db, query: SearchQuery, after: PlaceInTime | null) {
  let rows = db
    .selectFrom('held_copies')
    .select((eb) => eb.fn.min<string>('id').as('id'))
    .where('state', 'in', KEPT)
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
  return rows
    .groupBy(['started_at', 'recording_id'])
    .orderBy('started_at', 'desc')
    .orderBy('recording_id', 'desc');
}

export const holdStore = (db: Db) => {
  const holds = () => db.selectFrom('holds').select(['version', 'body']);
  const copies = () => db.selectFrom('held_copies').select(['version', 'body']);
  /** Those of the given ids that are there. */
  const findCopies = async (ids: readonly string[]): Promise<readonly HeldCopy[]> => {
    const found: HeldCopy[] = [];
    for (const some of batches(ids))
      found.push(...(await copies().where('id', 'in', some).execute()).map(toCopy));
    return found;
  };
  return {
    insert: async (hold: Hold) => {
      await db.insertInto('holds').values(holdRow(hold)).execute();
    },
    find: async (id: HoldId) => {
      const row = await holds().where('id', '=', id).executeTakeFirst();
      return row && toHold(row);
    },
    save: async (hold: Hold) => {
      const { state, ends_on, body } = holdRow(hold);
      mustChange(
        await db
          .updateTable('holds')
          .set({ state, ends_on, body, version: hold.version + 1 })
          .where('id', '=', hold.id)
          .where('version', '=', hold.version)
          .executeTakeFirst(),
      );
    },
    findByCase: async (id: CaseId) =>
      (await holds().where('case_id', '=', id).orderBy('id').execute()).map(toHold),
    /** Active, or waiting for a director to end them. */
    unreleased: async () =>
      (await holds().where('state', 'in', ['active', 'release-proposed']).orderBy('ends_on').execute()).map(
        toHold,
      ),
    released: async () => (await holds().where('state', '=', 'released').execute()).map(toHold),
    /** A recording stands once under a hold: those that do already are left as they are. Gives how many were new. */
    addCopies: async (all: readonly HeldCopy[]) => {
      let added = 0;
      for (const some of batches(all)) {
        const { numInsertedOrUpdatedRows = 0n } = await db
          .insertInto('held_copies')
          .values(some.map(copyRow))
          .onConflict((c) => c.columns(['hold_id', 'recording_id']).doNothing())
          .executeTakeFirst();
        added += Number(numInsertedOrUpdatedRows);
      }
      return added;
    },
    findCopy: async (id: string) => {
      const row = await copies().where('id', '=', id).executeTakeFirst();
      return row && toCopy(row);
    },
    /** Those of the given ids that are there. */
    findCopies,
    saveCopy: async (copy: HeldCopy) => {
      const { state, body } = copyRow(copy);
      mustChange(
        await db
          .updateTable('held_copies')
          .set({ state, body, version: copy.version + 1 })
          .where('id', '=', copy.id)
          .where('version', '=', copy.version)
          .executeTakeFirst(),
      );
    },
    copiesOf: async (id: HoldId) =>
      (await copies().where('hold_id', '=', id).orderBy('started_at').orderBy('id').execute()).map(toCopy),
    /** How many copies of a hold are in each state. */
    tally: async (id: HoldId) => {
      const rows = await db
        .selectFrom('held_copies')
        .select((eb) => ['state', eb.fn.countAll<number>().as('n')])
        .where('hold_id', '=', id)
        .groupBy('state')
        .execute();
      return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
    },
    /** Copies whose audio is kept, of these recordings. */
    findKept: async (ids: readonly RecordingId[]) => {
      const found: HeldCopy[] = [];
      for (const some of batches(ids))
        found.push(
          ...(
            await copies()
              .where('recording_id', 'in', some)
              .where('state', 'in', KEPT)
              .orderBy('id')
              .execute()
          ).map(toCopy),
        );
      return found;
    },
    /** Copies that stand or are being made, of calls begun in the span. */
    startedIn: async (from: Instant, to: Instant) =>
      (
        await copies()
          .where('state', 'in', STANDING)
          .where('started_at', '>=', from)
          .where('started_at', '<', to)
          .orderBy('started_at', 'desc')
          .orderBy('id')
          .execute()
      ).map(toCopy),
    /** Kept copies that answer a question, one a recording, the newest call first, after the one given. */
    search: async (query: SearchQuery, after: PlaceInTime | null, limit: number) => {
      const found = await searchKept(db, query, after).limit(limit).execute();
      const order = new Map(found.map(({ id }, at) => [id, at]));
      const copies = await findCopies([...order.keys()]);
      return copies.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
    },
    findCopiesByState: async (state: HeldState) =>
      (await copies().where('state', '=', state).orderBy('id').execute()).map(toCopy),
    /** Deletes what is known of released holds of before. */
    forgetReleasedBefore: async (at: Instant) => {
      const old = (await holds().where('state', '=', 'released').execute())
        .map(toHold)
        .filter(({ released }) => released !== null && released.at < at)
        .map(({ id }) => id);
      for (const some of batches(old)) {
        await db.deleteFrom('held_copies').where('hold_id', 'in', some).execute();
        await db.deleteFrom('holds').where('id', 'in', some).execute();
      }
      return old.length;
    },
  };
};

export type HoldStore = ReturnType<typeof holdStore>;
