import type { Instant } from '../../../kernel/time.ts';
import type { RecordingRow } from '../../../platform/database/tables.ts';
import type { Direction, Recording } from '../model/recording.ts';
import type { IndexedRecording, StoredRecording } from '../model/recordingQueries.ts';

export const recordingRow = ({ etag, deletionMarkedBy, ...recording }: IndexedRecording): RecordingRow => ({
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
  deletion_marked_by: deletionMarkedBy,
  fault: recording.fault && JSON.stringify(recording.fault),
  not_understood: recording.notUnderstood,
});

export const toRecording = (row: Omit<RecordingRow, 'etag' | 'deletion_marked_by'>): Recording => ({
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
  fault: row.fault === null ? null : JSON.parse(row.fault),
  notUnderstood: row.not_understood,
});

export const toStored = (row: RecordingRow): StoredRecording => ({
  ...toRecording(row),
  deletionMarkedBy: row.deletion_marked_by,
});
