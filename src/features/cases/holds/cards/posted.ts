import { ERASED, type NoticeCard, notice } from '../../../messaging/model/notice.ts';
import type { PostContext, PostLoaders } from '../../../messaging/posted.ts';
import { hasRole, personOf } from '../../../people/model/person.ts';
import { maySeeDetails } from '../../../requests/visibility.ts';
import { loadHoldView } from '../../loadCaseView.ts';
import type { Hold } from '../../model/hold.ts';
import { loadLockView, lockFault } from '../lockView.ts';
import type { HoldCard } from './hold.ts';

const HOLD_ELSEWHERE = notice('plain', 'A hold', 'Its details stand in the Data Protection Officer’s own chat alone.');

const posted =
  (kind: 'hold' | 'hold-end') =>
  async (from: PostContext): Promise<HoldCard | typeof ERASED> => {
    const { context, post } = from;
    const hold = await context.holds.find(post.subject);
    if (!hold) return ERASED;
    if (kind === 'hold' && !(await mayReadHold(hold, from))) return HOLD_ELSEWHERE;
    return { kind, view: await loadHoldView(context, hold) };
  };

const postedLock = async ({ context, post, practice }: PostContext): Promise<HoldCard | NoticeCard> => {
  const lock = await context.holds.findLock(post.subject);
  if (!lock) return ERASED;
  const { audience } = post;
  const isFor =
    audience.kind === 'channel' ||
    (await lockFault(context, lock, personOf(practice.directory, audience.email, context.now))) === undefined;
  return isFor ? { kind: 'held-lock', view: await loadLockView(context, lock) } : HOLD_ELSEWHERE;
};

export const postedHolds: PostLoaders<'hold' | 'hold-end' | 'held-lock', HoldCard> = {
  'held-lock': postedLock,
  hold: posted('hold'),
  'hold-end': posted('hold-end'),
};

/** Whether a hold’s card may stand in somebody’s chat: with those who work on its case at this moment. */
async function mayReadHold(
  hold: Hold,
  { context, post: { audience }, practice: { directory } }: PostContext,
): Promise<boolean> {
  if (audience.kind === 'channel') return true;
  const caseRecord = hold.caseId === null ? undefined : await context.cases.find(hold.caseId);
  return caseRecord
    ? maySeeDetails(caseRecord, audience, directory, context.now)
    : hasRole(personOf(directory, audience.email, context.now), 'dpo', 'dpo-delegate');
}
