import type { HomeView, ModalView } from '@slack/types';
import { notice } from '../../features/messaging/model/notice.ts';
import { encodeTarget } from '../../kernel/target.ts';
import { type CardView, drawerOf, renderCard } from '../cards.ts';
import type { FinalReply } from '../dispatch.ts';
import { isSending, toHome, toMessage, toModal } from './blocks.ts';
import { encodeCarried } from './carried.ts';
import { SLACK_LIMITS } from './limits.ts';

/** A message only the person who acted sees. */
export const onlyForYou = (card: CardView) => ({
  response_type: 'ephemeral' as const,
  replace_original: false,
  unfurl_links: false,
  unfurl_media: false,
  ...toMessage(renderCard(card)),
});

/** An answer as a modal: a form to send, or a card to read. */
export function modalOf(reply: FinalReply): ModalView {
  const card = renderCard(reply.card);
  if (reply.kind !== 'form') return toModal(card, { callbackId: 'read', privateMetadata: '' });
  const values = card.actions?.find(isSending)?.data.values ?? {};
  return toModal(card, {
    callbackId: reply.action,
    privateMetadata: encodeCarried({ id: encodeTarget(reply.target), values }, SLACK_LIMITS.privateMetadata),
    dispatching: reply.redrawnBy ?? [],
  });
}

/** Whether the card stands redrawn in a chat, so that whoever acted need not be shown it again. */
export const standsInChat = (card: CardView): boolean => drawerOf(card).standsInChat === true;

/** A card as somebody's Home tab. */
export const homeOf = (card: CardView): HomeView => ({ type: 'home', blocks: toHome(renderCard(card)) });

/** Opened at once, inside the three seconds a trigger lives; what belongs in it follows. */
export const WAITING: ModalView = {
  type: 'modal',
  callback_id: 'waiting',
  title: { type: 'plain_text', text: 'Recording Desk' },
  close: { type: 'plain_text', text: 'Cancel' },
  blocks: [{ type: 'section', text: { type: 'plain_text', text: 'One moment…' } }],
};

/** When Slack did not take a modal: most often because three seconds had gone by. */
export const NOT_OPENED = notice(
  'warning',
  'Slack did not open the form',
  'Nothing was sent and nothing was changed. Press or type it once more.',
);
