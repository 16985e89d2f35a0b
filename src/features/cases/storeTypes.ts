import type { CaseId, HoldId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Email } from '../people/model/person.ts';
import type { RecordingId } from '../recordings/model/recording.ts';
import type { PlaceInTime } from '../recordings/model/recordingQueries.ts';
import type { SearchQuery } from '../recordings/model/searching.ts';
import type { Wanted } from '../recordings/model/subjectQuery.ts';
import type { CaseFile } from './model/case.ts';
import type { HeldCopy, HeldState, Hold } from './model/hold.ts';

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
