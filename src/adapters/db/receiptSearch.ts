import type { Kysely } from 'kysely';
import type { SearchQuery } from '../../domain/recording/searching.ts';
import type { Receipt } from '../../domain/retention/deletionOrder.ts';
import type { PlaceInTime } from '../../usecases/recordingPorts.ts';
import { toReceipt } from './rows.ts';
import type { Tables } from './tables.ts';
import { unionOf } from './unionOf.ts';

type Db = Kysely<Tables>;

/**
 * What was deleted, by number, extension and time, the newest call first. Each number or extension for itself: together they would have to be
 * sorted before the first is known, and a year’s receipts are many.
 */
export async function searchReceipts(
  db: Db,
  query: Omit<SearchQuery, 'words'>,
  after: PlaceInTime | null,
  limit: number,
): Promise<readonly Receipt[]> {
  const { numbers, extensions } = query;
  let rows = db
    .selectFrom('receipts')
    .selectAll()
    .where('started_at', '>=', query.from)
    .where('started_at', '<', query.to);
  if (after !== null)
    rows = rows
      .where('started_at', '<=', after.startedAt)
      .where((eb) => eb.or([eb('started_at', '<', after.startedAt), eb('recording_id', '<', after.id)]));
  if (numbers.length > 0 && extensions.length > 0) rows = rows.where('extension', 'in', extensions);
  const page = rows.orderBy('started_at', 'desc').orderBy('recording_id', 'desc').limit(limit);
  const questions =
    numbers.length > 0
      ? numbers.map((number) => page.where('number', '=', number))
      : extensions.map((extension) => page.where('extension', '=', extension));
  const found = await unionOf(db, questions.length > 0 ? questions : [page]).execute();
  return found.map(toReceipt).sort(newestFirst).slice(0, limit);
}

const newestFirst = (a: Receipt, b: Receipt): number =>
  a.startedAt === b.startedAt ? (a.recordingId < b.recordingId ? 1 : -1) : a.startedAt < b.startedAt ? 1 : -1;
