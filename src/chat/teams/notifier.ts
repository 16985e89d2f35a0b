import { type Activity, CardFactory, type ChannelAccount, MessageFactory, type TurnContext } from 'botbuilder';
import type { MessageRef } from '../../features/messaging/model/post.ts';
import { Fault } from '../../kernel/fault.ts';
import { headingOf } from '../../platform/cards/headingOf.ts';
import { escapeMarkdown } from '../../platform/cards/literalText.ts';
import { type CardView, renderCard } from '../cards.ts';
import type { ChatPlatform, Word } from '../chatPlatform.ts';
import type { TeamsAccess } from './access.ts';
import type { TeamsAdapter } from './adapter.ts';
import { decodeAddress, encodeAddress, type TeamsAddress } from './address.ts';
import { teamsFault } from './errors.ts';
import { forTeams } from './limits.ts';
import { memberOf, rosterOf } from './members.ts';

/** A view as a Teams message; its preview says what the card is, without a name or a number. */
export function cardActivity(view: CardView): Partial<Activity> {
  const card = forTeams(renderCard(view));
  return { ...MessageFactory.attachment(CardFactory.adaptiveCard(card)), summary: headingOf(card) ?? card.speak };
}

/** A sentence, with the name of whom it is for in their own chat: a mention is heard where a changed card is not. */
function wordActivity(
  { text, about }: Pick<Word, 'text' | 'about'>,
  to: ChannelAccount | undefined,
): Partial<Activity> {
  const said = escapeMarkdown(text);
  const summary = `News of ${about}`;
  if (!to?.id || !to.name) return { ...MessageFactory.text(said), summary };
  const mention = `<at>${to.name.replace(/[<>&]/g, '')}</at>`;
  const entity = { type: 'mention', mentioned: { id: to.id, name: to.name }, text: mention };
  return { ...MessageFactory.text(`${mention} ${said}`), summary, entities: [entity] };
}

/** A card that cannot be drawn never will be: waiting would only hold up everything behind it. */
function drawn(view: CardView): ReturnType<typeof cardActivity> {
  try {
    return cardActivity(view);
  } catch {
    throw new Fault('item', 'not_drawn', `The card “${view.kind}” is more than Teams takes.`);
  }
}

/** For one message with its sign-in: each request has its own time, but the sign-in asks elsewhere, without one. */
const ANSWER_MS = 15_000;

async function inTime<T>(answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const fault = new Fault('passing', 'no_answer', 'Teams did not answer in time.', { mayBeDone: true });
  const timer = setTimeout(() => late.reject(fault), ANSWER_MS);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Teams as the flow sees it. */
export function createTeamsPlatform(adapter: TeamsAdapter, access: TeamsAccess): ChatPlatform {
  const appId = access.appId ?? '';

  /** Runs `act` in a conversation; every error comes out as the desk's own. */
  const within = async <T>(conversation: string, act: (context: TurnContext) => Promise<T>): Promise<T> => {
    const address = decodeAddress(conversation);
    if (address.kind !== 'conversation')
      throw new Fault('place', 'no_chat', 'This person has no chat with the desk yet.');
    let result: { readonly value: T } | undefined;
    try {
      await inTime(
        adapter.continueConversationAsync(appId, address.reference, async (context) => {
          result = { value: await act(context) };
        }),
      );
    } catch (error) {
      throw teamsFault(error);
    }
    if (!result) throw new Fault('passing', 'no_answer', 'Teams gave no answer.');
    return result.value;
  };

  return {
    name: 'teams',
    lookAt: async (account) => {
      const place = account.address === null ? undefined : decodeAddress(account.address);
      const memberId = place?.kind === 'conversation' ? place.reference.user?.id : undefined;
      if (memberId === undefined || account.address === null) return undefined;
      try {
        const found = await within(account.address, (context) => memberOf(context, memberId, access));
        return found && { ...found, address: null };
      } catch (error) {
        // Whoever has left is on no roster any more.
        if (error instanceof Fault && error.isMissing) return { ...account, standing: 'inactive' };
        throw error;
      }
    },
    chatWith: async (binding) => {
      if (!binding.address) throw new Fault('place', 'no_chat', 'This person has not opened the desk in Teams yet.');
      const address = decodeAddress(binding.address);
      return address.kind === 'conversation' ? binding.address : openChat(adapter, appId, address);
    },
    lookAtChannel: (address) =>
      within(address, async (context) => {
        const members = await rosterOf(context, access);
        const { name } = context.activity.conversation;
        const isForeign = members.some(({ standing }) => standing === 'foreign');
        return { name: name || 'this channel', isForeign, isPublic: false, members };
      }),
    post: (conversation, view) =>
      within(conversation, async (context): Promise<MessageRef> => {
        const sent = await context.sendActivity(drawn(view));
        if (!sent?.id) throw new Fault('passing', 'no_message_id', 'Teams gave no message id.');
        return { platform: 'teams', conversation, messageId: sent.id };
      }),
    say: (beside, { text, about }) =>
      within(beside.conversation, async (context): Promise<MessageRef> => {
        const { from, conversation } = context.activity;
        const sent = await context.sendActivity(
          wordActivity({ text, about }, conversation.conversationType === 'personal' ? from : undefined),
        );
        if (!sent?.id) throw new Fault('passing', 'no_message_id', 'Teams gave no message id.');
        return { ...beside, messageId: sent.id };
      }),
    update: (ref, view) =>
      within(ref.conversation, async (context) => {
        await context.updateActivity({ ...drawn(view), id: ref.messageId });
      }),
  };
}

/** Opens the chat with somebody met in a channel; Teams allows it only where they have the app. */
async function openChat(
  adapter: TeamsAdapter,
  appId: string,
  { memberId, tenantId, serviceUrl, channelId }: Extract<TeamsAddress, { kind: 'member' }>,
): Promise<string> {
  let reference: string | undefined;
  try {
    await inTime(
      adapter.createConversationAsync(
        appId,
        channelId,
        serviceUrl,
        'https://api.botframework.com',
        {
          isGroup: false,
          members: [{ id: memberId, name: '' }],
          tenantId,
          channelData: { tenant: { id: tenantId } },
          bot: { id: appId, name: '' },
        } as never,
        async ({ activity }) => {
          const { conversation, bot } = { conversation: activity.conversation, bot: activity.recipient };
          reference = encodeAddress({ kind: 'conversation', reference: { conversation, bot, serviceUrl, channelId } });
        },
      ),
    );
  } catch (error) {
    throw teamsFault(error);
  }
  if (reference === undefined) throw new Fault('place', 'no_chat', 'Teams opened no chat with this person.');
  return reference;
}
