import type { Instant } from '../../../kernel/time.ts';
import type { StorageTrap } from '../../../platform/storage/ports.ts';
import type { AccessReport, RetentionReport } from './reports.ts';

/** A report or alarm whose content was settled when it was made; kept whole, so that every copy says the same. */
export type SummaryCard =
  | { readonly kind: 'retention-report'; readonly report: RetentionReport }
  | { readonly kind: 'access-report'; readonly report: AccessReport; readonly zone: string }
  /** To the DPO: files in the container that no reader understands. */
  | {
      readonly kind: 'unread-files';
      readonly total: number;
      readonly files: readonly {
        readonly name: string;
        readonly storedAt: Instant;
        readonly goesAt: Instant;
      }[];
      readonly zone: string;
    }
  | {
      readonly kind: 'storage-alarm';
      readonly traps: readonly StorageTrap[];
      readonly at: Instant;
      readonly zone: string;
    };

export type SummaryKind = SummaryCard['kind'];
