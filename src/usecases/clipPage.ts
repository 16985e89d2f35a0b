import type { Practice } from '../domain/practice.ts';
import type { Grant } from '../domain/release/grant.ts';
import type { ListenLink } from '../domain/release/listenLink.ts';
import type { AccessRequest } from '../domain/request/request.ts';
import type { Instant } from '../domain/time.ts';

/** What the clip page shows. The clip's own name in storage is not in it. */
export interface ClipPageView {
  readonly linkId: string;
  readonly requestId: string;
  readonly purposeTitle: string;
  readonly holderName: string;
  readonly practiceName: string;
  readonly zone: string;
  /** When the link must be opened by, or, once opened, when listening ends. */
  readonly until: Instant;
  readonly accessUntil: Instant;
  readonly durationMs: number;
  readonly bytes: number;
  readonly peaks: readonly number[];
  /** True when the person may save a copy. */
  readonly mayCopy: boolean;
}

export const clipPageView = (
  link: ListenLink,
  grant: Grant,
  request: AccessRequest,
  practice: Practice,
): ClipPageView => ({
  linkId: link.id,
  requestId: request.id,
  purposeTitle: request.rule.title,
  holderName: request.requesterName,
  practiceName: practice.name,
  zone: practice.zone,
  until: link.opened?.until ?? link.openBy,
  accessUntil: grant.until,
  durationMs: grant.clip?.durationMs ?? 0,
  bytes: grant.clip?.bytes ?? 0,
  peaks: grant.clip?.peaks ?? [],
  mayCopy: grant.terms.mode === 'copy',
});
