import type { CaseId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Disclosure } from './model/disclosure.ts';

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
