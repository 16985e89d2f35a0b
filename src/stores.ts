import { checkpointStore } from './features/audit/checkpointStore.ts';
import type { AuditRecord } from './features/audit/model/auditRecord.ts';
import { auditLog } from './features/audit/sequenceStore.ts';
import { holdStore } from './features/cases/holds/store.ts';
import { caseStore, searchStore } from './features/cases/store.ts';
import { linkStore } from './features/listening/store.ts';
import type { Outbox } from './features/messaging/outboxStore.ts';
import { postStore } from './features/messaging/postStore.ts';
import { absenceStore, delegationStore } from './features/people/delegationStore.ts';
import { channelStore, peopleStore } from './features/people/store.ts';
import type { Practice } from './features/practice/model/practice.ts';
import { recordingStore } from './features/recordings/store/recordingStore.ts';
import { disclosureStore } from './features/register/store.ts';
import { grantStore, requestStore } from './features/requests/store.ts';
import { orderStore } from './features/retention/orderStore.ts';
import { receiptStore } from './features/retention/receiptStore.ts';
import { keyValueStore, purgeRunStore, summaryStore, unreadStore } from './features/retention/store.ts';
import type { Clock, Ids, Log } from './kernel/ports.ts';
import type { Instant, PlainDate } from './kernel/time.ts';
import type { AudioCutter } from './platform/audio/audio.ts';
import type { ClockCheck } from './platform/clockCheck.ts';
import type { Db } from './platform/database/tables.ts';
import { inboundStore, jobStore } from './platform/jobs/jobStore.ts';
import type { ClipStore, RecordingArchive } from './platform/storage/ports.ts';

export type { AuditNote, NoteAudit } from './features/audit/model/auditNote.ts';
export type { AuditRecord } from './features/audit/model/auditRecord.ts';
export type { AuditReader } from './features/audit/store.ts';

/** What a feature keeps, by name: each store is the store’s own. All of them share one transaction. */
export function storesOn(db: Db, newId: () => string, outbox: Outbox) {
  return {
    requests: requestStore(db),
    grants: grantStore(db),
    links: linkStore(db),
    recordings: recordingStore(db),
    audit: auditLog(db),
    checkpoints: checkpointStore(db),
    outbox,
    posts: postStore(db),
    people: peopleStore(db, newId),
    channels: channelStore(db),
    inbound: inboundStore(db),
    jobs: jobStore(db),
    unread: unreadStore(db),
    orders: orderStore(db),
    receipts: receiptStore(db),
    purges: purgeRunStore(db),
    summaries: summaryStore(db),
    jobState: keyValueStore(db),
    cases: caseStore(db),
    holds: holdStore(db),
    disclosures: disclosureStore(db),
    delegations: delegationStore(db),
    absences: absenceStore(db),
    searches: searchStore(db),
  };
}

export type Stores = Readonly<ReturnType<typeof storesOn>>;

/** What every act works with: the stores of its transaction, the moment, the practice. Made in the unit of work. */
export interface Context extends Stores {
  readonly now: Instant;
  readonly ids: Ids;
  /** The practice as its file has it: `practiceNow` has the roles that were given in the chat too. */
  readonly practice: Practice;
  /** The practice with its roles as they stand at this moment, and who is away. */
  readonly practiceNow: () => Promise<Practice>;
  /** Writes one event of this transaction down. `by` is a person, or the name of whatever acted without one. */
  readonly recordAudit: (by: string | { readonly email: string }, event: AuditRecord) => Promise<void>;
  /** Neither a weekend nor a public holiday where the practice is. */
  readonly isWorkingDay: (date: PlainDate) => boolean;
}

export interface UnitOfWork {
  /** One transaction: all of `act`'s writes or none. Runs it again after a VersionConflict. */
  run<T>(act: (context: Context) => Promise<T>): Promise<T>;
  /** Reads outside a transaction. */
  read<T>(look: (context: Context) => Promise<T>): Promise<T>;
}

/** What acts are built from. Each takes the part it needs. */
export interface Deps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly practice: Practice;
  readonly archive: RecordingArchive;
  readonly clips: ClipStore;
  readonly cutter: AudioCutter;
  readonly log: Log;
  /** Compares the clock with others' before anything is deleted, ended or expired by it. Throws ClockWrong. */
  readonly checkClock: ClockCheck;
  /** Base address of the clip page, without a trailing slash; null when the desk has no public address. */
  readonly publicUrl: string | null;
  /** Neither a weekend nor a public holiday where the practice is. */
  readonly isWorkingDay: (date: PlainDate) => boolean;
}
