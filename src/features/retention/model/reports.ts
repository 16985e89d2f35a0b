import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';
import { DELETION_REASONS } from '../../recordings/model/deletionOrder.ts';

const tallySchema = z.object({ count: z.number(), durationMs: z.number(), bytes: z.number() });

/** How much was deleted: recordings, milliseconds of audio, bytes. */
export type Tally = Document<typeof tallySchema>;

export const NO_TALLY: Tally = { count: 0, durationMs: 0, bytes: 0 };

/** Passes whose failure leaves a report's figures short, as people read of them. */
const PASSES: Readonly<Record<string, string>> = {
  'carry-out-orders': 'deletion by order',
  'end-grants': 'the end of accesses',
  'erase-personal-data': 'the erasure of old texts and numbers',
  'follow-up': 'the reminders of requests',
  'index-everything': 'the reading of the whole storage',
  'index-recordings': 'the reading of new recordings',
  purge: 'the nightly deletion',
  'scrub-database': 'the removal of erased texts from the database’s file',
  'watch-cases': 'the watch over cases',
};

/** Those of these jobs that are passes, in words. */
export const passesOf = (jobs: readonly string[]): readonly string[] => jobs.flatMap((job) => PASSES[job] ?? []);

/** Passes that had failed when a report was made, in words; older reports do not say. */
const unfinished = z.array(z.string()).optional();

export const retentionReportSchema = z.object({
  unfinished,
  /** The local day it is of. */
  date: z.string(),
  madeAt: instantSchema,
  /** Sentences saying what is wrong and what to do; empty when all is well. The report is red when there is one. */
  alarms: z.array(z.string()),
  /** The newest run that ended well; null when there never was one. */
  lastRun: z.object({ startedAt: instantSchema, finishedAt: instantSchema }).nullable(),
  /** Since the report before. */
  deleted: z.record(z.enum(DELETION_REASONS), tallySchema),
  /** Copies in the `holds` container; null when storage did not answer. */
  held: z.number().nullable(),
  /** Could not be deleted by the newest run. */
  failed: z.number(),
  /** Past their limit, and kept because a hold has no proven copy of them yet. */
  keptForHolds: z.number().default(0),
  /** Still stored past their limit when the container was listed again after the run. */
  pastLimit: z.number(),
  stored: z.number(),
  /** Files whose call no reader understands; deleted by the date they were stored. */
  unread: z.number(),
  oldestLeft: instantSchema.nullable(),
  nextRun: instantSchema,
  recordingsDays: z.number(),
  /** Recordings by whole days of age, today first; the last entry holds everything of the limit and beyond. */
  ages: z.array(z.number()),
  /** A copy of the audit chain's end outside the database. */
  chainHead: z.object({ seq: z.number(), hash: z.string() }),
  /** The audit’s checkpoint in one line; null where it is not signed. */
  checkpoint: z.string().nullable().default(null),
  /** Why it is not, and which outside did not do its part, in sentences. */
  auditRemarks: z.array(z.string()).default([]),
  zone: z.string(),
});

/** The morning's report on what was deleted and what is left (policy 5.9). Numbers only. */
export type RetentionReport = Document<typeof retentionReportSchema>;

export const accessReportSchema = z.object({
  unfinished,
  /** Local days, both included. */
  from: z.string(),
  to: z.string(),
  madeAt: instantSchema,
  purposes: z.array(
    z.object({
      title: z.string(),
      asked: z.number(),
      released: z.number(),
      denied: z.number(),
      expired: z.number(),
      withdrawn: z.number(),
      waiting: z.number(),
    }),
  ),
  decided: z.number(),
  /** From asking to the last decision. */
  medianDecisionMs: z.number().nullable(),
  longestDecisionMs: z.number().nullable(),
  playbacks: z.number(),
  /** By approvers, before they decided. */
  heardFirst: z.number().default(0),
  stopped: z.number(),
  /** Attempts the desk refused, by what was tried, most often first. */
  refused: z.array(z.object({ what: z.string(), count: z.number() })),
  /** People who asked unusually often (policy 5.3); `usual` is the median of those who asked. */
  often: z.array(z.object({ name: z.string(), count: z.number(), usual: z.number() })),
  orders: z.object({ cardPayment: z.number(), optOut: z.number() }),
});

/** The week's report on who asked for what (policy 5.2, 5.3). */
export type AccessReport = Document<typeof accessReportSchema>;
