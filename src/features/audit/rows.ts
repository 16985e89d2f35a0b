import type { Instant } from '../../kernel/time.ts';
import type { AuditRow } from '../../platform/database/tables.ts';
import type { AuditEvent } from './model/chain.ts';

export const toAuditEvent = (row: AuditRow): AuditEvent => ({
  seq: row.seq,
  at: row.at as Instant,
  actor: row.actor,
  action: row.action,
  subject: row.subject,
  outcome: row.outcome,
  detail: JSON.parse(row.detail) as AuditEvent['detail'],
  previous: row.previous,
  hash: row.hash,
});
