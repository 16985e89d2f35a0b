import type { AuditEntry, AuditEvent, ChainFault } from '../domain/audit/chain.ts';
import type { CaseId } from '../domain/case/case.ts';
import type { Email } from '../domain/people/person.ts';
import type { RecordingId } from '../domain/recording/recording.ts';
import type { Grant, GrantId, GrantState } from '../domain/release/grant.ts';
import type { ListenLink } from '../domain/release/listenLink.ts';
import type { AccessRequest, RequestId, RequestState } from '../domain/request/request.ts';
import type { OrderId } from '../domain/retention/deletionOrder.ts';
import type { Instant } from '../domain/time.ts';
import type { CardKind } from './cardView.ts';
import type { CaseStore, DelegationStore, DisclosureStore, HoldStore, SearchStore } from './casePorts.ts';
import type { OutsideLinkStore, PageLinkStore } from './linkPorts.ts';
import type { Outbox } from './outboxPorts.ts';
import type { RecordingStore } from './recordingPorts.ts';
import type {
  MarkStore,
  OrderStore,
  PurgeRunStore,
  ReceiptStore,
  SummaryCard,
  SummaryStore,
  UnreadStore,
} from './retentionPorts.ts';

export interface Clock {
  now(): Instant;
}

/** Randomness, injected: ids people read aloud, ids nobody reads, and secrets. */
export interface Ids {
  /** Short and speakable, `R-7K3MQ9`. */
  readonly request: () => RequestId;
  /** The same of a deletion order, `D-7K3MQ9`. */
  readonly order: () => OrderId;
  /** The same of a case, a hold or a search: its letter is the caller's. */
  readonly named: (letter: string) => string;
  readonly unique: () => string;
  /** 256 bits, URL-safe. */
  readonly secret: () => string;
  /** Eight digits, each of the hundred million as likely as another. */
  readonly passcode: () => string;
}

export type PlatformName = 'slack' | 'teams';

export const CHANNELS = ['directors', 'dpo', 'managers'] as const;

export type ChannelName = (typeof CHANNELS)[number];

/** Whom a card is for, before any platform is known. */
export type Audience =
  | { readonly kind: 'channel'; readonly channel: ChannelName }
  | { readonly kind: 'person'; readonly email: Email };

/** Where one copy of a card stands. */
export interface MessageRef {
  readonly platform: PlatformName;
  /** The platform's own address of the conversation; opaque here. */
  readonly conversation: string;
  readonly messageId: string;
}

/** One person's standing on one platform. */
export interface UserBinding {
  readonly platform: PlatformName;
  readonly userId: string;
  readonly email: Email;
  readonly name: string;
  /** How to write to them there; opaque here, null until a chat is known. */
  readonly address: string | null;
  readonly seenAt: Instant;
}

export interface ChannelBinding {
  readonly channel: ChannelName;
  readonly platform: PlatformName;
  readonly address: string;
}

/** Cards that are posted and kept current; the others are answers on the spot. */
export type PostedCard = Extract<
  CardKind,
  | 'approver'
  | 'requester'
  | 'clip-ready'
  | 'access'
  | 'disciplinary-notice'
  | 'reminder'
  | 'report-received'
  | 'case'
  | 'case-reminder'
  | 'emergency-notice'
  | 'release'
  | 'link-locked'
  | 'hold'
  | 'hold-end'
  | 'delegation'
  | 'delegate-agreed'
  | 'order-receipt'
  | 'order-notice'
  | 'last-day'
  | SummaryCard['kind']
>;

export interface Post {
  readonly id: string;
  /** The id of a request, a report, an order or a summary. */
  readonly subject: string;
  readonly card: PostedCard;
  /** `escalated` of a reminder. */
  readonly urgent: boolean;
  readonly audience: Audience;
  readonly refs: readonly MessageRef[];
  /** Why nobody was reached, when nobody was. */
  readonly unreached: string | null;
}

