import type { CaseFile, CaseId, Wanted } from '../domain/case/case.ts';
import type { Disclosure } from '../domain/case/disclosure.ts';
import type { HeldCopy, HeldState, Hold, HoldId } from '../domain/case/hold.ts';
import type { Delegation, Email } from '../domain/people/person.ts';
import type { RecordingId } from '../domain/recording/recording.ts';
import type { SearchQuery } from '../domain/recording/searching.ts';
import type { Instant, PlainDate } from '../domain/time.ts';
import type { PlaceInTime } from './recordingPorts.ts';

export interface CaseStore {
  insert(file: CaseFile): Promise<void>;
  find(id: CaseId): Promise<CaseFile | undefined>;
  /** Compare-and-set on `version`; throws VersionConflict. */
  save(file: CaseFile): Promise<void>;
  /** The oldest report first. */
  open(): Promise<readonly CaseFile[]>;
  reportedIn(from: Instant, to: Instant): Promise<readonly CaseFile[]>;
  /** Deletes cases closed before; gives their ids. */
  eraseClosedBefore(at: Instant): Promise<readonly CaseId[]>;
}

export interface HoldStore {
  insert(hold: Hold): Promise<void>;
  find(id: HoldId): Promise<Hold | undefined>;
  save(hold: Hold): Promise<void>;
  ofCase(id: CaseId): Promise<readonly Hold[]>;
  /** Active, or waiting for a director to end them. */
  standing(): Promise<readonly Hold[]>;
  released(): Promise<readonly Hold[]>;
  /** A recording stands once under a hold: those that do already are left as they are. Gives how many were new. */
  addCopies(copies: readonly HeldCopy[]): Promise<number>;
  findCopy(id: string): Promise<HeldCopy | undefined>;
  /** Those of the given ids that are there. */
  findCopies(ids: readonly string[]): Promise<readonly HeldCopy[]>;
  saveCopy(copy: HeldCopy): Promise<void>;
  copiesOf(id: HoldId): Promise<readonly HeldCopy[]>;
  /** How many copies of a hold are in each state. */
  tally(id: HoldId): Promise<Readonly<Partial<Record<HeldState, number>>>>;
  /** Copies whose audio is kept, of these recordings. */
  keptOf(ids: readonly RecordingId[]): Promise<readonly HeldCopy[]>;
  /** Copies that stand or are being made, of calls begun in the span. */
  begunIn(from: Instant, to: Instant): Promise<readonly HeldCopy[]>;
  /** Kept copies that answer a question, one a recording, the newest call first, after the one given. */
  search(query: SearchQuery, after: PlaceInTime | null, limit: number): Promise<readonly HeldCopy[]>;
  inState(state: HeldState): Promise<readonly HeldCopy[]>;
  /** Deletes what is known of released holds of before. */
  forgetReleasedBefore(at: Instant): Promise<number>;
}

export interface DisclosureStore {
  /** A line that is there already, by its id, is left as it is. */
  insert(disclosure: Disclosure): Promise<void>;
  ofCase(id: CaseId): Promise<readonly Disclosure[]>;
  /** The newest first, leaving out what belongs to these cases. */
  newest(limit: number, without: readonly CaseId[]): Promise<readonly Disclosure[]>;
  /** All of [from, to), the oldest first. */
  between(from: Instant, to: Instant): Promise<readonly Disclosure[]>;
  /** Takes whom it went to out of lines written before. */
  erasePersonsBefore(at: Instant): Promise<number>;
}

/** A stand-in the DPO named in the chat (policy 5.7). */
export interface NamedDelegation extends Delegation {
  readonly id: string;
  readonly fromDate: PlainDate;
  /** The last day, included. */
  readonly untilDate: PlainDate;
  readonly namedBy: string;
  readonly namedAt: Instant;
}

export interface DelegationStore {
  insert(delegation: NamedDelegation): Promise<void>;
  find(id: string): Promise<NamedDelegation | undefined>;
  /** Those that are not over at this moment, whether begun or not. */
  current(now: Instant): Promise<readonly NamedDelegation[]>;
  /** Ends it at a moment. */
  end(id: string, at: Instant): Promise<void>;
  forgetBefore(at: Instant): Promise<void>;
}

/** A search of the DPO's: why, and for what, so that its pages and buttons can be drawn again (policy 5.3, 5.4). */
export interface RecordingSearch {
  /** `F-7K3MQ9A`. */
  readonly id: string;
  readonly by: Email;
  readonly at: Instant;
  readonly reason: string;
  readonly wanted: Wanted;
}

export interface SearchStore {
  insert(search: RecordingSearch): Promise<void>;
  find(id: string): Promise<RecordingSearch | undefined>;
  forgetBefore(at: Instant): Promise<void>;
}
