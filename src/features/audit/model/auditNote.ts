/** What a morning's report states of the audit. */
export interface AuditNote {
  /** The last event. */
  readonly head: { readonly seq: number; readonly hash: string };
  /** The checkpoint in one line; null where the audit is not signed. */
  readonly checkpoint: string | null;
  /** Why it is not signed, and which outside did not do its part, in sentences. */
  readonly remarks: readonly string[];
  /** What is wrong with the audit and what to do, in sentences. */
  readonly alarms: readonly string[];
  /** A bookmark to set with the report, so that what it tells once it tells once. */
  readonly told: { readonly name: string; readonly value: string };
}

export type NoteAudit = () => Promise<AuditNote>;
