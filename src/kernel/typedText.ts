import { holdsCardNumber } from './paymentCard.ts';
import type { Refusal } from './refusal.ts';

/** What is said at an input that holds a payment card number. */
export const CARD_TYPED =
  'This looks like a payment card number. Card numbers must never be typed here, and nothing was kept. Take it out.';

/** Longest texts an approver may type, in characters. */
const VOTE_TEXT_LIMIT = 1000;

/** Why a text that must be given is not taken. */
export function requiredTextFault(text: string): Refusal | undefined {
  return text.trim() === '' ? 'reason-missing' : textFault([text]);
}

export function textFault(texts: readonly (string | null)[]): Refusal | undefined {
  const given = texts.filter((t) => t !== null);
  if (given.some(holdsCardNumber)) return 'card-number';
  return given.some((t) => t.length > VOTE_TEXT_LIMIT) ? 'text-too-long' : undefined;
}

const FEWEST_CHARACTERS = 5;

/** Whether a reason says anything (policy 5.3). */
export const saysWhy = (reason: string): boolean => reason.length >= FEWEST_CHARACTERS && /\p{L}{2}/u.test(reason);
