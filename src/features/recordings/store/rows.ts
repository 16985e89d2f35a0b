import type { FieldTables } from '../../../platform/database/tables.ts';
import type { Recording } from '../model/recording.ts';
import type { IndexedRecording, StoredRecording } from '../model/recordingQueries.ts';

export type RecordingRow = FieldTables['recordings'];

export const recordingRow = (recording: IndexedRecording): RecordingRow => ({
  ...recording,
  fault: recording.fault && JSON.stringify(recording.fault),
});

export const toStored = ({ etag: _etag, fault, ...row }: RecordingRow): StoredRecording =>
  ({ ...row, fault: fault === null ? null : JSON.parse(fault) }) as StoredRecording;

export function toRecording(row: RecordingRow): Recording {
  const { deletionMarkedBy: _mark, ...recording } = toStored(row);
  return recording;
}
