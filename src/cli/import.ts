import { setTimeout as wait } from 'node:timers/promises';
import { Presets, SingleBar } from 'cli-progress';
import {
  callsAmong,
  createImportCalls,
  type ImportedFile,
  ImportInterrupted,
  type ImportOutcome,
  leftOut,
} from '../features/intake/importFolder.ts';
import { callReading } from '../features/recordings/telephony/index.ts';
import { systemClock } from '../platform/clock.ts';
import { CONTAINERS, connectStorage, ensureContainers } from '../platform/storage/connect.ts';
import { StorageUnavailable } from '../platform/storage/ports.ts';
import { createRecordingIntake } from '../platform/storage/recordingIntake.ts';
import { CommandFailed, runCommand } from './command.ts';
import { type Walked, walkFolder } from './import/walkFolder.ts';
import { settingsOrExit } from './settingsOrExit.ts';

const mebibytes = (bytes: number): string => `${(bytes / (1024 * 1024)).toFixed(1)} MiB`;

const files = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`;

/** Names are shown for what somebody must look at, but not without end. */
const MAX_NAMES = 20;

function named(title: string, of: readonly string[]): string {
  if (of.length === 0) return '';
  const more = of.length > MAX_NAMES ? `    and ${of.length - MAX_NAMES} more\n` : '';
  return `${title}\n${of
    .slice(0, MAX_NAMES)
    .map((line) => `    ${line}\n`)
    .join('')}${more}`;
}

/** What an import did, in words. */
function summaryOf(
  done: readonly ImportedFile[],
  {
    links,
    closed,
    leftOut,
  }: { readonly links: number; readonly closed: readonly string[]; readonly leftOut: readonly string[] },
  recordingsDays: number,
): string {
  const of = (outcome: ImportOutcome) => done.filter((file) => file.outcome === outcome);
  const paths = (outcome: ImportOutcome) => of(outcome).map(({ path }) => path);
  const stored = of('stored');
  const odd = done.filter(({ outcome, why }) => why !== null && (outcome === 'stored' || outcome === 'same'));
  const bytes = stored.reduce((sum, file) => sum + file.bytes, 0);
  return [
    `Stored: ${files(stored.length)} (${mebibytes(bytes)}). There already: ${of('same').length}.\n`,
    named(
      `Stored, but not understood, or not wholly: ${files(odd.length)}. The Data Protection Officer’s list has them too.`,
      odd.map(({ path, why }) => `${path}: ${why}`),
    ),
    named(`Left out, older than ${recordingsDays} days: ${files(of('too-old').length)}.`, paths('too-old')),
    named(`Left out, no recordings by their names: ${files(leftOut.length)}.`, leftOut),
    links > 0 ? `Links, not followed: ${links}.\n` : '',
    named(`Empty, not stored: ${files(of('empty').length)}.`, paths('empty')),
    named(`Another file stands under the name, left as it is: ${files(of('conflict').length)}.`, paths('conflict')),
    named(
      `Not stored: ${files(of('failed').length)}.`,
      of('failed').map(({ path, why }) => `${path}: ${why}`),
    ),
    named(`Could not be looked at: ${closed.length}.`, closed),
  ].join('');
}

/** True when somebody must look at something. */
const hasFailed = (done: readonly ImportedFile[], { closed }: { readonly closed: readonly string[] }): boolean =>
  closed.length > 0 || done.some(({ outcome }) => outcome === 'failed' || outcome === 'conflict');

interface Progress {
  /** One more call is done. */
  step(): void;
  end(): void;
}

const LINES = 20;

/** A line now and then, for logs and pipes. */
function byLines(total: number, write: (text: string) => void): Progress {
  const every = Math.max(1, Math.ceil(total / LINES));
  let done = 0;
  return {
    step: () => {
      done += 1;
      if (done % every === 0 || done === total) write(`${done} of ${total}\n`);
    },
    end: () => {},
  };
}

/** A bar that moves. */
function byBar(total: number): Progress {
  const bar = new SingleBar(
    { format: '{bar} {value} of {total}, {eta_formatted} left', stopOnComplete: true },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return { step: () => bar.increment(), end: () => bar.stop() };
}

/** How far the import is: a bar on a terminal, lines anywhere else. */
const showProgress = (total: number, out: NodeJS.WriteStream): Progress =>
  out.isTTY && total > 0 ? byBar(total) : byLines(total, (text) => void out.write(text));

/** `npm run import -- DIR`: copies a folder of recordings into storage. Exit 1 when anything did not go in. */
async function walk(root: string): Promise<Walked> {
  try {
    return await walkFolder(root);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new CommandFailed(`${root} cannot be read (${code}): give a folder that is there and open to you.`, 2);
  }
}

async function importFolder(folder: string): Promise<number> {
  const { environment, practice } = settingsOrExit();
  const { recordingsDays } = practice.limits;
  const walked = await walk(folder);
  const calls = callsAmong(walked.files, callReading);
  const folderFacts = { ...walked, leftOut: leftOut(walked.files, calls) };

  process.stdout.write(`${calls.length} recordings in ${folder}\n`);
  const service = connectStorage(environment.storage);
  const importCalls = createImportCalls({
    intake: createRecordingIntake(service.getContainerClient(CONTAINERS.recordings)),
    reading: callReading,
    clock: systemClock,
    readerSettings: { zone: practice.phoneZone, zones: practice.phoneZones },
    recordingsDays,
    wait: (ms) => wait(ms),
  });
  const done: ImportedFile[] = [];
  const progress = showProgress(calls.length, process.stdout);

  try {
    await ensureContainers(service);
    await importCalls(calls, (file) => {
      done.push(file);
      if (callReading.isAudioName(file.path)) progress.step();
    });
    progress.end();
    process.stdout.write(summaryOf(done, folderFacts, recordingsDays));
    return hasFailed(done, walked) ? 1 : 0;
  } catch (error) {
    progress.end();
    if (!(error instanceof ImportInterrupted || error instanceof StorageUnavailable)) throw error;
    process.stdout.write(summaryOf(done, folderFacts, recordingsDays));
    process.stderr.write(
      `${error.message}.\nThe import has stopped. Run the same command again: it goes on where it stopped.\n`,
    );
    return 1;
  }
}

await runCommand({ usage: 'Say which folder: npm run import -- DIR', words: [1, 1] }, ({ words: [folder = ''] }) =>
  importFolder(folder),
);
