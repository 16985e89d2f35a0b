/** What stands in a line of the register, in the order of the file’s columns, and what each column is called. */
export const REGISTER_COLUMNS = {
  kind: 'kind',
  at: 'at',
  id: 'id',
  caseId: 'case',
  what: 'what',
  /** To whom it went, or who asked. */
  whom: 'whom',
  ground: 'ground',
  by: 'by',
  /** A case's due date, or a hold's end. */
  until: 'until',
  state: 'state',
  length: 'length',
  silenced: 'silenced',
  sha256: 'sha-256',
  words: 'words',
} as const;

/** One line of the register; what does not apply is empty. Times as `2026-11-24T10:00:05+00:00`. */
export type RegisterLine = Readonly<Record<keyof typeof REGISTER_COLUMNS, string>> & {
  readonly kind: 'disclosure' | 'hold' | 'case' | 'refusal';
};
