import { buildCore } from '../app/core.ts';
import { PurgeIncomplete } from '../features/retention/purgeRecordings.ts';
import { dateIn, timeIn } from '../kernel/time.ts';
import { createLog } from '../platform/log.ts';
import { StorageUnavailable } from '../platform/storage/ports.ts';
import { settingsOrExit } from './settingsOrExit.ts';

/** `npm run purge -- --dry-run` says what the nightly deletion would do now; `npm run purge` does it. */
const { environment, practice } = settingsOrExit();

const log = createLog('warn');

const { database, deps, usecases, ready } = await buildCore({ ...environment, practice, log });

const hours = (ms: number): string => (ms / 3_600_000).toFixed(1);

const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(1);

const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  await ready();
  await usecases.indexRecordings.whole();
  const { recordings, durationMs, bytes, days, unread, grants, nextRun } = await usecases.previewPurge();
  const next = `${dateIn(nextRun, practice.zone)} ${timeIn(nextRun, practice.zone)}`;
  say(
    `To be deleted, so that nothing passes ${practice.limits.recordingsDays} days before the run after this (${next}):`,
  );
  say(`  ${recordings} recordings, ${hours(durationMs)} hours, ${megabytes(bytes)} MB`);
  for (const { date, count } of days) say(`    of ${date}: ${count}`);
  say(`  ${unread} files no reader understands, by the date they were stored`);
  say(`  ${grants} accesses that end with their recording`);
  if (process.argv.includes('--dry-run')) say('Nothing has been deleted: this was a dry run.');
  else {
    const run = await usecases.purgeRecordings({ runId: `purge-${deps.clock.now()}` });
    say(
      `Deleted ${run.deleted}. Listed again: ${run.stored} files stored, ${run.pastLimit} past their limit.`,
    );
  }
} catch (error) {
  if (!(error instanceof PurgeIncomplete) && !(error instanceof StorageUnavailable)) throw error;
  process.stderr.write(
    error instanceof PurgeIncomplete
      ? 'Not everything could be deleted: something in the storage account keeps it. Run npm run doctor, then this again.\n'
      : `${error.message}\n`,
  );
  process.exitCode = 1;
} finally {
  await database.close();
}
