import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../tables.ts';

/** Every table as SQLite spells it. Moments are UTC text of fixed width; a `body` is a document as JSON text. */
const SCHEMA = `
create table requests (
  id text primary key, version integer not null, state text not null, requested_by text not null,
  submitted_at text not null, case_id text, body text not null);
create index requests_by_requester on requests (requested_by, submitted_at);
create index requests_by_state on requests (state);
create index requests_by_case on requests (case_id) where case_id is not null;

create table grants (
  id text primary key, version integer not null, request_id text not null unique, recording_id text not null,
  state text not null, until text not null, body text not null);
create index grants_by_state on grants (state, until);
create index grants_by_recording on grants (recording_id);

-- grant_id is null for a page of the desk's own.
create table links (
  id text primary key, version integer not null, token_hash text not null unique, open_by text not null,
  grant_id text, body text not null);
create index links_by_grant on links (grant_id, open_by);

create table recordings (
  id text primary key, blob_name text not null unique, etag text not null, started_at text not null,
  alternate_start text, ended_at text not null, duration_ms bigint not null, extension text, other_extension text,
  number text, direction text not null, parties text not null, call_id text, bytes bigint not null,
  system text not null, sidecar text, stored_at text not null, deletion_marked_by text);
create index recordings_by_start on recordings (started_at);
create index recordings_by_extension on recordings (extension, started_at);
create index recordings_by_extension_number on recordings (extension, number, started_at);
create index recordings_by_number on recordings (number, started_at);
-- Only internal calls have a second extension, and only they are ever asked for by their direction.
create index recordings_by_other_extension on recordings (other_extension, started_at)
  where other_extension is not null;
create index recordings_by_other_extension_number on recordings (other_extension, number, started_at)
  where other_extension is not null;
create index recordings_internal_by_start on recordings (started_at) where direction = 'internal';
create index recordings_internal_by_extension on recordings (extension, started_at) where direction = 'internal';
create index recordings_internal_by_other_extension on recordings (other_extension, started_at)
  where direction = 'internal';
create index recordings_by_alternate_start on recordings (alternate_start) where alternate_start is not null;
create index recordings_by_deletion_mark on recordings (deletion_marked_by) where deletion_marked_by is not null;
create index recordings_by_sidecar on recordings (sidecar) where sidecar is not null;
create index recordings_by_call on recordings (call_id) where call_id is not null;

-- A name's words, each with the recording it stands in: the search by person reads no others.
create table recording_words (
  word text not null, started_at text not null, recording_id text not null,
  primary key (word, started_at, recording_id)) without rowid;

create table unread_blobs (
  blob_name text primary key, etag text not null, stored_at text not null, bytes bigint not null);
create index unread_blobs_by_time on unread_blobs (stored_at);

create table deletion_orders (
  id text primary key, live_until text not null, ordered_at text not null, requests_met integer not null default 0,
  body text not null);
create index deletion_orders_by_end on deletion_orders (live_until);
create index deletion_orders_by_time on deletion_orders (ordered_at);

create table receipts (
  recording_id text not null, deleted_at text not null, reason text not null, order_id text, run_id text,
  report_id text, call_id text, started_at text not null, duration_ms bigint not null, bytes bigint not null,
  extension text, number text, primary key (recording_id, deleted_at));
create index receipts_by_time on receipts (deleted_at);
create index receipts_by_report on receipts (report_id);
create index receipts_by_extension on receipts (extension, started_at);
create index receipts_by_number on receipts (number, started_at) where number is not null;
create index receipts_by_call on receipts (call_id) where call_id is not null;
create index receipts_by_order on receipts (order_id) where order_id is not null;

create table purge_runs (id text primary key, started_at text not null, body text not null);

create table summaries (id text primary key, made_at text not null, body text not null);

-- closed_at is null while a case is open.
create table cases (
  id text primary key, version integer not null, reported_at text not null, closed_at text, body text not null);
create index cases_by_report on cases (reported_at);
create index cases_by_end on cases (closed_at);

create table holds (
  id text primary key, version integer not null, case_id text, state text not null, ends_on text not null,
  body text not null);
create index holds_by_case on holds (case_id) where case_id is not null;
create index holds_by_state on holds (state);

create table held_copies (
  id text primary key, version integer not null, hold_id text not null, recording_id text not null,
  state text not null, started_at text not null, number text, extension text, other_extension text,
  words text not null, body text not null, unique (hold_id, recording_id));
create index held_copies_by_recording on held_copies (recording_id);
create index held_copies_by_state on held_copies (state, started_at);

create table searches (id text primary key, searched_at text not null, body text not null);
create index searches_by_time on searches (searched_at);

create table disclosures (id text primary key, at text not null, case_id text, body text not null);
create index disclosures_by_time on disclosures (at);
create index disclosures_by_case on disclosures (case_id) where case_id is not null;

create table delegations (id text primary key, starts_at text not null, until text not null, body text not null);
create index delegations_by_end on delegations (until);

create table audit_events (
  seq integer primary key, at text not null, actor text not null, action text not null, subject text not null,
  outcome text not null, detail text not null, previous text not null, hash text not null);

-- One row: locking it is what puts appends in line on PostgreSQL. Before the first event the hash is all zeros.
create table audit_head (id integer primary key, seq integer not null, hash text not null);
insert into audit_head values (1, 0, '${'0'.repeat(64)}');

create table outbox (
  id integer primary key autoincrement, queue_key text not null, task text not null, due_at text not null,
  attempts integer not null default 0, note text);
create index outbox_by_queue on outbox (queue_key, id);
create index outbox_by_due on outbox (due_at);

create table posts (
  id text primary key, subject text not null, card text not null, urgent integer not null,
  audience_kind text not null, audience text not null, unreached text);
create index posts_by_subject on posts (subject);
create index posts_by_audience on posts (audience);

create table post_refs (
  post_id text not null, platform text not null, conversation text not null, message_id text not null,
  primary key (post_id, platform, conversation, message_id));

create table people (id text primary key, email text not null unique);

create table user_bindings (
  platform text not null, user_id text not null, email text not null, name text not null, address text,
  seen_at text not null, primary key (platform, user_id));
create index user_bindings_by_email on user_bindings (email);

create table remembered_extensions (email text primary key, extension text not null, at text not null);

create table channel_bindings (
  channel text not null, platform text not null, address text not null, primary key (channel, platform));

create table inbound_events (id text primary key, seen_at text not null);
create index inbound_events_by_time on inbound_events (seen_at);

create table job_runs (
  job text not null, period text not null, started_at text not null, heartbeat_at text not null, finished_at text,
  outcome text, primary key (job, period));

create table job_state (name text primary key, value text not null)`;

/** PostgreSQL's spelling. SQLite compares text by its bytes and keeps rows under their key by itself. */
const forPostgres = (statement: string): string =>
  statement
    .replace(/\btext\b/g, 'text collate "C"')
    .replace('integer primary key autoincrement', 'bigserial primary key')
    .replace(' without rowid', '');

export async function baseline(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  for (const statement of SCHEMA.split(';'))
    await sql.raw(dialect === 'postgres' ? forPostgres(statement) : statement).execute(db);
}
