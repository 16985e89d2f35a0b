import { createHash } from 'node:crypto';
import type { Post } from '../features/messaging/model/post.ts';
import { headingOf } from '../platform/cards/headingOf.ts';
import { type CardView, renderCard } from './cards.ts';
import type { Word } from './chatPlatform.ts';

/** What is new, with the id that people read where it has one: on Teams nothing else says what it is about. */
export function wordOf({ subject }: Post, view: CardView): Pick<Word, 'text' | 'about'> {
  const card = renderCard(view);
  const isRead = /^[A-Z]-/.test(subject);
  return {
    text: `${isRead ? `${subject}: ` : ''}${card.speak}`,
    about: isRead ? subject : (headingOf(card) ?? 'Recording Desk'),
  };
}

/** Tells two states of a card apart; empty for one that cannot be drawn. */
export function hashOf(card: CardView): string {
  try {
    return createHash('sha256')
      .update(JSON.stringify(renderCard(card)))
      .digest('base64')
      .slice(0, 22);
  } catch {
    return '';
  }
}

/** Whether there is anything to press: what has been decided keeps no button. */
export function isOpen(card: CardView): boolean {
  try {
    return /"type":"Action\.(?!OpenUrl)/.test(JSON.stringify(renderCard(card)));
  } catch {
    return false;
  }
}
