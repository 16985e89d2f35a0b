import type { AdaptiveCard, CardElement } from './adaptiveCard.ts';
import { plainText } from './literalText.ts';

/** An element of a card with those inside it. */
export const inside = (element: CardElement): readonly CardElement[] =>
  element.type === 'Container' ? element.items.flatMap(inside) : [element];

/** The title of a card, as its reader sees it. */
export function headingOf({ body }: AdaptiveCard): string | undefined {
  const heading = body.flatMap(inside).find((each) => each.type === 'TextBlock' && each.style === 'heading');
  return heading?.type === 'TextBlock' ? plainText(heading.text) : undefined;
}
