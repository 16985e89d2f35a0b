import type { MessageRef, PlatformName } from '../features/messaging/posts.ts';
import type { Email } from '../features/people/model/person.ts';
import type { UserBinding } from '../features/people/storeTypes.ts';
import type { CardView } from './cardView.ts';

/** Why a platform did not take a message. */
export type DeliveryFaultKind = 'later' | 'unreachable' | 'gone';

export class DeliveryFault extends Error {
  override readonly name = 'DeliveryFault';
  readonly kind: DeliveryFaultKind;
  /** How long the platform asked to be left alone; null when it did not say. */
  readonly retryAfterMs: number | null;
  constructor(kind: DeliveryFaultKind, mend: string, retryAfterMs: number | null = null) {
    super(mend);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}

/** A platform, as the flow sees it: broadcast and update. */
export interface ChatPlatform {
  readonly name: PlatformName;
  /** The conversation for a person's own chat; throws DeliveryFault `unreachable`. */
  chatWith(email: Email, binding: UserBinding | undefined): Promise<string>;
  post(conversation: string, card: CardView): Promise<MessageRef>;
  update(ref: MessageRef, card: CardView): Promise<void>;
}
