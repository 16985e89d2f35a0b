import { type Refused, refusalText, refusalTitle } from '../../../kernel/refusal.ts';
import type { Target } from '../../../kernel/target.ts';
import type { Button } from '../../../platform/cards/layouts.ts';

/** A sentence for whoever acted. */
export interface NoticeCard {
  readonly kind: 'notice';
  readonly tone: 'good' | 'plain' | 'warning';
  readonly title: string;
  readonly text: string;
  /** What to go back to, where there is something: a card answered in place must not be a dead end. */
  readonly backTo?: Target;
  readonly buttons?: readonly Button[];
}

export const notice = (tone: NoticeCard['tone'], title: string, text: string): NoticeCard => ({
  kind: 'notice',
  tone,
  title,
  text,
});

/** Says that nothing was done, why, and what to do next. */
export const refusalNotice = (fault: Refused, zone: string, backTo?: Target): NoticeCard => ({
  ...notice('warning', refusalTitle(fault.code), refusalText(fault, zone)),
  ...(backTo === undefined ? {} : { backTo }),
});

/** What stands in place of a card whose subject is no longer known. */
export const ERASED = notice(
  'plain',
  'Something that is over',
  'What stood here has been erased, because it is no longer needed.',
);
