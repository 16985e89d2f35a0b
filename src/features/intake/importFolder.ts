import { createHash } from 'node:crypto';
import { listOf } from '../../kernel/listOf.ts';
import type { Clock } from '../../kernel/ports.ts';
import { dateIn, type Instant, isRealDate } from '../../kernel/time.ts';
import { type LocalFile, NotStored, type RecordingIntake, StorageUnavailable } from '../../platform/storage/ports.ts';
import { limitOf } from '../practice/model/schedule.ts';
import type { CallReading, ReaderSettings } from '../recordings/callReading.ts';
import { SIDECAR_BYTES } from '../recordings/telephony/sidecarText.ts';

/** Storage stayed away; everything before is stored, and running again goes on from there. */
export class ImportInterrupted extends Error {
  override readonly name = 'ImportInterrupted';
}

/** `same` was there already, `conflict` is another of its name, `too-old` is past retention, `empty` has no bytes. */
export type ImportOutcome = 'stored' | 'same' | 'conflict' | 'too-old' | 'empty' | 'failed';

export interface ImportedFile {
  readonly path: string;
  readonly bytes: number;
  readonly outcome: ImportOutcome;
  /** Why it failed, or what of it was not understood; null when nothing was amiss. */
  readonly why: string | null;
}

export interface ImportDeps {
  readonly intake: RecordingIntake;
  readonly reading: CallReading;
  readonly clock: Clock;
  readonly readerSettings: ReaderSettings;
  readonly recordingsDays: number;
  /** Waits; real time, unless a test says otherwise. */
  readonly wait: (ms: number) => Promise<void>;
}

/** Blob names are at most 1,024 characters. */
const MAX_NAME_LENGTH = 1_024;

/** Pauses before asking again a storage that is away: half a minute in all. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 16_000];

/** Files under way together. */
const AT_ONCE = 4;

/** `2026/05/14/` in front, whatever follows. */
const isDated = (path: string): boolean => {
  const [, year, month, day] = /^(\d{4})\/(\d\d)\/(\d\d)\//.exec(path) ?? [];
  return day !== undefined && isRealDate(`${year}-${month}-${day}`);
};

/** Where a file goes: under the UTC date of its call, where its own path does not begin with a date. */
const targetName = (path: string, startedAt: Instant | undefined): string =>
  isDated(path) ? path : `${startedAt ? dateIn(startedAt, 'UTC').replaceAll('-', '/') : 'undated'}/${path}`;

async function again<T>(act: () => Promise<T>, wait: ImportDeps['wait']): Promise<T> {
  for (let tries = 0; ; tries += 1)
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error;
      const pause = PAUSES_MS[tries];
      if (pause === undefined) throw new ImportInterrupted(error.message);
      await wait(pause);
    }
}

async function hashesOf(file: LocalFile): Promise<{ readonly sha256: string; readonly md5: string }> {
  const [sha256, md5] = [createHash('sha256'), createHash('md5')];
  for await (const piece of file.pieces()) {
    sha256.update(piece);
    md5.update(piece);
  }
  return { sha256: sha256.digest('hex'), md5: md5.digest('hex') };
}

/** A little more than a sidecar may have is enough to see that it is too long. */
async function bytesOf(file: LocalFile | undefined): Promise<Uint8Array | null> {
  if (!file) return null;
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of file.pieces()) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes > SIDECAR_BYTES) break;
  }
  return Buffer.concat(pieces);
}

/** Puts one file under a name, unless it stands there already. */
async function store({ intake, wait }: ImportDeps, file: LocalFile, name: string): Promise<ImportOutcome> {
  const { sha256, md5 } = await hashesOf(file);
  const standing = async (): Promise<ImportOutcome | undefined> => {
    const there = await intake.look(name);
    if (!there) return undefined;
    return (there.sha256 === null ? there.md5 === md5 : there.sha256 === sha256) ? 'same' : 'conflict';
  };
  return again(async () => {
    const before = await standing();
    if (before) return before;
    if ((await intake.put({ ...file, name, sha256 })) === 'stored') return 'stored';
    // Somebody was quicker; it may have been the same file.
    return (await standing()) ?? 'conflict';
  }, wait);
}

interface Call {
  readonly audio: LocalFile;
  readonly sidecar: LocalFile | undefined;
}

