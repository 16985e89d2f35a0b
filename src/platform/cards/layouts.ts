import type { Target } from '../../kernel/target.ts';
import type { Bar, Tone } from './adaptiveCard.ts';
import type { FactRow } from './factRow.ts';
import type { FormLayout, RequestFormLayout } from './formLayout.ts';

/** A button, with what it is about. */
export interface Button {
  readonly title: string;
  readonly action: string;
  readonly target: Target;
  readonly style?: 'default' | 'positive' | 'destructive';
}

/** What somebody typed, under its heading. */
export interface Section {
  readonly heading: string;
  readonly text: string;
}

/** A line that begins in bold: who said it, and what. */
export interface Note {
  readonly lead: string;
  readonly text: string;
}

/** One of a list on a card, with what can be done about it. */
export interface ListRow {
  readonly title: string;
  readonly text: string;
  readonly buttons?: readonly Button[];
}

/** Buttons under a heading; the heading may be empty. */
export interface ButtonGroup {
  readonly heading: string;
  readonly buttons: readonly Button[];
}

interface Headed {
  readonly title: string;
  readonly tone: Tone;
  /** What a host reads out, and a notification shows: no details. */
  readonly speak: string;
  readonly status?: string;
}

/** `cards/request.json`: a request as somebody sees it, with the buttons below. */
export interface RequestLayout extends Headed {
  readonly warning?: string;
  readonly facts: readonly FactRow[];
  readonly sections?: readonly Section[];
  /** Agreements, questions and answers; the lines of one stand together. */
  readonly notes?: readonly { readonly lines: readonly Note[] }[];
  readonly listTitle?: string;
  readonly list?: readonly FactRow[];
  readonly more?: string;
  readonly outcome?: readonly Section[];
  readonly failure?: string;
  readonly quiet?: string;
  readonly next?: string;
  readonly buttons?: readonly Button[];
}

/** `cards/clip.json`: something to open or to play. */
export interface ClipLayout extends Headed {
  readonly facts?: readonly FactRow[];
  readonly sections?: readonly Section[];
  readonly notes?: readonly Note[];
  readonly next?: string;
  readonly link?: string;
  readonly linkTitle?: string;
  readonly buttons?: readonly Button[];
}

/** `cards/case.json`: a case, or what belongs to one, with its history and its buttons in groups. */
export interface CaseLayout extends Headed {
  readonly warning?: string;
  readonly facts?: readonly FactRow[];
  readonly sections?: readonly Section[];
  readonly rowsTitle?: string;
  readonly rows?: readonly ListRow[];
  readonly more?: string;
  readonly next?: string;
  readonly groups?: readonly ButtonGroup[];
}

/** `cards/list.json`: a list, each line with its own buttons. */
export interface ListLayout extends Headed {
  readonly facts?: readonly FactRow[];
  readonly sections?: readonly Section[];
  readonly rows: readonly ListRow[];
  readonly more?: string;
  /** What to do about the list as a whole. */
  readonly advice?: readonly {
    readonly heading: string;
    readonly text?: string;
    readonly facts?: readonly FactRow[];
  }[];
  readonly next?: string;
  readonly groups?: readonly ButtonGroup[];
}

/** `cards/deletion.json`: a deletion with its receipts. */
export interface DeletionLayout extends Headed {
  readonly warning?: string;
  readonly facts: readonly FactRow[];
  readonly receiptsTitle?: string;
  readonly receipts: readonly { readonly call: string; readonly proof: string }[];
  readonly moreReceipts?: string;
  readonly next: string;
}

/** `cards/report.json`: figures in tables, with a chart. */
export interface ReportLayout extends Headed {
  readonly alarms?: readonly { readonly text: string }[];
  readonly period?: string;
  readonly tables: readonly {
    readonly title: string;
    readonly facts: readonly FactRow[];
    readonly note?: string;
    readonly quiet?: string;
  }[];
  readonly chart?: { readonly title: string; readonly bars: readonly Bar[]; readonly words: string };
  readonly footer?: string;
}

/** `cards/policy.json`: what can be typed, and where the policy stands. */
export interface PolicyLayout extends Headed {
  readonly how: string;
  readonly commands: readonly FactRow[];
  readonly approver?: string;
  readonly policyUrl?: string;
  readonly buttons: readonly Button[];
}

/** `cards/notice.json`: a sentence. */
export interface NoticeLayout extends Headed {
  readonly text: string;
  readonly backTo?: Target;
}

/** What each template is filled with. */
export interface Layouts {
  readonly 'request-form': RequestFormLayout;
  readonly form: FormLayout;
  readonly request: RequestLayout;
  readonly clip: ClipLayout;
  readonly case: CaseLayout;
  readonly list: ListLayout;
  readonly deletion: DeletionLayout;
  readonly report: ReportLayout;
  readonly policy: PolicyLayout;
  readonly notice: NoticeLayout;
}
