import type { FormState } from '../../../kernel/form.ts';
import type { PlainDate } from '../../../kernel/time.ts';
import type { CaseView } from '../loadCaseView.ts';
import type { CaseKind, CaseRecord } from '../model/case.ts';
import type { FormedStep } from '../model/stepForm.ts';

/** What the cards about cases are of. */
export type CaseCard =
  | { readonly kind: 'report-form'; readonly report: CaseKind; readonly form: FormState; readonly today: PlainDate }
  /** To whoever reported a case: that the DPO has it, or that nobody could be reached. */
  | {
      readonly kind: 'report-received';
      readonly caseRecord: CaseRecord;
      readonly unreached: readonly string[];
      readonly zone: string;
    }
  /** A case with its clock, its holds and its next steps; to the DPO and their delegates. */
  | { readonly kind: 'case'; readonly view: CaseView }
  /** The same in short, when something about it is due. */
  | { readonly kind: 'case-reminder'; readonly view: CaseView }
  /** To each director: what was released in an emergency, to be read afterwards. */
  | { readonly kind: 'emergency-notice'; readonly view: CaseView }
  /** One step of a case. */
  | { readonly kind: 'step-form'; readonly view: CaseView; readonly step: FormedStep; readonly form: FormState };

export type CaseCardOf<Kind extends CaseCard['kind']> = Extract<CaseCard, { readonly kind: Kind }>;
