import { listOf } from '../../kernel/listOf.ts';
import { dateIn, type Instant } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
import { postToAll } from '../messaging/post.ts';
import { dpoAudiences } from '../people/audiences.ts';
import { scheduleOf } from '../practice/model/practice.ts';
import { deletesAt } from '../practice/model/schedule.ts';
import type { Recording } from '../recordings/model/recording.ts';
import { soundText } from '../recordings/text.ts';
import type { UnreadBlob, UnreadCause } from './model/unreadBlob.ts';

const CAUSES: Readonly<Record<UnreadCause, string>> = {
  'not-audio': 'It is no audio file by its name.',
  undated: 'Nothing says when the call was.',
  'not-yet': 'It says that the call is still to come.',
  'unreadable-facts': 'The .json beside it cannot be read.',
  'not-given': 'Storage refuses to give it.',
  waiting: 'Storage has not given it yet.',
};

interface OddFile {
  readonly name: string;
  readonly storedAt: Instant;
  /** What its deletion is counted from. */
  readonly from: Instant;
  readonly why: string;
}

const ofUnread = ({ blobName, storedAt, cause }: UnreadBlob): OddFile => ({
  name: blobName,
  storedAt,
  from: storedAt,
  why: CAUSES[cause],
});

const ofRecording = (recording: Recording): OddFile => ({
  name: recording.blobName,
  storedAt: recording.storedAt,
  from: recording.startedAt,
  why: listOf([
    recording.fault !== null && `It ${soundText(recording)}.`,
    recording.notUnderstood !== '' && `Not understood of it: “${recording.notUnderstood}”.`,
  ]).join(' '),
});

const LAST_REPORTED_KEY = 'unread-told';

/** Names a card lists. */
const MAX_LISTED = 10;

/** Shows the DPO, once a day when there is news, files not understood, or not wholly, and recordings nobody can cut. */
export const createReportUnreadableFiles =
  ({ uow, practice }: Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice'>) =>
  (period: Instant): Promise<void> =>
    uow.run(async (context) => {
      const { now } = context;
      const total = (await context.unread.count()) + (await context.recordings.countOdd());
      const newest = [
        ...(await context.unread.newest(MAX_LISTED)).map(ofUnread),
        ...(await context.recordings.newestOdd(MAX_LISTED)).map(ofRecording),
      ]
        .sort((a, b) => (a.storedAt === b.storedAt ? 0 : a.storedAt < b.storedAt ? 1 : -1))
        .slice(0, MAX_LISTED);
      const told = `${total} ${newest[0]?.name ?? ''} ${newest[0]?.storedAt ?? ''}`;
      if ((await context.jobState.get(LAST_REPORTED_KEY)) === told) return;
      await context.jobState.set(LAST_REPORTED_KEY, told);
      if (total === 0) return;
      const id = `unread-${dateIn(period, practice.zone)}`;
      if (await context.summaries.find(id)) return;
      await context.summaries.insert(id, now, {
        kind: 'unread-files',
        total,
        files: newest.map(({ from, ...file }) => ({ ...file, goesAt: deletesAt(from, scheduleOf(practice)) })),
        zone: practice.zone,
      });
      await postToAll(context, id, 'unread-files', await dpoAudiences(context));
    });
