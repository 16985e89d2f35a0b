import { type NoticeCard, notice } from '../features/messaging/model/notice.ts';
import { Fault } from '../kernel/fault.ts';

/** To whoever acted, when the desk could not even begin. */
export const TROUBLE = notice(
  'warning',
  'Not done',
  'The desk could not do this just now. Nothing was changed. Try again in a moment.',
);

const UNKNOWN = notice(
  'warning',
  'Perhaps done',
  'The desk does not know whether this was done: its database did not answer in time. Look whether it was before you do it again.',
);

/** What whoever acted reads when it failed: that nothing was changed, or that nobody knows. */
export const troubleOf = (error: unknown): NoticeCard =>
  error instanceof Fault && error.mayBeDone ? UNKNOWN : TROUBLE;
