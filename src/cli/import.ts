import { setTimeout as wait } from 'node:timers/promises';
import {
  callsAmong,
  createImportCalls,
  type ImportedFile,
  ImportInterrupted,
} from '../features/intake/importFolder.ts';
import { callReading } from '../features/recordings/telephony/index.ts';
import { systemClock } from '../platform/clock.ts';
import { CONTAINERS, connectStorage, ensureContainers } from '../platform/storage/connect.ts';
import { StorageUnavailable } from '../platform/storage/ports.ts';
import { createRecordingIntake } from '../platform/storage/recordingIntake.ts';
import { showProgress } from './import/showProgress.ts';
import { hasFailed, summaryOf } from './import/summary.ts';
import { type Walked, walkFolder } from './import/walkFolder.ts';
import { settingsOrExit } from './settingsOrExit.ts';

/**
 * `npm run import -- DIR`: copies a folder of recordings into storage. Exit 1 when anything did not go in.
 */
const [folder] = process.argv.slice(2);

if (!folder) {
  process.stderr.write('Say which folder: npm run import -- DIR\n');
  process.exit(2);
}

async function walkOrExit(root: string): Promise<Walked> {
  try {
    return await walkFolder(root);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    process.stderr.write(`${root} cannot be read (${code}): give a folder that is there and open to you.\n`);
    process.exit(2);
  }
}

const { environment, practice } = settingsOrExit();

const { recordingsDays } = practice.limits;

const walked = await walkOrExit(folder);

const calls = callsAmong(walked.files, callReading);

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
  process.stdout.write(summaryOf(done, walked, recordingsDays));
  process.exitCode = hasFailed(done, walked) ? 1 : 0;
} catch (error) {
  progress.end();
  if (!(error instanceof ImportInterrupted || error instanceof StorageUnavailable)) throw error;
  process.stdout.write(summaryOf(done, walked, recordingsDays));
  process.stderr.write(
    `${error.message}.\nThe import has stopped. Run the same command again: it goes on where it stopped.\n`,
  );
  process.exitCode = 1;
}
