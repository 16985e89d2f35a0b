import type { Instant } from '../../kernel/time.ts';
import type { DeletionOrder, Receipt } from '../recordings/model/deletionOrder.ts';

/** A deletion order with what it has come to; everything a card about it may show. */
export interface OrderView {
  readonly order: DeletionOrder;
  /** Recordings found and being deleted at this moment. */
  readonly underWay: number;
  /** What it has deleted so far, the oldest first. */
  readonly receipts: readonly Receipt[];
  /** Requests to hear that met it: they have ended, and their requesters know why. */
  readonly requestsMet: number;
  /** Orders the same person has given in the last 24 hours, this one among them. */
  readonly lately: number;
  /** Whose extension it is, when it is not the person's own and the practice file says. */
  readonly extensionOf: string | null;
  readonly zone: string;
  readonly now: Instant;
}
