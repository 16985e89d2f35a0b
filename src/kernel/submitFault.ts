import type { FormErrors } from './form.ts';
import type { Refused } from './refused.ts';

export type SubmitFault =
  | { readonly kind: 'fields'; readonly errors: FormErrors }
  | { readonly kind: 'refused'; readonly refused: Refused };
