import type { FormState } from '../../../kernel/form.ts';
import type { RequestId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { CaseView } from '../../cases/loadCaseView.ts';
import type { ExternalLink } from '../../listening/model/externalLink.ts';
import type { Recording } from '../../recordings/model/recording.ts';
import type { RequestView } from '../../requests/loadRequestView.ts';

/** What the cards about releases from cases are of. */
export type ReleaseCard =
  /** Which recording of a case is to be released, which part, how long. */
  | {
      readonly kind: 'release-form';
      readonly view: CaseView;
      readonly recordings: readonly Recording[];
      readonly moreRecordings: number;
      readonly dayChoices: readonly number[];
      /** Whether it is released on the DPO's word alone. */
      readonly isAtOnce: boolean;
      /** What a delegate must state besides; null for the DPO. */
      readonly consultation: string | null;
      readonly form: FormState;
    }
  /** To whoever raised a release: play it, redact others' words, hand it over. */
  | { readonly kind: 'release'; readonly view: RequestView; readonly outside: readonly ExternalLink[] }
  /** To the DPO: wrong passcodes have locked a link. */
  | { readonly kind: 'link-locked'; readonly view: RequestView; readonly outside: readonly ExternalLink[] }
  | { readonly kind: 'external-link-form'; readonly view: RequestView; readonly form: FormState }
  /** An external link and its passcode, shown once. */
  | {
      readonly kind: 'external-link';
      readonly requestId: RequestId;
      readonly link: ExternalLink;
      readonly url: string;
      readonly passcode: string;
      readonly zone: string;
    }
  /** A link to a page of the desk's own: the waveform, or documents. */
  | {
      readonly kind: 'page-link';
      readonly title: string;
      readonly url: string;
      readonly openBy: Instant;
      readonly zone: string;
    };

export type ReleaseCardOf<Kind extends ReleaseCard['kind']> = Extract<ReleaseCard, { readonly kind: Kind }>;
