import type { Field } from './layouts.ts';

/** One input of a form. One with a `missing`, which is said when it is left empty, must be filled in. */
export const field = (
  kind: Field['kind'],
  id: string,
  label: string,
  rest: Omit<Field, 'kind' | 'id' | 'label'> = {},
): Field => ({ kind, id, label, ...(rest.missing === undefined ? {} : { required: true }), ...rest });
