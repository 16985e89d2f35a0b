import type { Instant } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
import { scheduleOf } from '../practice/model/practice.ts';
import { dueStart, limitOf } from '../practice/model/schedule.ts';
import { recordingIdOf } from '../recordings/describeRecording.ts';

/** What the container holds, by listing it afresh. */
export interface RetentionCheck {
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
export async function verifyPurge(
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
