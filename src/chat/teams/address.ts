import type { ConversationReference } from 'botbuilder';
import { Fault } from '../../kernel/fault.ts';

/** Where Teams reaches somebody: a conversation already open, or a member with whom one can be opened. */
export type TeamsAddress =
  | { readonly kind: 'conversation'; readonly reference: Partial<ConversationReference> }
  | {
      readonly kind: 'member';
      readonly memberId: string;
      readonly tenantId: string;
      readonly serviceUrl: string;
      readonly channelId: string;
    };

export const encodeAddress = (address: TeamsAddress): string => JSON.stringify(address);

/** Throws a Fault of the place for a text that is no such address: one written by hand into the practice file. */
export function decodeAddress(text: string): TeamsAddress {
  try {
    const address = JSON.parse(text) as Partial<TeamsAddress> | null;
    if (address?.kind === 'conversation' || address?.kind === 'member') return address as TeamsAddress;
  } catch {
    // Said below.
  }
  throw new Fault(
    'place',
    'no_address',
    'This is no address of Teams. In the channel itself, say “use this channel for …”.',
  );
}

/** The conversation an address leads to; the address itself where it is none. */
export function conversationIdOf(text: string): string {
  try {
    const address = decodeAddress(text);
    return (address.kind === 'conversation' && address.reference.conversation?.id) || text;
  } catch {
    return text;
  }
}

/** A channel as a place for new posts: without the thread a message happened to stand in. */
export function channelAddress(reference: Partial<ConversationReference>): TeamsAddress {
  const { activityId: _thread, user: _sayer, ...rest } = reference;
  const conversation = rest.conversation && { ...rest.conversation, id: rest.conversation.id.split(';')[0] ?? '' };
  return { kind: 'conversation', reference: { ...rest, ...(conversation ? { conversation } : {}) } };
}

export interface ChannelAt {
  readonly channelId: string;
  readonly tenantId: string;
  readonly bot: { readonly id: string; readonly name: string };
  readonly serviceUrl: string;
}

/** The address of a channel known by its ids, rather than from a message in it. */
export const teamsChannelAddress = ({ channelId, tenantId, bot, serviceUrl }: ChannelAt): string =>
  encodeAddress({
    kind: 'conversation',
    reference: {
      bot,
      serviceUrl,
      channelId: 'msteams',
      conversation: { id: channelId, conversationType: 'channel', isGroup: true, tenantId, name: '' },
    },
  });
