import { listText } from '../../kernel/text.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Context } from '../../stores.ts';
import { namesOf } from '../people/names.ts';
import type { Grant, Redaction } from '../requests/model/grant.ts';
import type { AccessRequest } from '../requests/model/request.ts';
import type { Disclosure, DisclosureKind } from './model/disclosure.ts';

/**
 * The line of the register of a copy that the holder of an access saved: from then on it is no longer the
 * desk’s. One for each grant, which has one holder, however often they save it. Given by whoever agreed.
 */
export async function registerCopy(
  context: Context,
  { grant, request }: { readonly grant: Grant; readonly request: AccessRequest },
): Promise<void> {
  if (!grant.clip) return;
  const agreed = [...new Set(request.agreements.map(({ by }) => by))];
  const names = await namesOf(context, agreed);
  const by = agreed.length === 0 ? request.requesterName : listText(agreed.map((email) => names[email] ?? ''));
  await context.disclosures.insert(
    disclosureOf(
      'copy-given',
      request,
      { clip: grant.clip, spans: [] },
      { recipient: request.requesterName, by },
      { id: `copy-${grant.id}`, at: context.now },
    ),
  );
}

/** A line of the register about one release: what left, to whom, on what ground. */
export const disclosureOf = (
  kind: DisclosureKind,
  { caseId, id: requestId, rule }: AccessRequest,
  { clip, spans }: Pick<Redaction, 'clip' | 'spans'>,
  { recipient, by }: Pick<Disclosure, 'recipient' | 'by'>,
  { id, at }: { readonly id: string; readonly at: Instant },
): Disclosure => ({
  id,
  at,
  kind,
  caseId,
  requestId,
  purpose: rule.purpose,
  recipient,
  ground: `${rule.title} (policy ${rule.clause})${caseId === null ? '' : `, case ${caseId}`}`,
  sha256: clip.sha256,
  durationMs: clip.durationMs,
  silenced: spans.length,
  by,
});
