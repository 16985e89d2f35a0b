import type { FormState } from '../../kernel/form.ts';
import { encodeTarget } from '../../kernel/target.ts';
import type { CardData } from './cardData.ts';
import type { Field, FormLayout } from './layouts.ts';

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
  carried = {},
  ...rest
}: FormLayout): object => ({
  ...rest,
  ...(form.notice === null ? {} : { notice: form.notice }),
  // Beside the button that was pressed: what is red may stand out of sight above it.
  ...(Object.keys(form.errors).length > 0
    ? { failed: 'Not sent yet. Look at what stands in red above, then press again.' }
    : form.notice === null
      ? {}
      : { failed: form.notice }),
  carried,
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
