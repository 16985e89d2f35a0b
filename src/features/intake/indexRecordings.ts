import { addDays, addHours, dateIn, type Instant, nextDate } from '../../kernel/time.ts';
import { BlobMissing, StorageUnavailable, type StoredBlob } from '../../platform/storage/ports.ts';
import { recordingIdOf } from '../recordings/describeRecording.ts';
import { endGrant } from '../requests/endGrants.ts';
import { type IndexDeps, type Indexed, indexBlobs, NOTHING_INDEXED } from './indexBlobs.ts';

/** When the newest pass that ended well began: the bookmark a pass goes on from. */
const BOOKMARK = 'indexed-through';

/** Brings the index in line with the `recordings` container. A blob seen before and unchanged is not read again. */
export const createIndexRecordings = (deps: IndexDeps) => {
  const { uow, clock, archive, log } = deps;
  const noted = (outcome: Indexed): Indexed => {
    if (outcome.added + outcome.removed + outcome.unread > 0) log.info('recordings.indexed', { ...outcome });
    return outcome;
  };
  const bookmarked = async (pass: () => Promise<Indexed>): Promise<Indexed> => {
    const begun = clock.now();
    const outcome = await pass();
    await uow.run(async ({ jobState }) => {
      const before = await jobState.get(BOOKMARK);
      // A clock that was set back must not make the bookmark skip what comes until it catches up.
      if (before === undefined || before < begun || before > addDays(begun, 1)) await jobState.set(BOOKMARK, begun);
    });
    return noted(outcome);
  };
  return {
    /** The whole container; finds what came late and forgets what has gone. */
    whole: (heartbeat?: () => Promise<void>) => bookmarked(() => indexUnder(deps, '', archive.pages(), heartbeat)),
    /** Every minute: the days something can still arrive in, and whatever is not filed by date. */
    recent: () =>
      bookmarked(async () => {
        const mark = await uow.read(({ jobState }) => jobState.get(BOOKMARK));
        if (mark === undefined) return indexUnder(deps, '', archive.pages());
        let sum: Indexed = NOTHING_INDEXED;
        for (const place of await placesSince(deps, mark as Instant)) {
          const found = place.loose
            ? await indexLoose(deps, archive.loosePages(place.prefix))
            : await indexUnder(deps, place.prefix, archive.pages(place.prefix));
          sum = added(sum, found);
        }
        return sum;
      }),
    /** Blobs storage has told of. */
    arrived: async (names: readonly string[]): Promise<void> => {
      const listedAt = clock.now();
      const blobs: StoredBlob[] = [];
      for (const name of new Set(names)) {
        const blob = await lookFor(deps, name);
        if (isBlob(blob)) blobs.push(blob);
      }
      const nearby = new Map(blobs.map(({ name, etag }) => [name, etag]));
      for (const { name } of blobs)
        if (deps.reading.isAudioName(name))
          for (const sidecar of deps.reading.sidecarNamesOf(name)) {
            const found = await lookFor(deps, sidecar);
            if (isBlob(found)) nearby.set(sidecar, found.etag);
          }
      // A sidecar by itself is read with its audio, by the next pass.
      const heard = blobs.filter(({ name }) => !/\.json$/i.test(name));
      noted(await indexBlobs(deps, heard, nearby, listedAt));
    },
  };
};

const added = (a: Indexed, b: Indexed): Indexed => ({
  added: a.added + b.added,
  unread: a.unread + b.unread,
  marked: a.marked + b.marked,
  removed: a.removed + b.removed,
});

/** The blob; `missing`, or `not-told` where storage refuses to say, which stops no other. Throws StorageUnavailable. */
async function lookFor({ archive, log }: IndexDeps, name: string): Promise<StoredBlob | 'missing' | 'not-told'> {
  try {
    return await archive.look(name);
  } catch (error) {
    if (error instanceof BlobMissing) return 'missing';
    if (error instanceof StorageUnavailable) throw error;
    const fault = error instanceof Error ? error.name : typeof error;
    log.error('recording.not-told', { recording: recordingIdOf(name), fault });
    return 'not-told';
  }
}

const isBlob = (found: StoredBlob | 'missing' | 'not-told'): found is StoredBlob => typeof found === 'object';

interface Place {
  readonly prefix: string;
  readonly loose: boolean;
}

const YEAR = /^(?:.*\/)?\d{4}\/$/;

/**
 * Where something may have come since the bookmark. A folder of years is filed by date: of it only the days
 * are listed in which the phone system may still deliver. Other folders are listed whole.
 */
