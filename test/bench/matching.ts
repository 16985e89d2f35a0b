import { join } from 'node:path';
import type { CallDescription } from '../../src/features/recordings/model/callDescription.ts';
import { queryFor, type RecordingQuery } from '../../src/features/recordings/model/matching.ts';
import type { IndexedRecording } from '../../src/features/recordings/model/recordingQueries.ts';
import { recordingRow } from '../../src/features/recordings/store/recordingMatch.ts';
import { recordingStore } from '../../src/features/recordings/store/recordingStore.ts';
import { LOOK_AT } from '../../src/features/requests/matchRecordings.ts';
import { addDays, addMs, toInstant } from '../../src/kernel/time.ts';
import { openDatabase } from '../../src/platform/database/open.ts';
import { buildAsk, buildIndexed } from '../builders.ts';
import { chance } from './chance.ts';
import { fillingOf } from './filling.ts';
import { withFolder } from './folder.ts';
import { type Figure, figure, percentile, timed } from './measure.ts';

const END = toInstant('2026-11-24T00:00:00Z');

const DAYS = 30;

const BEGIN = addDays(END, -DAYS);

const EXTENSIONS = 40;

const ZONE = 'Europe/London';

const MAX_ATTEMPTS = 400;

/**
 * Working hours of thirty days, forty extensions; one call in twenty withheld, one in ten internal, the rest
 * of 20,000 numbers.
 */
function callOf(n: number, count: number, next: () => number): IndexedRecording {
  // Delivered in the order they began, as a phone system does.
  const days = (n * DAYS) / count;
  const startedAt = addMs(addDays(BEGIN, Math.floor(days)), Math.floor((8 + 10 * (days % 1)) * 3_600_000));
  const sort = next();
  const extension = String(201 + Math.floor(next() * EXTENSIONS));
  const internal = sort < 0.1;
  return {
    ...buildIndexed({
      id: `rec-${n}`,
      startedAt,
      extension,
      otherExtension: internal ? String(201 + Math.floor(next() * EXTENSIONS)) : null,
      number: internal ? null : sort < 0.15 ? 'withheld' : numberOf(next()),
      direction: internal ? 'internal' : 'inbound',
    }),
  };
}

const numberOf = (share: number): string => `+441632${String(900_000 + Math.floor(share * 20_000))}`;

const NOT_KNOWN = { kind: 'not-known' } as const;

/** Every sort of request that is not browsing. */
const SHAPES: Readonly<
  Record<string, (date: string, last: string, extension: string, e164: string) => Partial<CallDescription>>
> = {
  'time, extension and number': (date, _, extension, e164) => ({
    when: { kind: 'about', date, time: '11:00' },
    extension: { kind: 'known', extension },
    number: { kind: 'known', e164 },
  }),
  'time and extension': (date, _, extension) => ({
    when: { kind: 'about', date, time: '11:00' },
    extension: { kind: 'known', extension },
    number: NOT_KNOWN,
  }),
  'time and names': (date) => ({
    when: { kind: 'about', date, time: '11:00' },
    extension: NOT_KNOWN,
    number: NOT_KNOWN,
    parties: { kind: 'known', names: 'Mrs Hill' },
  }),
  'time and withheld': (date) => ({
    when: { kind: 'about', date, time: '11:00' },
    extension: NOT_KNOWN,
    number: { kind: 'withheld' },
  }),
  'day, extension and internal': (date, _, extension) => ({
    when: { kind: 'day', date },
    extension: { kind: 'known', extension },
    number: { kind: 'internal' },
  }),
  'day, extension and withheld': (date, _, extension) => ({
    when: { kind: 'day', date },
    extension: { kind: 'known', extension },
    number: { kind: 'withheld' },
  }),
  'thirty days and a number': (_, last, __, e164) => ({
    when: { kind: 'range', from: '2026-10-26', to: last },
    extension: NOT_KNOWN,
    number: { kind: 'known', e164 },
  }),
  'thirty days, extension and number': (_, last, extension, e164) => ({
    when: { kind: 'range', from: '2026-10-26', to: last },
    extension: { kind: 'known', extension },
    number: { kind: 'known', e164 },
  }),
};

interface Shaped {
  readonly shape: string;
  readonly p95: number;
}

/** 95th percentile of each shape, in milliseconds. */
async function measure(folder: string, count: number): Promise<readonly Shaped[]> {
  const next = chance();
  const file = join(folder, `${count}.sqlite`);
  const { db, close } = await openDatabase(file);
  const store = recordingStore(db);
  const filling = await fillingOf(file);
  await filling.insert(
    'recordings',
    (function* () {
      for (let n = 0; n < count; n += 1) yield recordingRow(callOf(n, count, next));
    })(),
  );
  await filling.finish();
  const queries = Object.values(SHAPES).map((shape) => (): RecordingQuery => {
    const date = addDays(BEGIN, 1 + Math.floor(next() * (DAYS - 1))).slice(0, 10);
    const ask = shape(date, '2026-11-23', String(201 + Math.floor(next() * EXTENSIONS)), numberOf(next()));
    return queryFor(buildAsk(ask), ZONE, BEGIN);
  });
  const times = queries.map((): number[] => []);
  // Shapes in turn; the first tenth only warms.
  for (let n = -MAX_ATTEMPTS / 10; n < MAX_ATTEMPTS; n += 1)
    for (const [at, query] of queries.entries()) {
      const asked = query();
      const ms = await timed(() => store.match(asked, LOOK_AT));
      if (n >= 0) times[at]?.push(ms);
    }
  await close();
  return Object.keys(SHAPES).map((shape, at) => ({ shape, p95: percentile(times[at] ?? [], 0.95) }));
}

const worst = (shapes: readonly Shaped[]): Shaped => shapes.reduce((a, b) => (b.p95 > a.p95 ? b : a));

/**
 * Matching one request, as the desk asks storage for it, against a hundred thousand and a million recordings
 * in SQLite.
 */
export const benchMatching = (): Promise<readonly Figure[]> =>
  withFolder(async (folder) => {
    const few = await measure(folder, 100_000);
    const many = await measure(folder, 1_000_000);
    const [slowFew, slowMany] = [worst(few), worst(many)];
    const atMost = { kind: 'value', atMost: 1 } as const;
    return [
      figure(
        `match among 100,000, p95 of the slowest shape (${slowFew.shape})`,
        slowFew.p95,
        slowFew.p95,
        'ms',
        atMost,
      ),
      figure(
        `match among 1,000,000, p95 of the slowest shape (${slowMany.shape})`,
        slowMany.p95,
        slowFew.p95,
        'ms',
        atMost,
      ),
      figure('match among 1,000,000 against 100,000', slowMany.p95, slowFew.p95, 'ms', { kind: 'ratio', atMost: 1.5 }),
      ...many.map(({ shape, p95 }, at) =>
        figure(`match among 1,000,000, p95: ${shape}`, p95, few[at]?.p95 ?? Number.NaN, 'ms', atMost),
      ),
    ];
  });
