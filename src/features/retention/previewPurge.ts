import { pagesOf } from '../../kernel/pages.ts';
import { dateIn, type PlainDate } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
import { scheduleOf } from '../practice/model/practice.ts';
import { dueStart, nextRun } from '../practice/model/schedule.ts';
import type { StoredRecording } from '../recordings/model/recordingQueries.ts';

const PAGE = 500;

/** Says what the nightly deletion would do now, by the index alone; changes nothing. */
export const createPreviewPurge =
  ({ uow, clock, practice }: Pick<Deps, 'uow' | 'clock' | 'practice'>) =>
  async () => {
    const at = clock.now();
    const schedule = scheduleOf(practice);
    const due = dueStart(at, schedule);
    const days = new Map<PlainDate, number>();
    /** `grants` counts the accesses that would end with their recording. */
    let sum = { recordings: 0, durationMs: 0, bytes: 0, grants: 0 };
    const indexed = pagesOf<StoredRecording>(PAGE, (after, size) =>
      uow.read(({ recordings }) => recordings.startedBy(due, after, size)),
    );
    for await (const page of indexed) {
      for (const { startedAt } of page) {
        const date = dateIn(startedAt, practice.zone);
        days.set(date, (days.get(date) ?? 0) + 1);
      }
      const grants = await uow.read((context) => context.grants.findByRecordings(page.map(({ id }) => id)));
      sum = {
        recordings: sum.recordings + page.length,
        durationMs: page.reduce((total, { durationMs }) => total + durationMs, sum.durationMs),
        bytes: page.reduce((total, { bytes }) => total + bytes, sum.bytes),
        grants: sum.grants + grants.filter(({ state }) => state === 'ready' || state === 'cutting').length,
      };
    }
    return {
      ...sum,
      at,
      nextRun: nextRun(at, schedule),
      /** By the local day of the call. */
      days: [...days].map(([date, count]) => ({ date, count })),
      unread: await uow.read(({ unread }) => unread.countStoredBy(due)),
    };
  };
