import type { CardData } from './cardData.ts';
import type { TemplateName } from './templates.ts';

/** How one kind of card is drawn. */
export interface CardDrawer<Card> {
  /** `cards/<template>.json`. */
  readonly template: TemplateName;
  /** What the template is filled with. Everything is text by then: no codes, no UTC times, no milliseconds. */
  readonly draw: (card: Card) => CardData;
  /** It stands in a chat and is redrawn there, so whoever acted on it need not be shown it again. */
  readonly standsInChat?: true;
  /** It is shown this once and never again: what is on it would be lost with the message. */
  readonly shownOnce?: true;
}

/** A drawer for every kind of card: a kind that nobody draws is a type error. */
export type CardDrawers<Card extends { readonly kind: string }> = {
  readonly [Kind in Card['kind']]: CardDrawer<Extract<Card, { readonly kind: Kind }>>;
};
