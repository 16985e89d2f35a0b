import { causeOf } from '../../kernel/fault.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
import { sweepClips } from '../listening/sweepClips.ts';
import { scheduleOf } from '../practice/model/practice.ts';
import { dueStart, limitOf } from '../practice/model/schedule.ts';
import { recordingIdOf } from '../recordings/describeRecording.ts';
import { createAllowance } from './askBeforePurge.ts';
import type { PurgeRun } from './model/purgeRun.ts';
import { type BatchDeps, type PurgePart, purgeIndexed, purgeUnread } from './purgeBatches.ts';

/** What the container holds, by listing it afresh. */
interface RetentionCheck {
  readonly stored: number;
  /** Past their limit at this moment. */
  readonly pastLimit: number;
  /** To be deleted by a run that began at the given moment, past their limit or not. */
  readonly due: number;
}

/**
 * Lists the `recordings` container again and judges every blob: by its call where that is known, else by the
 * date it was stored. What has to stay for a hold is not counted as left. Holds one page at a time.
 */
async function verifyPurge(
  { uow, clock, practice, archive }: Pick<Deps, 'uow' | 'clock' | 'practice' | 'archive'>,
  runBegan: Instant,
  heartbeat: () => Promise<void> = async () => {},
): Promise<RetentionCheck> {
  const schedule = scheduleOf(practice);
  const due = dueStart(runBegan, schedule);
  let proof: RetentionCheck = { stored: 0, pastLimit: 0, due: 0 };
  for await (const page of archive.pages()) {
    const known = await uow.read(({ recordings }) => recordings.findIndexed(page.map(({ name }) => name)));
    const starts = new Map<string, Instant>();
    for (const { blobName, sidecar, startedAt } of known) {
      starts.set(blobName, startedAt);
      if (sidecar !== null) starts.set(sidecar, startedAt);
    }
    const now = clock.now();
    const old = known.filter(({ startedAt }) => startedAt <= due);
    const wanted = await uow.read(({ holds }) => holds.wantedAmong(old.map(({ blobName }) => recordingIdOf(blobName))));
    const staying = new Set(
      old
        .filter(({ blobName }) => wanted.has(recordingIdOf(blobName)))
        .flatMap(({ blobName, sidecar }) => [blobName, sidecar ?? blobName]),
    );
    const dates = page
      .filter(({ name }) => !staying.has(name))
      .map(({ name, storedAt }) => starts.get(name) ?? storedAt);
    proof = {
      stored: proof.stored + page.length,
      pastLimit: proof.pastLimit + dates.filter((date) => limitOf(date, schedule) <= now).length,
      due: proof.due + dates.filter((date) => date <= due).length,
    };
    await heartbeat();
  }
  return proof;
}

export type PurgeDeps = BatchDeps &
  Pick<Deps, 'practice' | 'archive' | 'clips' | 'log' | 'checkClock'> & {
    /** Reads the whole container again, so that nothing is missed for want of an entry. */
    readonly indexRecordings: { readonly whole: (heartbeat: () => Promise<void>) => Promise<unknown> };
  };

/** The run left something behind that it should have deleted; the job tries again. */
export class PurgeIncomplete extends Error {
  override readonly name = 'PurgeIncomplete';
}

interface PurgeOptions {
  /** Names the run: the same one started again goes on with it. */
  readonly runId: string;
  readonly heartbeat?: () => Promise<void>;
}

export type PurgeRecordings = (options: PurgeOptions) => Promise<PurgeRun>;

/**
 * Deletes whatever would pass its limit before the next run is over (policy 5.9), with sidecars, snapshots and clips;
 * then lists the container again and counts what is left past its limit. Throws PurgeIncomplete when anything is left,
 * after all that could be deleted has been. A recording of which a hold has no proven copy yet stays, locked and
 * reported. Throws ClockWrong, or PurgeWaits when the DPO has been asked first; nothing is deleted then.
 */
export const createPurgeRecordings = (deps: PurgeDeps): PurgeRecordings => {
  const { uow, clock, practice, log, checkClock } = deps;
  return async ({ runId, heartbeat = async () => {} }) => {
    await checkClock();
    const startedAt = clock.now();
    const before = await uow.read(({ purges }) => purges.find(runId));
    // Started again, a run goes on counting where it stopped.
    const { deleted, clipsRemoved } = before ?? NOTHING_YET;
    let run: PurgeRun = { ...NOTHING_YET, id: runId, startedAt, deleted, clipsRemoved };
    const save = (change: Partial<PurgeRun>): Promise<void> => {
      run = { ...run, ...change };
      return uow.run(({ purges }) => purges.save(run));
    };
    await save({});
    const due = dueStart(startedAt, scheduleOf(practice));
    const part: PurgePart = {
      runId,
      due,
      keptForHolds: new Set(),
      allow: createAllowance(deps, () => ({ runId, due, deleted: run.deleted })),
      afterBatch: (count) => ({ ...run, deleted: run.deleted + count }),
      batchDone: async (after) => {
        run = after;
        await heartbeat();
      },
      kept: new Map(),
    };
    const round = async (): Promise<number> => {
      part.kept.clear();
      return (await purgeIndexed(deps, part)) + (await purgeUnread(deps, part));
    };
    const faults: unknown[] = [];
    /** Whatever becomes of this, what is due goes, and the proof is made. */
    const inAnyCase = async (step: string, act: () => Promise<unknown>): Promise<void> => {
      await act().catch((error) => {
        log.error('purge.step-failed', { step, ...causeOf(error) });
        faults.push(error);
      });
    };
    await part.allow(0);
    await round();
    // What the index had not seen counts too; and what storage would not let go of a moment ago is tried once more.
    await inAnyCase('index', () => deps.indexRecordings.whole(heartbeat));
    const failed = await round();
    await inAnyCase('clips', async () => save({ clipsRemoved: run.clipsRemoved + (await sweepClips(deps)) }));
    const proof = await verifyPurge(deps, startedAt, heartbeat);
    const kept = [...part.kept].slice(0, KEPT_NAMED).map(([recordingId, code]) => ({ recordingId, code }));
    await save({
      finishedAt: clock.now(),
      failed,
      ...(kept.length > 0 ? { kept } : {}),
      pastLimit: proof.pastLimit,
      stored: proof.stored,
      keptForHolds: part.keptForHolds.size,
    });
    await note(deps, run, proof);
    log.info('purge.done', {
      run: runId,
      deleted: run.deleted,
      failed,
      pastLimit: proof.pastLimit,
      stored: proof.stored,
    });
    if (faults.length > 0) throw faults[0];
    if (failed > 0 || proof.due > 0) throw new PurgeIncomplete('Something is left past its limit');
    return run;
  };
};

/** What could not be deleted and is named in the run; the rest are counted. */
const KEPT_NAMED = 20;

const NOTHING_YET = {
  finishedAt: null,
  deleted: 0,
  failed: 0,
  pastLimit: null,
  stored: 0,
  clipsRemoved: 0,
  keptForHolds: 0,
} as const;

const note = ({ uow, clock }: PurgeDeps, run: PurgeRun, { due }: RetentionCheck): Promise<void> =>
  uow.run(({ audit }) =>
    audit.append({
      at: run.finishedAt ?? clock.now(),
      actor: 'desk',
      action: 'purge.run',
      subject: '-',
      outcome: run.failed === 0 && due === 0 ? 'ok' : 'incomplete',
      detail: {
        deleted: run.deleted,
        failed: run.failed,
        pastLimit: run.pastLimit,
        stored: run.stored,
        clips: run.clipsRemoved,
        keptForHolds: run.keptForHolds,
      },
    }),
  );
