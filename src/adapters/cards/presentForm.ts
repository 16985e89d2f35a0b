import type { FormState } from '../../usecases/cardView.ts';
import type { CardData } from './expand.ts';

/**
 * What every form shows again: values as typed (or the default), the sentence at each input that has one, and the notice
 * above. An input nobody filled is an empty text, never missing.
 */
export function presentForm(form: FormState, defaults: Readonly<Record<string, string>>): CardData {
  const values = Object.fromEntries(
    Object.entries(defaults).map(([input, fallback]) => [input, form.values[input] ?? fallback]),
  );
  const errors = Object.fromEntries(Object.keys(defaults).flatMap((input) => errorOf(form, input)));
  return {
    values,
    errors,
    ...(form.notice === null ? {} : { notice: form.notice }),
  };
}

const errorOf = (form: FormState, input: string): readonly (readonly [string, string])[] => {
  const sentence = form.errors[input];
  return sentence === undefined || sentence === '' ? [] : [[input, sentence]];
};
