import type { FormErrors } from './form.ts';
import type { Refused } from './refusal.ts';

export type SubmitFault =
  | { readonly kind: 'fields'; readonly errors: FormErrors }
  | { readonly kind: 'refused'; readonly refused: Refused };
