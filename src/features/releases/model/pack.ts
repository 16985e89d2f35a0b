import { createHash } from 'node:crypto';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Instant } from '../../../kernel/time.ts';
import { type AuditEvent, hashOf, leafOf } from '../../audit/model/chain.ts';
import { isSignedBy, readCheckpoint } from '../../audit/model/checkpoint.ts';
import { rootOfInclusion } from '../../audit/model/merkleTree.ts';
import type { VerifierKey } from '../../audit/model/signedNote.ts';

/** Everything the desk knows of one case, in words, so that it can be read and checked without the desk. */
export const PACK_FORMAT = 'recording-desk/case-pack';

/** Goes up with every change of what a pack holds. How it is drawn may change without. */
export const PACK_VERSION = 4;

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
  /** The events of the audit about any of these, up to this number, by their hashes. */
  readonly manifest: { readonly to: number; readonly events: readonly Pick<AuditEvent, 'seq' | 'hash'>[] };
}

/** That events are in the audit’s tree, and who says that this is its root. */
interface PackProof {
  readonly size: number;
  /** Base64. */
  readonly root: string;
  /** Signed by the desk; null where it could not be, and `why`, in a sentence. */
  readonly checkpoint: string | null;
  readonly why: string | null;
  /** A path to the root for each event (RFC 9162, 2.1.3), base64. */
  readonly paths: readonly (readonly string[])[];
}

/** With the events of the manifest and the one of the pack’s making, which binds the content to the audit. */
export interface CasePack extends PackContent {
  readonly audit: readonly AuditEvent[];
  readonly proof: PackProof;
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

/** SHA-256, as hex, of a pack's content; the audit and its proof are left out, since they hold this digest. */
export function packDigest(pack: PackContent | CasePack): string {
  const content = { ...pack, audit: undefined, proof: undefined };
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** Whether an event is about the case, by its subject or by an id in its details. */
export const concerns = (event: AuditEvent, ids: ReadonlySet<string>): boolean =>
  ids.has(event.subject) || Object.values(event.detail).some((value) => typeof value === 'string' && ids.has(value));

export interface ProvedPack extends Pick<PackContent, 'practice' | 'caseId' | 'madeAt' | 'madeBy' | 'zone'> {
  /** How many events of the case it has, its own making among them. */
  readonly events: number;
  /** The event of its making. */
  readonly seq: number;
  readonly hash: string;
  /** Whose signature it bears: as it says, and with a key, as that key proves. Null where it bears none. */
  readonly signer: string | null;
}

export type PackContentFault =
  | { readonly kind: 'event-altered' | 'not-in-tree'; readonly seq: number }
  /** Its events are not those of its manifest. */
  | { readonly kind: 'other-events' }
  /** It does not end with the event of its making. */
  | { readonly kind: 'not-bound' }
  /** That event is about another content. */
  | { readonly kind: 'other-content' }
  /** What is signed is another root. */
  | { readonly kind: 'other-checkpoint' }
  /** Nobody has signed it, though a key was given; `why` as the pack says it. */
  | { readonly kind: 'unsigned'; readonly why: string }
  | { readonly kind: 'not-by-key'; readonly signer: string };

/** Whether an event is that of a morning's report; its detail has the `seq` of the chain's end it stated. */
export const isRetentionReport = ({ action }: AuditEvent): boolean => action === 'report.retention';

/**
 * Whether the last event binds this content, its manifest included, and all events are in the tree whose root is
 * signed. With a key, that must have signed it: without one, a pack that was made up whole is proved too.
 */
export function provePack(pack: CasePack, key?: VerifierKey): Result<ProvedPack, PackContentFault> {
  const { audit, practice, caseId, madeAt, madeBy, zone } = pack;
  const last = audit.at(-1);
  if (last?.action !== PACK_ACTION || last.subject !== caseId || last.outcome !== 'ok')
    return err({ kind: 'not-bound' });
  const altered = audit.find((event) => hashOf(event, event.seq, event.previous) !== event.hash);
  if (altered) return err({ kind: 'event-altered', seq: altered.seq });
  if (last.detail.sha256 !== packDigest(pack)) return err({ kind: 'other-content' });
  const listed = audit.slice(0, -1).map(({ seq, hash }) => ({ seq, hash }));
  if (canonicalJson(listed) !== canonicalJson(pack.manifest.events)) return err({ kind: 'other-events' });
  const signed = proveRoot(pack, key);
  if (!signed.ok) return signed;
  const facts = { practice, caseId, madeAt, madeBy, zone, events: audit.length, seq: last.seq, hash: last.hash };
  return ok({ ...facts, signer: signed.value });
}

/** That the events are in the tree, and who has signed its root. */
function proveRoot({ audit, proof }: CasePack, key: VerifierKey | undefined): Result<string | null, PackContentFault> {
  const { size, root, paths, checkpoint, why } = proof;
  const stray = audit.find(
    (event, at) => rootOfInclusion(leafOf(event), event.seq - 1, size, paths[at] ?? []) !== root,
  );
  if (stray) return err({ kind: 'not-in-tree', seq: stray.seq });
  if (checkpoint === null) return key ? err({ kind: 'unsigned', why: why ?? '' }) : ok(null);
  const said = readCheckpoint(checkpoint);
  if (said?.size !== size || said.root !== root) return err({ kind: 'other-checkpoint' });
  return key && !isSignedBy(checkpoint, key) ? err({ kind: 'not-by-key', signer: said.origin }) : ok(said.origin);
}
