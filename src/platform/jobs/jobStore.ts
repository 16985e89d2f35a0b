import type { Instant } from '../../kernel/time.ts';

export interface InboundStore {
  /** True the first time this event id is seen. */
  isNew(eventId: string, at: Instant): Promise<boolean>;
  forgetBefore(at: Instant): Promise<void>;
}

/** When a period that was claimed may be claimed once more; null never. */
export interface Reclaim {
  /** A run not heard of since has died. */
  readonly silentSince: Instant | null;
  /** A run that ended badly at or before this is tried again. */
  readonly failedBy: Instant | null;
}

export interface JobStore {
  /** True for exactly one caller a job and period. */
  claim(job: string, period: string, at: Instant, again: Reclaim): Promise<boolean>;
  /** Says that the run begun at `startedAt` is alive; one that was taken over says nothing. */
  beat(job: string, period: string, startedAt: Instant, at: Instant): Promise<void>;
  finish(job: string, period: string, startedAt: Instant, at: Instant, outcome: string): Promise<void>;
  lastFinished(job: string): Promise<Instant | undefined>;
  forgetBefore(at: Instant): Promise<void>;
}
