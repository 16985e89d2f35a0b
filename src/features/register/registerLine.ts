/** One line of the register; what does not apply is empty. Times as `2026-11-24T10:00:05+00:00`. */
export interface RegisterLine {
  readonly kind: 'disclosure' | 'hold' | 'case' | 'refusal';
  readonly at: string;
  readonly id: string;
  readonly caseId: string;
  readonly what: string;
  /** To whom it went, or who asked. */
  readonly whom: string;
  readonly ground: string;
  readonly by: string;
  /** A case's due date, or a hold's end. */
  readonly until: string;
  readonly state: string;
  readonly length: string;
  readonly silenced: string;
  readonly sha256: string;
  readonly words: string;
}