/** Takes in a call: its sidecar first, so that whoever sees the audio finds the facts. */
async function importCall(deps: ImportDeps, { audio, sidecar }: Call): Promise<readonly ImportedFile[]> {
  const { reading, readerSettings, clock, recordingsDays } = deps;
  const told = (file: LocalFile, outcome: ImportOutcome, why: string | null = null): ImportedFile => ({
    path: file.path,
    bytes: file.bytes,
    outcome,
    why,
  });
  const files = sidecar ? [sidecar, audio] : [audio];
  if (audio.bytes === 0) return [told(audio, 'empty')];
  const results: ImportedFile[] = [];
  try {
    const { read, isSidecarReadable } = reading.readFile(
      { name: audio.path, metadata: {}, sidecar: await bytesOf(sidecar) },
      readerSettings,
    );
    const startedAt = read?.facts.startedAt;
    const notUnderstood = listOf([
      !read && 'nothing says when the call was',
      !isSidecarReadable && 'the .json beside it cannot be read',
      read && isSidecarReadable && read.facts.notUnderstood !== '' && `not understood: “${read.facts.notUnderstood}”`,
    ]).join('; ');
    if (limitOf(startedAt ?? audio.modified, { recordingsDays }) <= clock.now())
      return files.map((file) => told(file, 'too-old'));
    for (const file of files) {
      const name = targetName(file.path, startedAt);
      if (name.length > MAX_NAME_LENGTH)
        return [...results, told(audio, 'failed', `its name would be longer than ${MAX_NAME_LENGTH} characters`)];
      const outcome = await store(deps, file, name);
      results.push(told(file, outcome, file === audio && notUnderstood !== '' ? notUnderstood : null));
    }
    return results;
  } catch (error) {
    if (error instanceof ImportInterrupted) throw error;
    if (error instanceof NotStored) return [...results, told(audio, 'failed', error.message)];
    return [...results, told(audio, 'failed', `it cannot be read (${faultOf(error)})`)];
  }
}

/** `EACCES` and its kind. */
const faultOf = (error: unknown): string =>
  error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : typeof error;

/** Audio, each with the sidecar beside it. */
export function callsAmong(files: readonly LocalFile[], reading: CallReading): readonly Call[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return files
    .filter(({ path }) => reading.isAudioName(path))
    .map((audio) => ({
      audio,
      sidecar: reading
        .sidecarNamesOf(audio.path)
        .map((path) => byPath.get(path))
        .find((file) => file !== undefined),
    }));
}

/** What in the folder belongs to no call: it stays where it is, and is told of. */
export function leftOut(files: readonly LocalFile[], calls: readonly Call[]): readonly string[] {
  const taken = new Set(calls.flatMap(({ audio, sidecar }) => [audio.path, sidecar?.path]));
  return files.map(({ path }) => path).filter((path) => !taken.has(path));
}

const STORAGE_ANSWERED: ReadonlySet<ImportOutcome> = new Set(['stored', 'same', 'conflict']);

const NOT_TAKEN = 'storage did not take it, while it took others: run the same command again';

/**
 * Copies calls into the container, telling of each file as it is done. May be stopped anywhere and run again:
 * what is stored is found by its SHA-256 and not sent again, and nothing is ever overwritten. Throws
 * ImportInterrupted when storage stays away from all of those under way together.
 */
export const createImportCalls =
  (deps: ImportDeps) =>
  async (calls: readonly Call[], tell: (file: ImportedFile) => void): Promise<void> => {
    for (let from = 0; from < calls.length; from += AT_ONCE) {
      const some = calls.slice(from, from + AT_ONCE);
      const ends = await Promise.allSettled(some.map((call) => importCall(deps, call)));
      const told = ends.flatMap((end) => (end.status === 'fulfilled' ? end.value : []));
      told.forEach(tell);
      // While storage is there for others, one that it does not take is not to stop them.
      const isThere = told.some(({ outcome }) => STORAGE_ANSWERED.has(outcome));
      for (const [at, end] of ends.entries()) {
        if (end.status === 'fulfilled') continue;
        if (!isThere) throw end.reason;
        const { path, bytes } = (some[at] as Call).audio;
        tell({ path, bytes, outcome: 'failed', why: NOT_TAKEN });
      }
    }
  };
