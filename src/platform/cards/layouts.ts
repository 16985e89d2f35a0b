import type { FormState, FormValues } from '../../kernel/form.ts';
import type { Target } from '../../kernel/target.ts';
import type { Bar, Tone } from './adaptiveCard.ts';
import type { FactRow } from './factRow.ts';

/** A button, with what it is about. */
export interface Button {
  readonly title: string;
  readonly action: string;
  readonly target: Target;
  readonly style?: 'default' | 'positive' | 'destructive';
  /** What it brings along beside what it is about. */
  readonly values?: FormValues;
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

/** Buttons under a heading. */
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
  readonly warning?: string | undefined;
  readonly facts: readonly FactRow[];
  readonly sections?: readonly Section[];
  /** Agreements, questions and answers; the lines of one stand together. */
  readonly notes?: readonly { readonly lines: readonly Note[] }[];
  /** What may be answered to the notes, below them. */
  readonly noteButtons?: readonly Button[];
  readonly listTitle?: string;
  readonly list?: readonly FactRow[];
  readonly more?: string | undefined;
  readonly outcome?: readonly Section[];
  readonly failure?: string | undefined;
  readonly quiet?: string | undefined;
  readonly next?: string | undefined;
  readonly buttons?: readonly Button[];
}

/** `cards/clip.json`: something to open or to play. */
export interface ClipLayout extends Headed {
  readonly facts?: readonly FactRow[];
  readonly sections?: readonly Section[];
  readonly notes?: readonly Note[];
  readonly next?: string | undefined;
  readonly link?: string;
  readonly linkTitle?: string;
  readonly buttons?: readonly Button[];
}

/** `cards/case.json`: a case, or what belongs to one, with its history and its buttons in groups. */
export interface CaseLayout extends Headed {
  readonly warning?: string | undefined;
  readonly facts?: readonly FactRow[];
  readonly sections?: readonly Section[];
  readonly rowsTitle?: string;
  readonly rows?: readonly ListRow[];
  readonly more?: string | undefined;
  readonly next?: string | undefined;
  /** Without a heading, above the groups. */
  readonly buttons?: readonly Button[];
  readonly groups?: readonly ButtonGroup[];
}

/** `cards/list.json`: a list, each line with its own buttons. */
export interface ListLayout extends Headed {
  readonly facts?: readonly FactRow[];
  readonly sections?: readonly Section[];
  readonly rows: readonly ListRow[];
  readonly more?: string | undefined;
  /** What to do about the list as a whole. */
  readonly advice?: readonly {
    readonly heading: string;
    readonly text?: string;
    readonly facts?: readonly FactRow[];
  }[];
  readonly next?: string | undefined;
  /** Without a heading, above the groups. */
  readonly buttons?: readonly Button[];
  readonly groups?: readonly ButtonGroup[];
}

/** `cards/deletion.json`: a deletion with its receipts. */
export interface DeletionLayout extends Headed {
  readonly warning?: string | undefined;
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
    readonly quiet?: string | undefined;
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
  readonly buttons?: readonly Button[];
}

/** `example` is a line with an example in it; `kept-date` takes only days on which recordings are kept; `people` picks staff. */
type FieldKind = 'line' | 'example' | 'text' | 'date' | 'kept-date' | 'time' | 'tick' | 'choice' | 'radio' | 'people';

export interface Field {
  readonly kind: FieldKind;
  readonly id: string;
  readonly label: string;
  readonly required?: boolean;
  /** What is said when it is left empty. */
  readonly missing?: string;
  readonly hint?: string;
  readonly maxLength?: number;
  readonly placeholder?: string;
  /** The first and the last day of a `kept-date`. */
  readonly min?: string;
  readonly max?: string;
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
  /** Where nothing has been typed. */
  readonly usual?: string;
}

/** `cards/form.json`: inputs one below the other, under what has to be read first. */
export interface FormLayout {
  readonly title: string;
  readonly speak: string;
  /** A second heading, where one thing matters before anything is typed. */
  readonly heading?: string;
  readonly warning?: string | undefined;
  readonly first?: string;
  readonly explain?: string;
  readonly quiet?: string | undefined;
  readonly facts?: readonly FactRow[];
  readonly sections?: readonly Section[];
  readonly notes?: readonly Note[];
  readonly within?: string | undefined;
  readonly deletion?: string | undefined;
  readonly fields: readonly Field[];
  readonly form: FormState;
  /** What is known already and has no input: it goes along when the form is sent. */
  readonly carried?: FormValues;
  /** Beside the button that sends it. */
  readonly buttons?: readonly Button[];
  readonly sendTitle: string;
  readonly sendStyle?: 'positive' | 'destructive';
  /** The action it submits, and what that is about. */
  readonly action: string;
  readonly target: Target;
  /** What Back leads to; what the form is about unless told. */
  readonly backTo?: Target;
  readonly backTitle?: string;
}

/** What each template is filled with. */
export interface Layouts {
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
