import type { PlatformName } from '../messaging/model/post.ts';
import type { Person } from './model/person.ts';

/** Somebody who acts: a person with the roles they hold at this moment. */
export type Actor = Person;

/** What a platform says of one of its users. */
export interface PlatformUser {
  readonly platform: PlatformName;
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  /** How to write to them in their own chat, when this act shows it. */
  readonly address: string | null;
}
