import { createHash } from 'node:crypto';
import { HELD_COPIES } from '../../src/features/cases/holds/store.ts';
import type { HeldCopy } from '../../src/features/cases/model/hold.ts';
import type { IndexedRecording } from '../../src/features/recordings/model/recordingQueries.ts';
import { recordingRow } from '../../src/features/recordings/store/recordingMatch.ts';
import { wordRows } from '../../src/features/recordings/store/recordingWords.ts';
import { addDays, addMs, toInstant } from '../../src/kernel/time.ts';
import { rowOf } from '../../src/platform/database/documents.ts';
import { buildIndexed, buildReceipt } from '../builders.ts';
import { chance, skewed } from './chance.ts';
import { fillingOf } from './filling.ts';

export const END = toInstant('2026-11-24T00:00:00Z');

const DAYS = 30;

export const BEGIN = addDays(END, -DAYS);

/** The commonest first; the rest are made up of syllables. */
const FIRST = ['john', 'mary', 'david', 'susan', 'peter', 'anne', 'paul', 'jane', 'mark', 'emma'];

const LAST = ['smith', 'jones', 'taylor', 'brown', 'evans', 'walker', 'wright', 'hill', 'green', 'wood'];

const SYLLABLES = [
  'ba',
  'cor',
  'dun',
  'el',
  'fen',
  'gri',
  'hal',
  'ing',
  'ka',
  'lo',
  'mer',
  'nor',
  'os',
  'pen',
  'rud',
  'sto',
];

export const FIRSTS = 500;

export const LASTS = 8_000;

const NUMBERS = 150_000;

export const EXTENSIONS = 40;

const madeUp = (n: number, sort: string): string =>
  `${sort}${SYLLABLES[n % 16]}${SYLLABLES[(n >> 4) % 16]}${SYLLABLES[(n >> 8) % 16]}${SYLLABLES[n >> 12] ?? ''}`;

/** First names by how common they are, 0 the commonest. */
export const firstName = (n: number): string => FIRST[n] ?? madeUp(n, 'a');

export const lastName = (n: number): string => LAST[n] ?? madeUp(n, 'w');

export const numberOf = (n: number): string => `+441${String(632_000_000 + n * 17)}`;

export const extensionOf = (n: number): string => String(201 + n);

/** Common each, and together in a handful of calls only. */
export const RARELY_MET = [firstName(1), lastName(0)] as const;

/**
 * Working hours of thirty days, on forty extensions. Three calls in four name somebody, one in ten of them
 * two people; one call in ten is internal, one in twenty withheld; a number that calls often calls hundreds
 * of times.
 */
export function manyCalls(count: number, seed?: number): (n: number) => IndexedRecording {
  const next = chance(seed);
  const [first, last] = [skewed(FIRSTS, 0.7, next), skewed(LASTS, 0.7, next)];
  const caller = skewed(NUMBERS, 0.5, next);
  const nameOf = (n: number): string => {
    const [a, b] = [firstName(first()), lastName(last())];
    const met = a === RARELY_MET[0] && b === RARELY_MET[1];
    return met && n % 97 !== 0 ? nameOf(n) : next() < 0.2 ? `Mrs ${b}` : `${a} ${b}`;
  };
  return (n) => {
    const days = (n * DAYS) / count;
    const startedAt = addMs(addDays(BEGIN, Math.floor(days)), Math.floor((8 + 10 * (days % 1)) * 3_600_000));
    const [named, sort] = [next(), next()];
    const extension = extensionOf(Math.floor(next() * EXTENSIONS));
    const internal = sort < 0.1;
    return buildIndexed({
      id: `rec-${createHash('sha256').update(String(n)).digest('hex').slice(0, 24)}`,
      startedAt,
      extension,
      otherExtension: internal ? extensionOf(Math.floor(next() * EXTENSIONS)) : null,
      number: internal ? null : sort < 0.15 ? 'withheld' : numberOf(caller()),
      direction: internal ? 'internal' : 'inbound',
      parties: named > 0.75 ? '' : named < 0.075 ? `${nameOf(n)}, ${nameOf(n)}` : nameOf(n),
    });
  };
}

const HELD = 400;

/** A month’s calls with their words, receipts of as many from the month before, and one hold’s copies. */
export async function fillWithCalls(url: string, count: number): Promise<void> {
  // The same calls anew for each table: all of them at once would not fit memory.
  function* each<T>(make: (call: IndexedRecording) => Iterable<T>): Iterable<T> {
    const call = manyCalls(count);
    for (let n = 0; n < count; n += 1) yield* make(call(n));
  }
  const filling = await fillingOf(url);
  await filling.insert(
    'recordings',
    each((call) => [recordingRow(call)]),
  );
  await filling.insert('recording_words', each(wordRows));
  await filling.insert(
    'receipts',
    each((call) => [receiptOf(call)]),
  );
  const call = manyCalls(count);
  await filling.insert(
    'held_copies',
    Array.from({ length: HELD }, (_, n) => rowOf(HELD_COPIES, heldCopy(call(n)))),
  );
  await filling.finish();
}

const receiptOf = ({ id, startedAt, extension, number }: IndexedRecording) =>
  buildReceipt({
    recordingId: `old-${id}`,
    startedAt: addDays(startedAt, -DAYS),
    deletedAt: startedAt,
    extension,
    number,
  });

const heldCopy = (recording: IndexedRecording): HeldCopy => ({
  id: `copy-${recording.id}`,
  version: 0,
  holdId: 'H-1',
  recordingId: recording.id,
  recording,
  orderedAt: END,
  blobName: `H-1/${recording.id}.wav`,
  state: 'held',
  sha256: 'a'.repeat(64),
  heldAt: END,
  fault: null,
});
