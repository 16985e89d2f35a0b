import type { Instant } from '../../kernel/time.ts';
import type { ReceiptRow } from '../../platform/database/tables.ts';
import type { DeletionReason, Receipt } from './model/deletionOrder.ts';

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
