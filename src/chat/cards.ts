import { caseCards } from '../features/cases/cards/index.ts';
import type { CaseCard } from '../features/cases/cards/views.ts';
import { type HoldCard, holdCards } from '../features/cases/holds/cards/hold.ts';
import { type FoundCard, searchCards } from '../features/cases/search/cards.ts';
import { homeCards } from '../features/home/cards/index.ts';
import type { HomeCard } from '../features/home/cards/views.ts';
import { type ListenCard, listeningCards } from '../features/listening/cards.ts';
import { noticeCards } from '../features/messaging/cards.ts';
import type { NoticeCard } from '../features/messaging/model/notice.ts';
import { type AccountCard, accountCards } from '../features/people/cards/account.ts';
import { type DelegationCard, delegationCards } from '../features/people/cards/delegation.ts';
import { type RegisterCard, registerCards } from '../features/register/cards.ts';
import { releaseCards } from '../features/releases/cards/index.ts';
import type { ReleaseCard } from '../features/releases/cards/views.ts';
import { requestCards } from '../features/requests/cards/index.ts';
import type { RequestCard } from '../features/requests/cards/views.ts';
import { retentionCards } from '../features/retention/cards/index.ts';
import type { RetentionCard } from '../features/retention/cards/views.ts';
import type { AdaptiveCard } from '../platform/cards/adaptiveCard.ts';
import { type CardDrawer, type CardDrawers, drawCard } from '../platform/cards/drawers.ts';

/** Every card the desk shows, before any platform. */
export type CardView =
  | NoticeCard
  | RequestCard
  | CaseCard
  | HoldCard
  | FoundCard
  | RegisterCard
  | ListenCard
  | ReleaseCard
  | RetentionCard
  | DelegationCard
  | AccountCard
  | HomeCard;

export type CardKind = CardView['kind'];

export const CARDS: CardDrawers<CardView> = {
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
  ...homeCards,
};

export const drawerOf = (view: CardView): CardDrawer<CardView> => CARDS[view.kind] as CardDrawer<CardView>;

/** The Adaptive Card of a view: ready for Teams, and for the Slack translator. */
export const renderCard = (view: CardView): AdaptiveCard => drawCard(drawerOf(view), view);
