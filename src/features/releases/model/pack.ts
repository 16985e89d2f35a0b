import { createHash } from 'node:crypto';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Instant } from '../../../kernel/time.ts';
import { type AuditEvent, type ChainFault, findFault } from '../../audit/model/chain.ts';

/** Everything the desk knows of one case, in words, so that it can be read and checked without the desk. */
export const PACK_FORMAT = 'recording-desk/case-pack';

/** Goes up with every change of what a pack holds. How it is drawn may change without. */
export const PACK_VERSION = 3;

/** The audit's name for the making of a pack; its detail `sha256` is the pack's digest. */
export const PACK_ACTION = 'case.pack';

/** The audit's name for the file that a pack was drawn into; its detail `sha256` is that of the whole file. */
export const PACK_FILE_ACTION = 'case.pack-file';

export interface Fact {
  readonly title: string;
  readonly value: string;
}

export interface FactGroup {
  readonly title: string;
  readonly facts: readonly Fact[];
}

/** One thing that was done; `what` in a few words, `words` as somebody typed them. */
export interface PackEntry {
  readonly at: string;
  readonly by: string;
  readonly what: string;
  readonly words: string;
}

/** One agreement to a release. */
export interface PackDecision {
  readonly request: string;
  readonly who: string;
  readonly seat: string;
  readonly at: string;
  readonly terms: string;
  readonly comment: string | null;
  /** Word for word (policy 5.7). */
  readonly statement: string | null;
  readonly statementSha256: string | null;
  readonly consultation: string | null;
}

export interface PackHeldRecording {
  readonly recording: string;
  readonly callStart: string;
  readonly length: string;
  readonly bytes: number;
  readonly sha256: string | null;
  readonly heldSince: string | null;
  readonly state: string;
}

interface PackHold {
  readonly id: string;
  readonly facts: readonly Fact[];
  readonly recordings: readonly PackHeldRecording[];
}

/** One line of the register of disclosures. */
export interface PackDisclosure {
  readonly at: string;
  readonly what: string;
  readonly request: string;
  readonly recipient: string;
  readonly ground: string;
  readonly by: string;
  readonly length: string;
  readonly silenced: string;
  readonly sha256: string;
}

export interface PackContent {
  readonly format: typeof PACK_FORMAT;
  readonly version: number;
  readonly practice: string;
  readonly caseId: string;
  readonly kind: string;
  readonly madeAt: Instant;
  readonly madeBy: string;
  /** IANA zone of every time in words. */
  readonly zone: string;
  readonly groups: readonly FactGroup[];
  /** Of the legal clock; none for a police request. */
  readonly clock: readonly Fact[];
  readonly timeline: readonly PackEntry[];
  readonly decisions: readonly PackDecision[];
  readonly holds: readonly PackHold[];
  readonly disclosures: readonly PackDisclosure[];
  /** Ids by which the audit knows the case and what belongs to it. */
  readonly auditIds: readonly string[];
}

/** With every event of the audit from the first about the case to the one that binds the content to the chain. */
export interface CasePack extends PackContent {
  readonly audit: readonly AuditEvent[];
}

/** JSON with the keys of every object in order and nothing between: one text for one content. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`);
  return `{${fields.join(',')}}`;
}

/** SHA-256, as hex, of a pack's content; the audit is left out, since it holds this digest. */
export function packDigest(pack: PackContent | CasePack): string {
  const content = { ...pack, audit: undefined };
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** Whether an event is about the case, by its subject or by an id in its details. */
export const concerns = (event: AuditEvent, ids: ReadonlySet<string>): boolean =>
  ids.has(event.subject) || Object.values(event.detail).some((value) => typeof value === 'string' && ids.has(value));

/**
 * The chain's end as one morning's report stated it: a copy outside the desk's database. It vouches for the
 * events up to it and for none after.
 */
export interface ReportedHead {
  readonly report: string;
  readonly seq: number;
  readonly hash: string;
}

export interface ProvedPack {
  readonly practice: string;
  readonly caseId: string;
  readonly madeAt: Instant;
  readonly madeBy: string;
  readonly zone: string;
  readonly from: number;
  readonly to: number;
  readonly head: string;
  /**
   * The newest report before the pack that falls into these events: it vouches for the first of them, never
   * for the pack itself.
   */
  readonly reported: ReportedHead | null;
}

export type PackContentFault =
  | { readonly kind: 'chain'; readonly fault: ChainFault }
  /** It does not end with the event of its making. */
  | { readonly kind: 'not-bound' }
  /** That event is about another content. */
  | { readonly kind: 'other-content' };

/** Whether an event is that of a morning's report; its detail has the `seq` of the chain's end it stated. */
export const isRetentionReport = ({ action }: AuditEvent): boolean => action === 'report.retention';

/**
 * Whether the events follow each other, and the last of them binds this content. Who made them it cannot say:
 * anybody can make up a last event for another content, and then `head` is not the one in the desk's audit.
 */
export function provePack(pack: CasePack): Result<ProvedPack, PackContentFault> {
  const { audit, practice, caseId, madeAt, madeBy, zone } = pack;
  const [first, last] = [audit.at(0), audit.at(-1)];
  if (!first || !last) return err({ kind: 'not-bound' });
  const fault = findFault(audit, { seq: first.seq - 1, hash: first.previous });
  if (fault) return err({ kind: 'chain', fault });
  if (last.action !== PACK_ACTION || last.subject !== caseId || last.outcome !== 'ok')
    return err({ kind: 'not-bound' });
  if (last.detail.sha256 !== packDigest(pack)) return err({ kind: 'other-content' });
  const proved = { practice, caseId, madeAt, madeBy, zone, from: first.seq, to: last.seq, head: last.hash };
  return ok({ ...proved, reported: reportedHead(audit) });
}

/** An event's hash is the chain's end just after it. */
function reportedHead(audit: readonly AuditEvent[]): ReportedHead | null {
  const first = audit[0]?.seq ?? 0;
  const report = audit.findLast((event) => isRetentionReport(event) && Number(event.detail.seq) >= first);
  if (!report) return null;
  const seq = Number(report.detail.seq);
  return { report: report.subject, seq, hash: audit[seq - first]?.hash ?? '' };
}
