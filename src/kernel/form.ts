/** Values of a form's inputs by their id, as typed. */
export type FormValues = Readonly<Record<string, string>>;

/** Sentences to show at inputs, by input id. */
export type FormErrors = Readonly<Record<string, string>>;

export interface FormState {
  readonly values: FormValues;
  readonly errors: FormErrors;
  /** A sentence above the form: a refusal that belongs to no input. */
  readonly notice: string | null;
}

/** A sentence at each input that was not taken. */
export const errorsAt = <Fault extends string>(
  faults: Readonly<Partial<Record<string, Fault>>>,
  sentence: (fault: Fault, input: string) => string,
): FormErrors =>
  Object.fromEntries(
    Object.entries(faults).flatMap(([input, fault]) => (fault === undefined ? [] : [[input, sentence(fault, input)]])),
  );
