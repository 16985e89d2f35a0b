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
