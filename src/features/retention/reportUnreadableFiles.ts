import { dateIn, type Instant } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
import { postToAll } from '../messaging/post.ts';
import { dpoAudiences } from '../people/audiences.ts';
import { scheduleOf } from '../practice/model/practice.ts';
import { deletesAt } from '../practice/model/schedule.ts';

const LAST_REPORTED_KEY = 'unread-told';

/** Names a card lists. */
const MAX_LISTED = 10;

/**
 * Shows the DPO, once a day while there is something new, the files in the container that no reader
 * understands.
 */
export const createReportUnreadableFiles =
  ({ uow, practice }: Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice'>) =>
  (period: Instant): Promise<void> =>
    uow.run(async (context) => {
      const { now } = context;
      const total = await context.unread.count();
      const newest = await context.unread.newest(MAX_LISTED);
      const told = `${total} ${newest[0]?.blobName ?? ''} ${newest[0]?.storedAt ?? ''}`;
      if ((await context.jobState.get(LAST_REPORTED_KEY)) === told) return;
      await context.jobState.set(LAST_REPORTED_KEY, told);
      if (total === 0) return;
      const id = `unread-${dateIn(period, practice.zone)}`;
      if (await context.summaries.find(id)) return;
      await context.summaries.insert(id, now, {
        kind: 'unread-files',
        total,
        files: newest.map(({ blobName, storedAt }) => ({
          name: blobName,
          storedAt,
          goesAt: deletesAt(storedAt, scheduleOf(practice)),
        })),
        zone: practice.zone,
      });
      await postToAll(context, id, 'unread-files', await dpoAudiences(context));
    });
