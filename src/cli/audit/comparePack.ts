import type { ChainFault } from '../../features/audit/model/chain.ts';
import { isRetentionReport, type ProvedPack, type ReportedHead } from '../../features/releases/model/pack.ts';
import type { AuditReader } from '../../stores.ts';

/** How the end of a pack's chain stands in the desk's own audit. */
export type PackInAudit =
  | { readonly kind: 'broken'; readonly fault: ChainFault }
  | { readonly kind: 'no-event' }
  | { readonly kind: 'another'; readonly hash: string }
  /** `report` is the first that vouches for it: its head is that event or a later one; null when there is none yet. */
  | { readonly kind: 'same'; readonly report: ReportedHead | null };

/** Compares the end of a pack's chain with the event of that number in the desk's audit, which must be whole itself. */
export async function comparePack(
  audit: AuditReader,
  { to, head }: Pick<ProvedPack, 'to' | 'head'>,
): Promise<PackInAudit> {
  const fault = await audit.verify();
  if (fault) return { kind: 'broken', fault };
  const hashes = new Map<number, string>();
  for await (const event of audit.events()) {
    if (event.seq < to) continue;
    hashes.set(event.seq, event.hash);
    if (event.seq === to && event.hash !== head) return { kind: 'another', hash: event.hash };
    const reported = isRetentionReport(event) ? Number(event.detail.seq) : 0;
    const hash = hashes.get(reported);
    if (hash !== undefined) return { kind: 'same', report: { report: event.subject, seq: reported, hash } };
  }
  return hashes.has(to) ? { kind: 'same', report: null } : { kind: 'no-event' };
}
