import type { FormState } from '../../kernel/form.ts';
import { encodeTarget, type Target } from '../../kernel/target.ts';
import type { CardData } from './cardData.ts';
import type { FactRow } from './factRow.ts';
import type { Note, Section } from './layouts.ts';

/** `example` is a line with an example in it; `kept-date` takes only days on which recordings are kept. */
export type FieldKind =
  | 'line'
  | 'example'
  | 'text'
  | 'date'
  | 'kept-date'
  | 'time'
  | 'tick'
  | 'choice'
  | 'radio';

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
  readonly warning?: string;
  readonly first?: string;
  readonly explain?: string;
  readonly quiet?: string;
  readonly facts?: readonly FactRow[];
  readonly sections?: readonly Section[];
  readonly notes?: readonly Note[];
  readonly within?: string;
  readonly deletion?: string;
  readonly fields: readonly Field[];
  readonly form: FormState;
  readonly sendTitle: string;
  readonly sendStyle?: 'positive' | 'destructive';
  /** The action it submits, and what that is about. */
  readonly action: string;
  readonly target: Target;
  /** What Back leads to; what the form is about unless told. */
  readonly backTo?: Target;
  readonly backTitle?: string;
}

/** `cards/request-form.json`: the form of policy 5.2, whose inputs the template has itself. */
export interface RequestFormLayout {
  readonly speak: string;
  readonly purposes: readonly { readonly title: string; readonly value: string }[];
  readonly earliest: string;
  readonly today: string;
  readonly kept: string;
  readonly form: FormState;
  /** What stands in an input that nobody has filled. */
  readonly usual: Readonly<Record<string, string>>;
}

const MAX_LINE_LENGTH = 200;

const MAX_TEXT_LENGTH = 1000;

/** A form ready for its template: each input with what was typed and what was wrong. */
export const formData = ({
  form,
  fields,
  target,
  backTo = target,
  backTitle = 'Back',
  sendStyle = 'positive',
  ...rest
}: FormLayout): object => ({
  ...rest,
  ...(form.notice === null ? {} : { notice: form.notice }),
  fields: fields.map((field) => fieldData(field, form)),
  sendStyle,
  id: encodeTarget(target),
  backTo: encodeTarget(backTo),
  backTitle,
});

const fieldData = (field: Field, form: FormState): CardData => ({
  kind: field.kind,
  id: field.id,
  label: field.label,
  required: field.required ?? false,
  errorMessage: field.missing ?? 'Fill this in.',
  hint: field.hint ?? '',
  placeholder: field.placeholder ?? '',
  min: field.min ?? '',
  max: field.max ?? '',
  maxLength: field.maxLength ?? (field.kind === 'text' ? MAX_TEXT_LENGTH : MAX_LINE_LENGTH),
  choices: (field.choices ?? []).map(({ title, value }) => ({ title, value })),
  value: form.values[field.id] ?? field.usual ?? (field.kind === 'tick' ? 'false' : ''),
  error: form.errors[field.id] ?? '',
});

/**
 * What the request form shows again: values as typed (or the usual ones), the sentence at each input that has one, and the notice above. An
 * input nobody filled is an empty text, never missing.
 */
export const requestFormData = ({ form, usual, ...rest }: RequestFormLayout): object => ({
  ...rest,
  values: Object.fromEntries(
    Object.entries(usual).map(([input, otherwise]) => [input, form.values[input] ?? otherwise]),
  ),
  errors: Object.fromEntries(
    Object.keys(usual).flatMap((input) => (form.errors[input] ? [[input, form.errors[input]]] : [])),
  ),
  ...(form.notice === null ? {} : { notice: form.notice }),
});
