import type { CardView } from '../../usecases/cardView.ts';
import type { AdaptiveCard } from './adaptiveCard.ts';
import { expandTemplate } from './expand.ts';
import { present } from './present.ts';

/** The Adaptive Card of a view: ready for Teams, and for the Slack translator. */
export function renderCard(view: CardView): AdaptiveCard {
  const { template, data } = present(view);
  return expandTemplate(template, data);
}
