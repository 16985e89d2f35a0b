import type { AuditEntry } from './chain.ts';

/** What happened, as the audit keeps it: ids, never names or numbers. */
export interface AuditRecord extends Pick<AuditEntry, 'action' | 'outcome'> {
  /** The id of what it was about; `-` where the desk knows no such thing. */
  readonly subject?: string | undefined;
  readonly detail?: AuditEntry['detail'];
}
