import { buildCore, type Core } from '../app/core.ts';
import type { Settings } from '../config/settings.ts';
import { PurgeWaits } from '../features/retention/askBeforePurge.ts';
import { PurgeIncomplete } from '../features/retention/purgeRecordings.ts';
import { dateIn, timeIn } from '../kernel/time.ts';
import { createLog } from '../platform/log.ts';
import { CommandFailed, runCommand } from './command.ts';
import { settingsOrExit } from './settingsOrExit.ts';

/** `npm run purge` says what the nightly deletion would do now; `npm run purge -- --delete` does it. */
const USAGE = `Say what to do:
  npm run purge                  says what would be deleted, and deletes nothing
  npm run purge -- --delete      deletes it`;

const hours = (ms: number): string => (ms / 3_600_000).toFixed(1);

const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(1);

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function preview({ usecases }: Core, { practice }: Settings): Promise<void> {
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
}

async function purge({ usecases, deps }: Core): Promise<void> {
  try {
    const run = await usecases.purgeRecordings({ runId: `purge-${deps.clock.now()}` });
    say(`Deleted ${run.deleted}. Listed again: ${run.stored} files stored, ${run.pastLimit} past their limit.`);
  } catch (error) {
    if (error instanceof PurgeWaits)
      throw new CommandFailed(
        'Nothing was deleted: this is far more than in the nights before, so the Data Protection Officer has been asked on a card. Run this again after their yes.',
      );
    if (!(error instanceof PurgeIncomplete)) throw error;
    throw new CommandFailed(
      'Not everything could be deleted: something in the storage account keeps it. Run npm run doctor, then this again.',
    );
  }
}

await runCommand(
  { usage: USAGE, options: { delete: { type: 'boolean' }, 'dry-run': { type: 'boolean' } } },
  async ({ values }) => {
    if (values.delete && values['dry-run']) throw new CommandFailed('Say --delete or --dry-run, not both.', 2);
    const settings = settingsOrExit();
    const core = await buildCore({ ...settings.environment, practice: settings.practice, log: createLog('warn') });
    try {
      await core.ready();
      await preview(core, settings);
      if (values.delete) await purge(core);
      else say('Nothing has been deleted. To delete it now: npm run purge -- --delete');
    } finally {
      await core.database.close();
    }
  },
);
