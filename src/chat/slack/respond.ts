import type { HomeView, ModalView } from '@slack/types';
import { refusalText } from '../../kernel/refusalText.ts';
import type { Refused } from '../../kernel/refused.ts';
import type { CardView } from '../cardView.ts';
import { renderCard } from '../presentCard.ts';
import type { Answer } from '../reply.ts';
import { toHome, toMessage, toModal } from './blocks.ts';

/** A message only the person who acted sees. */
export const onlyForYou = (card: CardView) => ({
  response_type: 'ephemeral' as const,
  replace_original: false,
  unfurl_links: false,
  unfurl_media: false,
  ...toMessage(renderCard(card)),
});

/** An answer as a modal: a form to send, or a card to read. */
export const modalOf = (answer: Answer): ModalView =>
  toModal(renderCard(answer.card), {
    callbackId: answer.kind === 'form' ? answer.send : 'read',
    privateMetadata: answer.kind === 'form' ? answer.id : '',
  });

/** Cards that stand in a chat and are redrawn there: whoever acted need not be shown them again. */
export const REDRAWN: ReadonlySet<string> = new Set([
  'approver',
  'requester',
  'access',
  'case',
  'release',
  'hold-end',
  'emergency-notice',
]);

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

export const sorryCard = (fault: Refused, zone: string): CardView => ({
  kind: 'notice',
  tone: 'warning',
  title: 'Nothing was changed',
  text: refusalText(fault, zone),
});

/** When Slack did not take a modal: most often because three seconds had gone by. */
export const NOT_OPENED: CardView = {
  kind: 'notice',
  tone: 'warning',
  title: 'Slack did not open the form',
  text: 'Nothing was sent and nothing was changed. Press or type it once more.',
};

export const TROUBLE: CardView = {
  kind: 'notice',
  tone: 'warning',
  title: 'Not done',
  text: 'The desk could not do this just now. Nothing was changed. Try again in a moment.',
};
