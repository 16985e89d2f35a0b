import type { Generated, Kysely } from 'kysely';

export type Dialect = 'sqlite' | 'postgres';

export type Db = Kysely<Tables>;

/** The database as `byFields` gives it. */
export type FieldDb = Kysely<FieldTables>;

/** A document as JSON text, with the columns that repeat what is queried of it. */
type Documents<Columns> = Columns & { id: string; body: string };

/** The same of documents that are saved by compare-and-set. */
type Versioned<Columns> = Documents<Columns & { version: number }>;

/** Rows as they stand in the database. Moments are fixed-width UTC text. */
export interface Tables {
  requests: Versioned<{ state: string; requested_by: string; submitted_at: string; case_id: string | null }>;
  grants: Versioned<{ request_id: string; recording_id: string; state: string; until: string }>;
  /** `grant_id` is null of a link to a page of the desk's own. */
  links: Versioned<{ token_hash: string; open_by: string; grant_id: string | null }>;
  cases: Versioned<{ reported_at: string; closed_at: string | null }>;
  holds: Versioned<{ case_id: string | null; state: string; ends_on: string }>;
  held_copies: Versioned<HeldCopyColumns>;
  held_locks: Versioned<{ recording_id: string; order_id: string; state: string }>;
  deletion_orders: Documents<{ live_until: string; ordered_at: string; requests_met: Generated<number> }>;
  purge_runs: Documents<{ started_at: string }>;
  summaries: Documents<{ made_at: string }>;
  searches: Documents<{ searched_at: string }>;
  disclosures: Documents<{ at: string; case_id: string | null }>;
  delegations: Documents<{ starts_at: string; until: string }>;
  absences: Documents<{ starts_at: string; until: string }>;
  channel_checks: Documents<{ asked_at: string }>;
  recordings: RecordingRow;
  recording_words: { word: string; started_at: string; recording_id: string };
  unread_blobs: UnreadRow;
  receipts: ReceiptRow;
  audit_events: AuditRow;
  audit_head: { id: number; seq: number; hash: string };
  audit_pending: PendingAuditRow;
  audit_checkpoints: CheckpointRow;
  outbox: OutboxRow;
  posts: PostRow;
  post_refs: PostRefRow;
  people: { id: string; email: string };
  user_bindings: UserBindingRow;
  remembered_extensions: { email: string; extension: string; at: string };
  channel_bindings: { channel: string; platform: string; address: string };
  inbound_events: { id: string; seen_at: string };
  job_runs: JobRow;
  job_state: { name: string; value: string };
}

type FieldName<Column extends string> = Column extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<FieldName<Tail>>}`
  : Column;

type Fields<Row> = { [Column in keyof Row & string as FieldName<Column>]: Row[Column] };

/** The same rows with each column named as a field is: `startedAt` for `started_at`. */
export type FieldTables = { [Table in keyof Tables]: Fields<Tables[Table]> };

interface HeldCopyColumns {
  hold_id: string;
  recording_id: string;
  state: string;
  started_at: string;
  number: string | null;
  extension: string | null;
  other_extension: string | null;
  /** Words of the names, each between two blanks. */
  words: string;
}

interface RecordingRow {
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
  fault: string | null;
  not_understood: string;
}

interface UnreadRow {
  blob_name: string;
  etag: string;
  stored_at: string;
  bytes: number;
  cause: string;
  duration_ms: number;
}

interface ReceiptRow {
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

/** An event that has no number yet. */
type PendingAuditRow = Omit<AuditRow, 'seq' | 'previous' | 'hash'> & { id: Generated<number> };

interface CheckpointRow {
  size: number;
  root: string;
  note: string;
  made_at: string;
  /** When it was written to the container of checkpoints; null until then. */
  stored_at: string | null;
}

export interface OutboxRow {
  id: Generated<number>;
  queue_key: string;
  task: string;
  due_at: string;
  attempts: Generated<number>;
  note: string | null;
  lane: string;
  /** When it was let pass by what was behind it; null while it stands in its queue. */
  aside_at: string | null;
}

export interface PostRow {
  id: string;
  subject: string;
  card: string;
  urgent: number;
  audience_kind: string;
  audience: string;
  unreached: string | null;
  /** Platforms that have refused it for good, each after a blank. */
  failed_on: Generated<string>;
  /** 1 for a short reply to a card that stood there already. */
  word: Generated<number>;
}

export interface PostRefRow {
  post_id: string;
  platform: string;
  conversation: string;
  message_id: string;
  /** A hash of what it shows. */
  drawn: string | null;
}

export interface UserBindingRow {
  platform: string;
  user_id: string;
  email: string;
  name: string;
  address: string | null;
  seen_at: string;
  shown_as: string;
  state: string;
  check_id: string | null;
  held_for: string | null;
  besides: string | null;
  settled_by: string | null;
  settled_at: string | null;
}

interface JobRow {
  job: string;
  period: string;
  started_at: string;
  heartbeat_at: string;
  finished_at: string | null;
  outcome: string | null;
}
