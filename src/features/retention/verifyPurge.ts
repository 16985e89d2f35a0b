import type { Deps } from '../../deps.ts';
import type { Instant } from '../../kernel/time.ts';
import { scheduleOf } from '../practice/model/practice.ts';
import { dueStart, limitOf } from '../practice/model/schedule.ts';

/** What the container holds, by listing it afresh. */
export interface Proof {
  readonly stored: number;
  /** Past their limit at this moment. */
  readonly pastLimit: number;
  /** To be deleted by a run that began at the given moment, past their limit or not. */
  readonly due: number;
}

type Part = Pick<Deps, 'uow' | 'clock' | 'practice' | 'archive'>;

/**
 * Lists the `recordings` container again and judges every blob: by its call where that is known, else by the date it was stored. Holds one page at
 * a time.
 */
export async function proveRetention(
  { uow, clock, practice, archive }: Part,
  runBegan: Instant,
  beat: () => Promise<void> = async () => {},
): Promise<Proof> {
  const schedule = scheduleOf(practice);
  const due = dueStart(runBegan, schedule);
  let proof: Proof = { stored: 0, pastLimit: 0, due: 0 };
  for await (const page of archive.pages()) {
    const known = await uow.read(({ recordings }) => recordings.findIndexed(page.map(({ name }) => name)));
    const starts = new Map<string, Instant>();
    for (const { blobName, sidecar, startedAt } of known) {
      starts.set(blobName, startedAt);
      if (sidecar !== null) starts.set(sidecar, startedAt);
    }
    const now = clock.now();
    const dates = page.map(({ name, storedAt }) => starts.get(name) ?? storedAt);
    proof = {
      stored: proof.stored + page.length,
      pastLimit: proof.pastLimit + dates.filter((date) => limitOf(date, schedule) <= now).length,
      due: proof.due + dates.filter((date) => date <= due).length,
    };
    await beat();
  }
  return proof;
}