async function placesSince({ archive, clock, practice }: IndexDeps, bookmark: Instant): Promise<readonly Place[]> {
  const days = daysBetween(addHours(bookmark, -practice.limits.deliveryHours), clock.now());
  const places: Place[] = [{ prefix: '', loose: true }];
  const dated = (root: string): void => {
    for (const day of days) places.push({ prefix: `${root}${day}`, loose: false });
  };
  const top = await archive.folders('');
  if (top.some((folder) => YEAR.test(folder))) dated('');
  for (const folder of top.filter((each) => !YEAR.test(each))) {
    const below = await archive.folders(folder);
    if (!below.some((each) => YEAR.test(each))) places.push({ prefix: folder, loose: false });
    else {
      dated(folder);
      places.push({ prefix: folder, loose: true });
      for (const other of below) if (!YEAR.test(other)) places.push({ prefix: other, loose: false });
    }
  }
  return places;
}

/** `2026/11/23/` for each day of a span, a day wider at both ends: whose midnight the folders mean is not known. */
function daysBetween(from: Instant, to: Instant): readonly string[] {
  const days: string[] = [];
  const last = nextDate(dateIn(to, 'UTC'));
  for (let day = nextDate(dateIn(from, 'UTC'), -1); day <= last; day = nextDate(day))
    days.push(`${day.replaceAll('-', '/')}/`);
  return days;
}

/** Everything under a prefix by pages, with the names around each for the sidecars; then what is there no more. */
async function indexUnder(
  deps: IndexDeps,
  prefix: string,
  pages: AsyncIterable<readonly StoredBlob[]>,
  heartbeat?: () => Promise<void>,
): Promise<Indexed> {
  let sum: Indexed = NOTHING_INDEXED;
  const listedAt = deps.clock.now();
  let after: string | null = prefix === '' ? null : prefix;
  for await (const { page, nearby } of withNeighbours(pages)) {
    sum = added(sum, await indexBlobs(deps, page, nearby, listedAt));
    const last = page.at(-1)?.name;
    if (last === undefined) continue;
    sum = added(sum, { ...NOTHING_INDEXED, removed: await forgetMissing(deps, after, last, page) });
    after = last;
    await heartbeat?.();
  }
  const to = prefix === '' ? null : justAfter(prefix);
  return added(sum, { ...NOTHING_INDEXED, removed: await forgetMissing(deps, after, to, []) });
}

async function indexLoose(deps: IndexDeps, pages: AsyncIterable<readonly StoredBlob[]>): Promise<Indexed> {
  const listedAt = deps.clock.now();
  let sum: Indexed = NOTHING_INDEXED;
  for await (const { page, nearby } of withNeighbours(pages))
    sum = added(sum, await indexBlobs(deps, page, nearby, listedAt));
  return sum;
}

interface Page {
  readonly page: readonly StoredBlob[];
  /** Etags by name, of this page and the ones beside it. */
  readonly nearby: ReadonlyMap<string, string>;
}

/** The page after the next is asked for while this one is worked on. */
async function* withNeighbours(pages: AsyncIterable<readonly StoredBlob[]>): AsyncIterable<Page> {
  const iterator = pages[Symbol.asyncIterator]();
  const ask = () => {
    const answer = iterator.next();
    // A no-op catch, so that an early rejection is not reported as unhandled; it is awaited below.
    answer.catch(() => {});
    return answer;
  };
  let before: readonly StoredBlob[] = [];
  let current = await ask();
  let following = ask();
  while (!current.done) {
    const next = await following;
    following = ask();
    const around = [before, current.value, next.done ? [] : next.value].flat();
    yield { page: current.value, nearby: new Map(around.map(({ name, etag }) => [name, etag])) };
    before = current.value;
    current = next;
  }
}

/** Sorts after every name that begins with the prefix. */
const justAfter = (prefix: string): string => `${prefix}\u{10ffff}`;

/** Takes out of the index what the listing no longer shows, each looked for by name: odd characters sort apart. */
async function forgetMissing(
  deps: IndexDeps,
  after: string | null,
  to: string | null,
  page: readonly StoredBlob[],
): Promise<number> {
  const { uow } = deps;
  const present = new Set(page.map(({ name }) => name));
  const indexed = await uow.read(async ({ recordings, unread }) => [
    ...(await recordings.namesIn({ after, to })),
    ...(await unread.namesIn({ after, to })),
  ]);
  const gone: string[] = [];
  for (const name of indexed) if (!present.has(name) && (await lookFor(deps, name)) === 'missing') gone.push(name);
  for (let from = 0; from < gone.length; from += BATCH) await forget(deps, gone.slice(from, from + BATCH));
  return gone.length;
}

const BATCH = 200;

/** A grant goes with its recording (policy 5.9), in one transaction: a stop in between would leave the clip. */
const forget = (deps: IndexDeps, names: readonly string[]): Promise<void> =>
  deps.uow.run(async (context) => {
    await context.recordings.deleteReturning(names);
    await context.unread.deleteReturning(names);
    for (const grant of await context.grants.findByRecordings(names.map(recordingIdOf)))
      await endGrant(context, grant, 'recording-deleted');
    // Not the desk's doing: whoever reads the audit should know.
    await context.recordAudit('desk', { action: 'recordings.missing', detail: { count: names.length } });
  });
