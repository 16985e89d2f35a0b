import type { ChainFault } from '../../features/audit/model/chain.ts';
import type { NotedHead } from '../../features/audit/model/notedHead.ts';
import { isRetentionReport, PACK_FILE_ACTION } from '../../features/releases/model/pack.ts';
import type { AuditReader } from '../../stores.ts';

/** What the desk's own audit knows of a pack's file. */
export type PackInAudit =
  | { readonly kind: 'broken'; readonly fault: ChainFault }
  /** The desk has not made this file. */
  | { readonly kind: 'unknown' }
  /**
   * Event `seq` made it. `report` is the first that vouches for that: its head is not before it; null when none does
   * yet.
   */
  | { readonly kind: 'made'; readonly seq: number; readonly report: (NotedHead & { readonly report: string }) | null };

/** Looks for a file's SHA-256 among the packs in the desk's audit, which must be whole itself. */
export async function comparePack(audit: AuditReader, sha256: string): Promise<PackInAudit> {
  const fault = await audit.verify();
  if (fault) return { kind: 'broken', fault };
  let seq: number | undefined;
  const hashes = new Map<number, string>();
  for await (const event of audit.events()) {
    const { action, subject, detail } = event;
    if (action === PACK_FILE_ACTION && detail.sha256 === sha256) seq ??= event.seq;
    if (seq === undefined) continue;
    hashes.set(event.seq, event.hash);
    const reported = isRetentionReport(event) ? Number(detail.seq) : 0;
    const hash = hashes.get(reported);
    if (hash !== undefined) return { kind: 'made', seq, report: { report: subject, seq: reported, hash } };
  }
  return seq === undefined ? { kind: 'unknown' } : { kind: 'made', seq, report: null };
}
