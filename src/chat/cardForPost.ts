import { postedCases } from '../features/cases/cards/posted.ts';
import { postedHolds } from '../features/cases/holds/cards/posted.ts';
import type { Post } from '../features/messaging/model/post.ts';
import type { PostedCard } from '../features/messaging/model/postedCard.ts';
import type { PostLoaders } from '../features/messaging/posted.ts';
import { postedPeople } from '../features/people/cards/posted.ts';
import { postedReleases } from '../features/releases/cards/posted.ts';
import { postedRequests } from '../features/requests/cards/posted.ts';
import { postedDeletions } from '../features/retention/cards/posted.ts';
import type { Context } from '../stores.ts';
import type { CardView } from './cards.ts';

const LOADERS: PostLoaders<PostedCard, CardView> = {
  ...postedRequests,
  ...postedCases,
  ...postedHolds,
  ...postedReleases,
  ...postedPeople,
  ...postedDeletions,
};

/** The card a post shows now, from the state as it stands; undefined when its subject is gone. */
export const cardForPost = async (context: Context, post: Post): Promise<CardView | undefined> =>
  LOADERS[post.card]({ context, post, practice: await context.practiceNow() });