/** Somebody saved the same thing in between; the unit of work runs the act again on what stands now. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
}

export interface RequestStore {
  insert(request: AccessRequest): Promise<void>;
  find(id: RequestId): Promise<AccessRequest | undefined>;
  /** Compare-and-set on `version`; throws VersionConflict. */
  save(request: AccessRequest): Promise<void>;
  newestOf(email: Email, limit: number): Promise<readonly AccessRequest[]>;
  inStates(states: readonly RequestState[]): Promise<readonly AccessRequest[]>;
  countSince(email: Email, since: Instant): Promise<number>;
  /** Raised from a case, the first first. */
  ofCase(id: CaseId): Promise<readonly AccessRequest[]>;
  /** Submitted in [from, to). */
  submittedIn(from: Instant, to: Instant): Promise<readonly AccessRequest[]>;
  /** Ended requests, not erased, submitted before; the oldest first, after the one given. */
  toErase(
    before: Instant,
    after: Pick<AccessRequest, 'submittedAt' | 'id'> | null,
    limit: number,
  ): Promise<readonly AccessRequest[]>;
  /** Writes an erased request over the one that stood. */
  erase(request: AccessRequest): Promise<void>;
}

export interface GrantStore {
  insert(grant: Grant): Promise<void>;
  find(id: GrantId): Promise<Grant | undefined>;
  findByRequest(id: RequestId): Promise<Grant | undefined>;
  save(grant: Grant): Promise<void>;
  /** Grants in a state whose end is at or before `until`. */
  endingBy(state: GrantState, until: Instant): Promise<readonly Grant[]>;
  ofRecordings(ids: readonly RecordingId[]): Promise<readonly Grant[]>;
  /** Those of the given ids that are there. */
  findAll(ids: readonly GrantId[]): Promise<readonly Grant[]>;
  inState(state: GrantState): Promise<readonly Grant[]>;
}

export interface LinkStore {
  insert(link: ListenLink): Promise<void>;
  find(id: string): Promise<ListenLink | undefined>;
  findByTokenHash(hash: string): Promise<ListenLink | undefined>;
  save(link: ListenLink): Promise<void>;
  forgetOf(grant: GrantId): Promise<void>;
}

export interface AuditLog {
  /** In the order given. */
  append(...entries: readonly AuditEntry[]): Promise<void>;
}

export interface AuditReader {
  head(): Promise<{ readonly seq: number; readonly hash: string }>;
  /** The first fault of the whole chain, its end included; undefined when it is whole. */
  verify(): Promise<ChainFault | undefined>;
  events(): AsyncIterable<AuditEvent>;
  /** How often each thing was tried in [from, to), by outcome. */
  tally(
    from: Instant,
    to: Instant,
  ): Promise<readonly { readonly action: string; readonly outcome: string; readonly count: number }[]>;
}

export interface PostStore {
  insert(post: Post): Promise<void>;
  find(id: string): Promise<Post | undefined>;
  ofSubject(subject: string): Promise<readonly Post[]>;
  addRef(id: string, ref: MessageRef): Promise<void>;
  setUnreached(id: string, why: string | null): Promise<void>;
  unreachedOf(email: Email): Promise<readonly Post[]>;
  /** Forgets every post about a subject, and where its copies stand. */
  forget(subject: string): Promise<void>;
  /** The same of every request that has been erased. */
  forgetErased(): Promise<void>;
}

export interface PeopleStore {
  /** The id that stands for this address in the audit; made when first asked for. */
  idOf(email: Email): Promise<string>;
  bind(binding: UserBinding): Promise<void>;
  find(platform: PlatformName, userId: string): Promise<UserBinding | undefined>;
  rememberExtension(email: Email, extension: string, at: Instant): Promise<void>;
  rememberedExtension(email: Email): Promise<string | undefined>;
  /** Forgets who has not been seen since, but for the addresses given: bindings, extensions and the ids of the audit. */
  forgetUnseenSince(at: Instant, but: readonly Email[]): Promise<number>;
  /** The person's standings, the one seen last first. */
  bindingsOf(email: Email): Promise<readonly UserBinding[]>;
}

export interface ChannelStore {
  bind(binding: ChannelBinding): Promise<void>;
  bindingsOf(channel: ChannelName): Promise<readonly ChannelBinding[]>;
}

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

/** The dispatcher's side of the outbox. */
/** Structured log. Fields are ids, counts and fault classes: never content, names or numbers. */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}
