import type { AuditLog } from './features/audit/auditLog.ts';
import type { CaseStore, HoldStore, SearchStore } from './features/cases/storeTypes.ts';
import type { LinkStore } from './features/listening/storeTypes.ts';
import type { Outbox } from './features/messaging/outbox.ts';
import type { PostStore } from './features/messaging/posts.ts';
import type { DelegationStore } from './features/people/delegationTypes.ts';
import type { ChannelStore, PeopleStore } from './features/people/storeTypes.ts';
import type { RecordingStore } from './features/recordings/model/recordingQueries.ts';
import type { DisclosureStore } from './features/register/storeTypes.ts';
import type { OutsideLinkStore, PageLinkStore } from './features/releases/storeTypes.ts';
import type { GrantStore, RequestStore } from './features/requests/storeTypes.ts';
import type {
  MarkStore,
  OrderStore,
  PurgeRunStore,
  ReceiptStore,
  SummaryStore,
  UnreadStore,
} from './features/retention/storeTypes.ts';
import type { InboundStore, JobStore } from './platform/jobs/jobStore.ts';

export interface Stores {
  readonly requests: RequestStore;
  readonly grants: GrantStore;
  readonly links: LinkStore;
  readonly pageLinks: PageLinkStore;
  readonly outsideLinks: OutsideLinkStore;
  readonly recordings: RecordingStore;
  readonly audit: AuditLog;
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
  readonly marks: MarkStore;
  readonly cases: CaseStore;
  readonly holds: HoldStore;
  readonly disclosures: DisclosureStore;
  readonly delegations: DelegationStore;
  readonly searches: SearchStore;
}

export interface UnitOfWork {
  /** One transaction: all of `act`'s writes or none. Runs it again after a VersionConflict. */
  run<T>(act: (stores: Stores) => Promise<T>): Promise<T>;
  /** Reads outside a transaction. */
  read<T>(look: (stores: Stores) => Promise<T>): Promise<T>;
}
