import type { MessageRef, PlatformName } from '../features/messaging/model/post.ts';
import type { PlatformUser } from '../features/people/model/accounts.ts';
import type { UserBinding } from '../features/people/model/binding.ts';
import type { ChannelFacts } from '../features/people/model/channelBinding.ts';
import type { Email } from '../features/people/model/person.ts';
import type { CardView } from './cards.ts';
import { conversationIdOf } from './teams/address.ts';

/** A platform, as the flow sees it: broadcast and update. Every call throws a Fault. */
export interface ChatPlatform {
  readonly name: PlatformName;
  /** What the platform says of an account now, where it can be asked. */
  lookAt?(account: UserBinding): Promise<PlatformUser | undefined>;
  /** The account with an address, where the platform can be asked; throws a Fault of the place for one nobody has. */
  lookUp?(email: Email): Promise<PlatformUser | undefined>;
  /** Who reads a channel, where the platform can be asked; throws a Fault. */
  lookAtChannel?(address: string): Promise<ChannelFacts>;
  /** The conversation for a person's own chat; throws a Fault of the place. */
  chatWith(account: UserBinding): Promise<string>;
  /** `postId` goes with the message where the platform lets it be found by that. */
  post(conversation: string, card: CardView, postId?: string): Promise<MessageRef>;
  /** Says something short beside a message: in its thread, or with the person's name where there are none. */
  say(beside: MessageRef, word: Word): Promise<MessageRef>;
  update(ref: MessageRef, card: CardView): Promise<void>;
  /** Asks whether the platform takes the desk's sign-in, where it can be asked without writing to anybody. */
  tryOut?(): Promise<unknown>;
  /** A message of this post that stands there, though its sending was not acknowledged; where it can be looked for. */
  find?(conversation: string, postId: string, thread?: string): Promise<MessageRef | undefined>;
}

/** A sentence that is told beside a card. */
export interface Word {
  readonly text: string;
  /** What it is about, without a name or a number. */
  readonly about: string;
  /** Everybody in the channel is to see it, and not only those who follow the thread. */
  readonly isUrgent: boolean;
  readonly postId: string;
}

/** Tells conversations apart: on Teams one conversation has many addresses. */
export const placeOf = (platform: PlatformName, conversation: string): string =>
  platform === 'teams' ? conversationIdOf(conversation) : conversation;
