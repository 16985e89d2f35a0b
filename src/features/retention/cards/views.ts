import type { FormState } from '../../../kernel/form.ts';
import type { PlainDate } from '../../../kernel/time.ts';
import type { OrderReason } from '../../recordings/model/deletionOrder.ts';
import type { OrderView } from '../loadOrderView.ts';
import type { PurgeQuestion } from '../model/purgeRun.ts';
import type { SummaryCard } from '../model/summary.ts';
import type { OrderPreview } from '../orderDeletion.ts';

/** What the cards about deletion are of. */
export type RetentionCard =
  | SummaryCard
  /** `/card-payment` and `/unrecorded-line`: an extension and a time, or now. */
  | {
      readonly kind: 'order-form';
      readonly reason: OrderReason;
      readonly form: FormState;
      readonly earliest: PlainDate;
      readonly today: PlainDate;
      /** Minutes either side of the time in which calls are deleted. */
      readonly orderMinutes: number;
      /** The number to transfer to; only of an opt-out, and null when nobody has set it. */
      readonly unrecordedLine: string | null;
      /** What the order would take, where the person must say that they are sure; null otherwise. */
      readonly preview: OrderPreview | null;
      /** Where the extension that is filled in comes from, in a sentence; null when the person typed it. */
      readonly whence: string | null;
      readonly zone: string;
    }
  /** To the person who reported it: what is being deleted, and the proof of what has been. */
  | { readonly kind: 'order-receipt'; readonly view: OrderView }
  /** The same to the DPO, with who reported it and which requests it met. */
  | { readonly kind: 'order-notice'; readonly view: OrderView }
  /** To the DPO: may a night delete far more than the nights before? */
  | { readonly kind: 'purge-question'; readonly question: PurgeQuestion };

export type RetentionCardOf<Kind extends RetentionCard['kind']> = Extract<RetentionCard, { readonly kind: Kind }>;
