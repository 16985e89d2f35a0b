import type { AuditEntry } from './chain.ts';

/** What happened, as the audit keeps it: ids, never names or numbers. */
export interface AuditRecord extends Pick<AuditEntry, 'action'> {
  /** The id of what it was about; `-` where the desk knows no such thing. */
  readonly subject?: string | undefined;
  /** The refusal, or a word for what came of it; `ok` where nothing is said. */
  readonly outcome?: string | undefined;
  readonly detail?: AuditEntry['detail'];
}
