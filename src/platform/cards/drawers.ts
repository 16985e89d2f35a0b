import type { AdaptiveCard } from './adaptiveCard.ts';
import { layoutData } from './layoutData.ts';
import type { Layouts } from './layouts.ts';
import { expandTemplate } from './template.ts';
import type { TemplateName } from './templates.ts';

/** How one kind of card is drawn: by which template, and what that is filled with. */
export type CardDrawer<Card> = {
  readonly [Name in TemplateName]: {
    /** `cards/<template>.json`. */
    readonly template: Name;
    /** The words of the card: no codes, no UTC times, no milliseconds. */
    readonly draw: (card: Card) => Layouts[Name];
    /** It stands in a chat and is redrawn there, so whoever acted on it need not be shown it again. */
    readonly standsInChat?: true;
    /** It is shown this once and never again: what is on it would be lost with the message. */
    readonly shownOnce?: true;
    /** It leads to a page: it stands beside the card it was asked for on, and not in its place. */
    readonly beside?: true;
  };
}[TemplateName];

/** A drawer for every kind of card: a kind that nobody draws is a type error. */
export type CardDrawers<Card extends { readonly kind: string }> = {
  readonly [Kind in Card['kind']]: CardDrawer<Extract<Card, { readonly kind: Kind }>>;
};

/** The Adaptive Card of one card. */
export function drawCard<Card>({ template, draw }: CardDrawer<Card>, card: Card): AdaptiveCard {
  return expandTemplate(template, layoutData(template, draw(card)));
}
