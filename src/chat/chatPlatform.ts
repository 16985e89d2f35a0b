import type { MessageRef, PlatformName } from '../features/messaging/model/post.ts';
import type { UserBinding } from '../features/people/model/binding.ts';
import type { Email } from '../features/people/model/person.ts';
import type { CardView } from './cards.ts';

/** A platform, as the flow sees it: broadcast and update. */
export interface ChatPlatform {
  readonly name: PlatformName;
  /** The conversation for a person's own chat; throws a Fault of the place. */
  chatWith(email: Email, binding: UserBinding | undefined): Promise<string>;
  post(conversation: string, card: CardView): Promise<MessageRef>;
  update(ref: MessageRef, card: CardView): Promise<void>;
}
