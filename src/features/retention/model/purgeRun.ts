import type { Instant } from '../../../kernel/time.ts';

/** The ledger of one nightly deletion. */
export interface PurgeRun {
  readonly id: string;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly deleted: number;
  readonly failed: number;
  /** Past their limit when the container was listed again at the end; null until then. */
  readonly pastLimit: number | null;
  readonly stored: number;
  readonly clipsRemoved: number;
}
