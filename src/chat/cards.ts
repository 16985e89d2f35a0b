import { caseCards } from '../features/cases/cards/index.ts';
import { holdCards } from '../features/cases/holds/cards/hold.ts';
import { searchCards } from '../features/cases/search/cards.ts';
import { homeCards } from '../features/home/cards/index.ts';
import { listeningCards } from '../features/listening/cards.ts';
import { noticeCards } from '../features/messaging/cards.ts';
import { accountCards } from '../features/people/cards/account.ts';
import { channelCards } from '../features/people/cards/channel.ts';
import { delegationCards } from '../features/people/cards/delegation.ts';
import { registerCards } from '../features/register/cards.ts';
import { releaseCards } from '../features/releases/cards/index.ts';
import { requestCards } from '../features/requests/cards/index.ts';
import { retentionCards } from '../features/retention/cards/index.ts';
import type { AdaptiveCard } from '../platform/cards/adaptiveCard.ts';
import { type CardDrawer, drawCard } from '../platform/cards/drawers.ts';

export const CARDS = {
  ...noticeCards,
  ...requestCards,
  ...caseCards,
  ...holdCards,
  ...searchCards,
  ...registerCards,
  ...listeningCards,
  ...releaseCards,
  ...retentionCards,
  ...delegationCards,
  ...accountCards,
  ...channelCards,
  ...homeCards,
};

export type CardKind = keyof typeof CARDS;

/** Every card the desk shows, before any platform. */
export type CardView = Parameters<(typeof CARDS)[CardKind]['draw']>[0];

export const drawerOf = (view: CardView): CardDrawer<CardView> => CARDS[view.kind] as CardDrawer<CardView>;

/** The Adaptive Card of a view: ready for Teams, and for the Slack translator. */
export const renderCard = (view: CardView): AdaptiveCard => drawCard(drawerOf(view), view);
