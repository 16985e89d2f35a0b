import type { Instant } from '../../../../kernel/time.ts';
import type { Person } from '../../../people/model/person.ts';

export interface Moment {
  readonly now: Instant;
  /** The practice’s, whose clock people mean. */
  readonly zone: string;
}

/** Who works at the practice: people say a first name, or whose telephone it was. */
export type Staff = readonly Pick<Person, 'name' | 'extensions'>[];

export interface WishContext extends Moment {
  readonly staff: Staff;
}
