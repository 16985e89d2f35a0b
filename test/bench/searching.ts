import { join } from 'node:path';
import {
  createFindRecordings,
  createTurnPage,
  FOUND_A_PAGE,
  nextFound,
} from '../../src/features/cases/search/findRecordings.ts';
import type { SubjectQuery } from '../../src/features/recordings/model/searching.ts';
import { recordingStore } from '../../src/features/recordings/store/recordingStore.ts';
import { addDays } from '../../src/kernel/time.ts';
import { randomIds } from '../../src/platform/clock.ts';
import { type Database, openDatabase } from '../../src/platform/database/open.ts';
import type { UnitOfWork } from '../../src/stores.ts';
import { buildPerson, buildPractice, PRIYA } from '../builders.ts';
import { startPostgres } from '../support/postgres.ts';
import { buildUnitOfWork } from '../support/testUnitOfWork.ts';
import { chance } from './chance.ts';
import { withFolder } from './folder.ts';
import {
  BEGIN,
  END,
  EXTENSIONS,
  extensionOf,
  FIRSTS,
  fillWithCalls,
  firstName,
  LASTS,
  lastName,
  manyCalls,
  numberOf,
  RARELY_MET,
} from './manyCalls.ts';
import { type Figure, figure, inTurn, median, pairedRatio, percentile, timed } from './measure.ts';

const COUNT = 1_000_000;

const MAX_ATTEMPTS = 200;

/** Of each shape, only to warm. */
const WARMING = 10;

const A_DEEP_PAGE = 20;

const practice = buildPractice();

type Pick = (from: number, to: number) => number;

const day = (n: number): string => addDays(BEGIN, n).slice(0, 10);

const fiveDays = (from: number) => ({ from: day(from), to: day(from + 4) });

/** What a DPO types, from what few calls have to what tens of thousands have. */
const SHAPES: Readonly<Record<string, (pick: Pick) => Partial<SubjectQuery>>> = {
  'a rare name': (pick) => ({ person: `${firstName(pick(300, FIRSTS))} ${lastName(pick(6_000, LASTS))}` }),
  'a rare surname': (pick) => ({ person: lastName(pick(6_000, LASTS)) }),
  'two common words that rarely meet': () => ({ person: RARELY_MET.join(' ') }),
  'two common words': (pick) => ({ person: `${firstName(0)} ${lastName(pick(0, 3))}` }),
  'three common words': () => ({ person: `${firstName(0)} ${lastName(0)} ${lastName(1)}` }),
  'one common word': (pick) => ({ person: firstName(pick(0, 3)) }),
  'a number': (pick) => ({ numbers: [numberOf(pick(0, 1_000))] }),
  'ten numbers': (pick) => ({ numbers: Array.from({ length: 10 }, () => numberOf(pick(0, 1_000))) }),
  'a number and dates': (pick) => ({ numbers: [numberOf(pick(0, 1_000))], ...fiveDays(pick(0, 25)) }),
  'an extension and dates': (pick) => ({ extension: extensionOf(pick(0, EXTENSIONS)), ...fiveDays(pick(0, 25)) }),
  'an extension and a number': (pick) => ({
    extension: extensionOf(pick(0, EXTENSIONS)),
    numbers: [numberOf(pick(0, 100))],
  }),
  'a common word and a number': (pick) => ({ person: firstName(0), numbers: [numberOf(pick(0, 100))] }),
  'a common word, an extension and dates': (pick) => ({
    person: lastName(0),
    extension: extensionOf(pick(0, EXTENSIONS)),
    ...fiveDays(pick(0, 25)),
  }),
  'a member of staff': () => ({ person: 'Rita Reed' }),
};

/**
 * The DPO's search among a million recordings, as many receipts, and four hundred held copies, in both
 * databases: a page of every shape, the twentieth page as somebody turns to it, and what the words of names
 * add to putting one more recording in.
 */
export async function benchSearching(): Promise<readonly Figure[]> {
  const sqlite = await withFolder((folder) => measure('SQLite', join(folder, 'desk.sqlite')));
  const server = await startPostgres();
  try {
    return [...sqlite, ...(await measure('PostgreSQL', server.url))];
  } finally {
    await server.stop();
  }
}

