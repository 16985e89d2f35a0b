import { setTimeout as wait } from 'node:timers/promises';
import {
  callsAmong,
  createImportCalls,
  type ImportedFile,
  ImportInterrupted,
  leftOut,
} from '../features/intake/importFolder.ts';
import { callReading } from '../features/recordings/telephony/index.ts';
import { systemClock } from '../platform/clock.ts';
import { CONTAINERS, connectStorage, ensureContainers } from '../platform/storage/connect.ts';
import { StorageUnavailable } from '../platform/storage/ports.ts';
import { createRecordingIntake } from '../platform/storage/recordingIntake.ts';
import { CommandFailed, runCommand } from './command.ts';
import { showProgress } from './import/showProgress.ts';
import { hasFailed, summaryOf } from './import/summary.ts';
import { type Walked, walkFolder } from './import/walkFolder.ts';
import { settingsOrExit } from './settingsOrExit.ts';

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
