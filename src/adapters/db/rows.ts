import type { AuditEvent } from '../../domain/audit/chain.ts';
import type { Direction, Recording } from '../../domain/recording/recording.ts';
import type { Grant } from '../../domain/release/grant.ts';
import type { ListenLink } from '../../domain/release/listenLink.ts';
import type { AccessRequest } from '../../domain/request/request.ts';
import type { DeletionReason, Receipt } from '../../domain/retention/deletionOrder.ts';
import type { Instant } from '../../domain/time.ts';
import type {
  Audience,
  ChannelName,
  MessageRef,
  PlatformName,
  Post,
  PostedCard,
  UserBinding,
} from '../../usecases/ports.ts';
import type { IndexedRecording, StoredRecording } from '../../usecases/recordingPorts.ts';
import type {
  AuditRow,
  GrantRow,
  LinkRow,
  PostRefRow,
  PostRow,
  ReceiptRow,
  RecordingRow,
  RequestRow,
  UserBindingRow,
} from './tables.ts';

/** Domain objects are plain JSON data; columns repeat what is queried, and `version` stands in its column alone. */
export const requestRow = (request: AccessRequest): RequestRow => ({
  id: request.id,
  version: request.version,
  state: request.state,
  requested_by: request.requestedBy,
  submitted_at: request.submittedAt,
  case_id: request.caseId,
  body: JSON.stringify(request),
});

export const toRequest = (row: Pick<RequestRow, 'version' | 'body'>): AccessRequest => ({
  // What was written before cases had requests knows of none.
  ...{ caseId: null },
  ...(JSON.parse(row.body) as AccessRequest),
  version: row.version,
});

export const grantRow = (grant: Grant): GrantRow => ({
  id: grant.id,
  version: grant.version,
  request_id: grant.requestId,
  recording_id: grant.terms.recordingId,
  holder: grant.holder,
  state: grant.state,
  until: grant.until,
  body: JSON.stringify(grant),
});

export const toGrant = (row: Pick<GrantRow, 'version' | 'body'>): Grant => ({
  ...{ redaction: null },
  ...(JSON.parse(row.body) as Grant),
  version: row.version,
});

export const linkRow = (link: ListenLink): LinkRow => ({
  id: link.id,
  version: link.version,
  grant_id: link.grantId,
  token_hash: link.tokenHash,
  body: JSON.stringify(link),
});

export const toLink = (row: Pick<LinkRow, 'version' | 'body'>): ListenLink => ({
  // What was written before there were outside links came by none.
  ...{ outside: null },
  ...(JSON.parse(row.body) as ListenLink),
  version: row.version,
});

export const recordingRow = ({ etag, condemnedBy, ...recording }: IndexedRecording): RecordingRow => ({
  id: recording.id,
  blob_name: recording.blobName,
  etag,
  started_at: recording.startedAt,
  ended_at: recording.endedAt,
  duration_ms: recording.durationMs,
  extension: recording.extension,
  other_extension: recording.otherExtension,
  number: recording.number,
  direction: recording.direction,
  parties: recording.parties,
  call_id: recording.callId,
  bytes: recording.bytes,
  alternate_start: recording.alternateStart,
  system: recording.system,
  sidecar: recording.sidecar,
  stored_at: recording.storedAt,
  condemned_by: condemnedBy,
});

export const toRecording = (row: Omit<RecordingRow, 'etag' | 'condemned_by'>): Recording => ({
  id: row.id,
  blobName: row.blob_name,
  startedAt: row.started_at as Instant,
  alternateStart: row.alternate_start as Instant | null,
  endedAt: row.ended_at as Instant,
  durationMs: row.duration_ms,
  extension: row.extension,
  otherExtension: row.other_extension,
  number: row.number,
  direction: row.direction as Direction,
  parties: row.parties,
  callId: row.call_id,
  bytes: row.bytes,
  system: row.system,
  sidecar: row.sidecar,
  storedAt: row.stored_at as Instant,
});

export const toStored = (row: RecordingRow): StoredRecording => ({
  ...toRecording(row),
  condemnedBy: row.condemned_by,
});

export const receiptRow = (receipt: Receipt): ReceiptRow => ({
  recording_id: receipt.recordingId,
  deleted_at: receipt.deletedAt,
  reason: receipt.reason,
  order_id: receipt.orderId,
  run_id: receipt.runId,
  report_id: null,
  call_id: receipt.callId,
  started_at: receipt.startedAt,
  duration_ms: receipt.durationMs,
  bytes: receipt.bytes,
  extension: receipt.extension,
  number: receipt.number,
});

export const toReceipt = (row: Omit<ReceiptRow, 'report_id'>): Receipt => ({
  recordingId: row.recording_id,
  reason: row.reason as DeletionReason,
  orderId: row.order_id,
  runId: row.run_id,
  startedAt: row.started_at as Instant,
  durationMs: row.duration_ms,
  bytes: row.bytes,
  extension: row.extension,
  number: row.number,
  callId: row.call_id,
  deletedAt: row.deleted_at as Instant,
});

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

export const postRow = (post: Post): PostRow => ({
  id: post.id,
  subject: post.subject,
  card: post.card,
  urgent: post.urgent ? 1 : 0,
  audience_kind: post.audience.kind,
  audience: post.audience.kind === 'channel' ? post.audience.channel : post.audience.email,
  unreached: post.unreached,
});

/** A post beside one of its copies, or beside none. */
type PostAndRef = PostRow & { readonly [Column in keyof Omit<PostRefRow, 'post_id'>]: string | null };

/** Puts together what a join gave row by row. */
export function toPosts(rows: readonly PostAndRef[]): readonly Post[] {
  const byId = Map.groupBy(rows, (row) => row.id);
  return [...byId.values()].flatMap(([row, ...more]) =>
    row ? [toPost(row, [row, ...more].flatMap(toRef))] : [],
  );
}

const toRef = ({ platform, conversation, message_id }: PostAndRef): readonly MessageRef[] =>
  platform === null || conversation === null || message_id === null
    ? []
    : [{ platform: platform as PlatformName, conversation, messageId: message_id }];

const toPost = (row: PostRow, refs: readonly MessageRef[]): Post => ({
  id: row.id,
  subject: row.subject,
  card: row.card as PostedCard,
  urgent: row.urgent === 1,
  audience: toAudience(row),
  refs,
  unreached: row.unreached,
});

const toAudience = (row: PostRow): Audience =>
  row.audience_kind === 'channel'
    ? { kind: 'channel', channel: row.audience as ChannelName }
    : { kind: 'person', email: row.audience };

export const toUserBinding = (row: UserBindingRow): UserBinding => ({
  platform: row.platform as PlatformName,
  userId: row.user_id,
  email: row.email,
  name: row.name,
  address: row.address,
  seenAt: row.seen_at as Instant,
});
