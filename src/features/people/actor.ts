import type { Person } from './model/person.ts';

/** Somebody who acts: a person with the roles they hold at this moment. */
export type Actor = Person;
