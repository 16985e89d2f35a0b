import type { PlainDate } from '../../../kernel/time.ts';

/** When the call was, as the requester knows it; local to the practice. */
export type CallTime =
  | { readonly kind: 'about'; readonly date: PlainDate; readonly time: string }
  | { readonly kind: 'day'; readonly date: PlainDate }
  | { readonly kind: 'range'; readonly from: PlainDate; readonly to: PlainDate };

export type AskedExtension =
  | { readonly kind: 'known'; readonly extension: string }
  | { readonly kind: 'not-known' };

export type AskedNumber =
  | { readonly kind: 'known'; readonly e164: string }
  | { readonly kind: 'not-known' }
  | { readonly kind: 'internal' }
  | { readonly kind: 'withheld' };

export type AskedParties =
  | { readonly kind: 'known'; readonly names: string }
  | { readonly kind: 'not-known' };

/** What the requester says of the call: policy 5.2 a to f. */
export interface Ask {
  readonly reason: string;
  readonly when: CallTime;
  readonly extension: AskedExtension;
  readonly number: AskedNumber;
  readonly parties: AskedParties;
  readonly other: string | null;
  readonly reference: string | null;
  readonly askedBy: string | null;
}
