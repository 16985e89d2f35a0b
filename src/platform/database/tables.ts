import type { Generated, Kysely } from 'kysely';

export type Db = Kysely<Tables>;

/** Rows as they stand in the database. Moments are fixed-width UTC text; documents are JSON text. */
export interface Tables {
  requests: RequestRow;
  grants: GrantRow;
  links: LinkRow;
  recordings: RecordingRow;
  audit_events: AuditRow;
  audit_head: { id: number; seq: number; hash: string };
  outbox: OutboxRow;
  posts: PostRow;
  post_refs: PostRefRow;
  people: { id: string; email: string };
  user_bindings: UserBindingRow;
  channel_bindings: { channel: string; platform: string; address: string };
  inbound_events: { id: string; seen_at: string };
  job_runs: JobRow;
  unread_blobs: UnreadRow;
  deletion_orders: OrderRow;
  receipts: ReceiptRow;
  purge_runs: { id: string; started_at: string; body: string };
  summaries: { id: string; made_at: string; body: string };
  remembered_extensions: { email: string; extension: string; at: string };
  job_state: { name: string; value: string };
  cases: CaseRow;
  holds: HoldRow;
  held_copies: HeldCopyRow;
  recording_words: { word: string; started_at: string; recording_id: string };
  searches: { id: string; searched_at: string; body: string };
  disclosures: { id: string; at: string; case_id: string | null; body: string };
  delegations: { id: string; starts_at: string; until: string; body: string };
}

export interface RequestRow {
  id: string;
  version: number;
  state: string;
  requested_by: string;
  submitted_at: string;
  case_id: string | null;
  body: string;
}

export interface CaseRow {
  id: string;
  version: number;
  reported_at: string;
  closed_at: string | null;
  body: string;
}

export interface HoldRow {
  id: string;
  version: number;
  case_id: string | null;
  state: string;
  ends_on: string;
  body: string;
}

export interface HeldCopyRow {
  id: string;
  version: number;
  hold_id: string;
  recording_id: string;
  state: string;
  started_at: string;
  number: string | null;
  extension: string | null;
  other_extension: string | null;
  /** Words of the names, each between two blanks. */
  words: string;
  body: string;
}

export interface GrantRow {
  id: string;
  version: number;
  request_id: string;
  recording_id: string;
  state: string;
  until: string;
  body: string;
}

export interface LinkRow {
  id: string;
  version: number;
  token_hash: string;
  open_by: string;
  /** Null of a link to a page of the desk's own. */
  grant_id: string | null;
  body: string;
}

export interface RecordingRow {
  id: string;
  blob_name: string;
  etag: string;
  started_at: string;
  ended_at: string;
  duration_ms: number;
  extension: string | null;
  other_extension: string | null;
  number: string | null;
  direction: string;
  parties: string;
  call_id: string | null;
  bytes: number;
  alternate_start: string | null;
  system: string;
  sidecar: string | null;
  stored_at: string;
  deletion_marked_by: string | null;
}

export interface UnreadRow {
  blob_name: string;
  etag: string;
  stored_at: string;
  bytes: number;
}

export interface OrderRow {
  id: string;
  live_until: string;
  ordered_at: string;
  requests_met: Generated<number>;
  body: string;
}

export interface ReceiptRow {
  recording_id: string;
  deleted_at: string;
  reason: string;
  order_id: string | null;
  run_id: string | null;
  call_id: string | null;
  /** The report that told of it. */
  report_id: string | null;
  started_at: string;
  duration_ms: number;
  bytes: number;
  extension: string | null;
  number: string | null;
}

export interface AuditRow {
  seq: number;
  at: string;
  actor: string;
  action: string;
  subject: string;
  outcome: string;
  detail: string;
  previous: string;
  hash: string;
}

export interface OutboxRow {
  id: Generated<number>;
  queue_key: string;
  task: string;
  due_at: string;
  attempts: Generated<number>;
  note: string | null;
}

export interface PostRow {
  id: string;
  subject: string;
  card: string;
  urgent: number;
  audience_kind: string;
  audience: string;
  unreached: string | null;
}

export interface PostRefRow {
  post_id: string;
  platform: string;
  conversation: string;
  message_id: string;
}

export interface UserBindingRow {
  platform: string;
  user_id: string;
  email: string;
  name: string;
  address: string | null;
  seen_at: string;
}

export interface JobRow {
  job: string;
  period: string;
  started_at: string;
  heartbeat_at: string;
  finished_at: string | null;
  outcome: string | null;
}
