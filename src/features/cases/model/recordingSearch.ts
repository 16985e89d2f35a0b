import type { Instant } from '../../../kernel/time.ts';
import type { Email } from '../../people/model/person.ts';
import type { Wanted } from '../../recordings/model/subjectQuery.ts';

/** A search of the DPO's: why, and for what, so that its pages and buttons can be drawn again (policy 5.3, 5.4). */
export interface RecordingSearch {
  /** `F-7K3MQ9A`. */
  readonly id: string;
  readonly by: Email;
  readonly at: Instant;
  readonly reason: string;
  readonly wanted: Wanted;
}
