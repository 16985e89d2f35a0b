import { notice } from '../features/messaging/model/notice.ts';

/** To whoever acted, when the desk could not even begin. */
export const TROUBLE = notice(
  'warning',
  'Not done',
  'The desk could not do this just now. Nothing was changed. Try again in a moment.',
);
