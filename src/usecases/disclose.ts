import type { Disclosure, DisclosureKind } from '../domain/case/disclosure.ts';
import type { Redaction } from '../domain/release/grant.ts';
import type { AccessRequest } from '../domain/request/request.ts';
import type { Instant } from '../domain/time.ts';

/** A line of the register about one release: what left, to whom, on what ground. */
export const disclosureOf = (
  kind: DisclosureKind,
  { caseId, id: requestId, rule }: AccessRequest,
  { clip, spans }: Pick<Redaction, 'clip' | 'spans'>,
  { toWhom, by }: Pick<Disclosure, 'toWhom' | 'by'>,
  { id, at }: { readonly id: string; readonly at: Instant },
): Disclosure => ({
  id,
  at,
  kind,
  caseId,
  requestId,
  purpose: rule.purpose,
  toWhom,
  ground: `${rule.title} (policy ${rule.clause})${caseId === null ? '' : `, case ${caseId}`}`,
  sha256: clip.sha256,
  durationMs: clip.durationMs,
  silenced: spans.length,
  by,
});