async function measure(name: string, url: string): Promise<readonly Figure[]> {
  const database = await openDatabase(url);
  try {
    await fillWithCalls(url, COUNT);
    const uow = buildUnitOfWork(database, { clock: { now: () => END } });
    const shapes = [...(await searched(uow)), await turned(uow)];
    const worst = shapes.reduce((a, b) => (b.p95 > a.p95 ? b : a));
    const best = Math.min(...shapes.map(({ p95 }) => p95));
    return [
      ...[{ ...worst, shape: `the slowest (${worst.shape})` }, ...shapes].map(({ shape, p95 }) =>
        figure(`search in ${name}, p95: ${shape}`, p95, best, 'ms', { kind: 'value', atMost: 20 }),
      ),
      await onePut(name, database),
    ];
  } finally {
    await database.close();
  }
}

interface Shaped {
  readonly shape: string;
  /** Milliseconds. */
  readonly p95: number;
}

/** The first page of each shape; the shapes in turn. */
async function searched(uow: UnitOfWork): Promise<readonly Shaped[]> {
  const next = chance();
  const pick: Pick = (from, to) => from + Math.floor(next() * (to - from));
  const times = Object.entries(SHAPES).map(([shape, make]) => ({ shape, make, times: [] as number[] }));
  for (let n = -WARMING; n < MAX_ATTEMPTS; n += 1)
    for (const { make, times: own } of times) {
      const subjectQuery = { person: null, numbers: [], extension: null, from: null, to: null, ...make(pick) };
      const ms = await timed(() => uow.read((stores) => nextFound(stores, { subjectQuery }, null, FOUND_A_PAGE + 1)));
      if (n >= 0) own.push(ms);
    }
  return times.map(({ shape, times: own }) => ({ shape, p95: percentile(own, 0.95) }));
}

/** The whole act, its audit event committed. */
async function turned(uow: UnitOfWork): Promise<Shaped> {
  const deps = { uow, practice, ids: randomIds, clock: { now: () => END }, isWorkingDay: () => true };
  const actor = buildPerson({ email: PRIYA, roles: ['dpo'] });
  const found = await createFindRecordings(deps)({ actor, values: { person: firstName(0), reason: 'Case S-1' } });
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  const turnPage = createTurnPage(deps);
  const times: number[] = [];
  for (let n = 0; n < MAX_ATTEMPTS; n += 1)
    times.push(
      await timed(async () => {
        const page = await turnPage({ actor, searchId: found.value.search.id, page: A_DEEP_PAGE });
        if (!page.ok || page.value.page !== A_DEEP_PAGE) throw new Error('The page was not turned to');
      }),
    );
  return { shape: `page ${A_DEEP_PAGE} of a common word, turned to`, p95: percentile(times, 0.95) };
}

const A_ROUND = 2_000;

const ROUNDS = 9;

/** Putting calls into the index that name somebody each, against the same calls without names. */
async function onePut(name: string, { db }: Database): Promise<Figure> {
  const callOf = manyCalls(COUNT, 43);
  let put = 0;
  const round = async (isNamed: boolean): Promise<number> => {
    const calls = Array.from({ length: A_ROUND }, () => {
      const call = callOf(COUNT + put);
      put += 1;
      const parties = isNamed ? call.parties || `${firstName(3)} ${lastName(4)}` : '';
      return { ...call, parties };
    });
    const ms = await timed(() => db.transaction().execute((trx) => recordingStore(trx).upsert(calls)));
    return (ms * 1_000) / A_ROUND;
  };
  await round(true);
  await round(false);
  const { ours, peer } = await inTurn(
    ROUNDS,
    () => round(true),
    () => round(false),
  );
  return figure(
    `putting one more named recording in, in ${name}, against one without a name`,
    median(ours),
    median(peer),
    'µs',
    { kind: 'ratio', atMost: 2 },
    pairedRatio(ours, peer),
  );
}
