import type { FormState } from '../../kernel/form.ts';
import { encodeTarget } from '../../kernel/target.ts';
import type { CardData } from './cardData.ts';
import type { Field, FormLayout, RequestFormLayout } from './layouts.ts';

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
 * What the request form shows again: values as typed (or the usual ones), the sentence at each input that has
 * one, and the notice above. An input nobody filled is an empty text, never missing.
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
