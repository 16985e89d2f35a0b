import type { CheckpointStore } from './features/audit/checkpointStore.ts';
import type { AuditRecord } from './features/audit/model/auditRecord.ts';
import type { AuditLog } from './features/audit/sequenceStore.ts';
import type { HoldStore } from './features/cases/holds/store.ts';
import type { CaseStore, SearchStore } from './features/cases/store.ts';
import type { LinkStore } from './features/listening/store.ts';
import type { Outbox } from './features/messaging/outboxStore.ts';
import type { PostStore } from './features/messaging/postStore.ts';
import type { AbsenceStore, DelegationStore } from './features/people/delegationStore.ts';
import type { ChannelStore, PeopleStore } from './features/people/store.ts';
import type { Practice } from './features/practice/model/practice.ts';
import type { RecordingStore } from './features/recordings/store/recordingStore.ts';
import type { DisclosureStore } from './features/register/store.ts';
import type { GrantStore, RequestStore } from './features/requests/store.ts';
import type { OrderStore } from './features/retention/orderStore.ts';
import type { ReceiptStore } from './features/retention/receiptStore.ts';
import type { KeyValueStore, PurgeRunStore, SummaryStore, UnreadStore } from './features/retention/store.ts';
import type { Clock, Ids, Log } from './kernel/ports.ts';
import type { Instant, PlainDate } from './kernel/time.ts';
import type { AudioCutter } from './platform/audio/audio.ts';
import type { ClockCheck } from './platform/clockCheck.ts';
import type { InboundStore, JobStore } from './platform/jobs/jobStore.ts';
import type { ClipStore, RecordingArchive } from './platform/storage/ports.ts';

export type { AuditNote, NoteAudit } from './features/audit/model/auditNote.ts';
export type { AuditRecord } from './features/audit/model/auditRecord.ts';
export type { AuditReader } from './features/audit/store.ts';

/** What a feature keeps, by name: each store’s type is the store’s own. All of them share one transaction. */
export interface Stores {
  readonly requests: RequestStore;
  readonly grants: GrantStore;
  readonly links: LinkStore;
  readonly recordings: RecordingStore;
  readonly audit: AuditLog;
  readonly checkpoints: CheckpointStore;
  readonly outbox: Outbox;
  readonly posts: PostStore;
  readonly people: PeopleStore;
  readonly channels: ChannelStore;
  readonly inbound: InboundStore;
  readonly jobs: JobStore;
  readonly unread: UnreadStore;
  readonly orders: OrderStore;
  readonly receipts: ReceiptStore;
  readonly purges: PurgeRunStore;
  readonly summaries: SummaryStore;
  readonly jobState: KeyValueStore;
  readonly cases: CaseStore;
  readonly holds: HoldStore;
  readonly disclosures: DisclosureStore;
  readonly delegations: DelegationStore;
  readonly absences: AbsenceStore;
  readonly searches: SearchStore;
}

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
