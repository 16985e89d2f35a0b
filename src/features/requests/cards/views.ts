import type { FormState } from '../../../kernel/form.ts';
import type { Instant, PlainDate } from '../../../kernel/time.ts';
import type { ApproverRole, PurposeRule } from '../../practice/model/purpose.ts';
import type { RequestLine, RequestView } from '../loadRequestView.ts';
import type { FormField } from '../model/shownFields.ts';
import type { ClipTerms } from '../model/terms.ts';

/** What the cards about requests are of. */
export type RequestCard =
  | {
      readonly kind: 'request-form';
      readonly form: FormState;
      readonly shown: readonly FormField[];
      /** False for what a wish leaves open, under what was understood of it. */
      readonly isWhole: boolean;
      readonly purposes: readonly PurposeRule[];
      /** Whom the practice file names, to be picked. */
      readonly staff: readonly { readonly name: string; readonly email: string }[];
      readonly earliest: PlainDate;
      readonly today: PlainDate;
    }
  | { readonly kind: 'approver'; readonly view: RequestView }
  | {
      readonly kind: 'approve-form';
      readonly view: RequestView;
      readonly form: FormState;
      readonly seat: ApproverRole;
      /** Labels of statements this approval must type, or null. */
      readonly statement: string | null;
      readonly consultation: string | null;
      /** What others have agreed to already: may be narrowed, not widened. */
      readonly within: ClipTerms | null;
      readonly dayChoices: readonly number[];
    }
  | { readonly kind: 'deny-form'; readonly view: RequestView; readonly form: FormState }
  | { readonly kind: 'ask-form'; readonly view: RequestView; readonly form: FormState }
  | { readonly kind: 'answer-form'; readonly view: RequestView; readonly form: FormState }
  | { readonly kind: 'revoke-form'; readonly view: RequestView; readonly form: FormState }
  /** The requester's own card, with Listen while they may; never shows what exists. */
  | { readonly kind: 'requester'; readonly view: RequestView }
  /** The holder of an access whose recording goes at the next nightly run. */
  | { readonly kind: 'last-day'; readonly view: RequestView; readonly goesAt: Instant }
  /** The DPO's view of a release in force, with Stop access; afterwards the same card has no button. */
  | { readonly kind: 'access'; readonly view: RequestView }
  /** Tells the business manager of a disciplinary release (policy 2.1f): that it happened, not what was said. */
  | { readonly kind: 'disciplinary-notice'; readonly view: RequestView }
  /** Somebody waits: `escalated` when the recording itself is about to be deleted. */
  | { readonly kind: 'reminder'; readonly view: RequestView; readonly escalated: boolean }
  /** To the DPO: a delegate has agreed to something, and what they stated (policy 5.7). */
  | { readonly kind: 'delegate-agreed'; readonly view: RequestView }
  | {
      readonly kind: 'my-requests';
      readonly lines: readonly RequestLine[];
      readonly page: number;
      readonly zone: string;
    };

export type RequestCardOf<Kind extends RequestCard['kind']> = Extract<RequestCard, { readonly kind: Kind }>;
