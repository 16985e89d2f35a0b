import { listText } from '../../kernel/text.ts';
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
  const facts = { recipient: request.requesterName, by, id: `copy-${grant.id}` };
  await recordDisclosure(context, 'copy-given', { request, redaction: { clip: grant.clip, spans: [] } }, facts);
}

interface Left {
  readonly request: AccessRequest;
  readonly redaction: Pick<Redaction, 'clip' | 'spans'>;
}

/** Writes into the register that something of a release left: what, to whom, on what ground. */
export const recordDisclosure = (
  { disclosures, ids, now }: Context,
  kind: DisclosureKind,
  { request: { caseId, id: requestId, rule }, redaction: { clip, spans } }: Left,
  facts: Pick<Disclosure, 'recipient' | 'by'> & { readonly id?: string },
): Promise<void> =>
  disclosures.insert({
    id: ids.unique(),
    at: now,
    kind,
    caseId,
    requestId,
    purpose: rule.purpose,
    ground: `${rule.title} (policy ${rule.clause})${caseId === null ? '' : `, case ${caseId}`}`,
    sha256: clip.sha256,
    durationMs: clip.durationMs,
    silenced: spans.length,
    ...facts,
  });
