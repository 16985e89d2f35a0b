import type { PlatformName, Post } from '../features/messaging/model/post.ts';
import { orderSent } from '../features/messaging/post.ts';
import type { Context, Deps } from '../stores.ts';
import { markUnreached } from './giveUp.ts';
import { boundOn, candidatesOf, type Reach } from './reach.ts';

const NOT_BOUND = 'No channel is bound: say “use this channel for …” in one.';

const NOT_KNOWN = 'No platform knows this person yet: they must open the desk once.';

/** Orders a post sent wherever it has to stand or be changed; nothing outside is asked here. */
export const createRoutePost =
  ({ uow, ...reach }: Pick<Deps, 'uow'> & Reach) =>
  (postId: string): Promise<void> =>
    uow.run(async (context) => {
      const post = await context.posts.find(postId);
      if (!post) return;
      const places = await placesFor(context, post, reach);
      if (places.length === 0 && post.refs.length === 0)
        await markUnreached(context, post, post.audience.kind === 'channel' ? NOT_BOUND : NOT_KNOWN);
      for (const platform of places) await orderSent(context, post, platform);
    });

/** Where its copies stand, and where else it belongs: a channel on every platform, a person on one. */
async function placesFor(context: Context, post: Post, reach: Reach): Promise<readonly PlatformName[]> {
  const standing = post.refs.map(({ platform }) => platform);
  const bound = await boundOn(context, post);
  const wanted =
    post.audience.kind === 'channel'
      ? [...standing, ...bound]
      : standing.length > 0
        ? standing
        : candidatesOf(bound, reach).slice(0, 1);
  return [...new Set(wanted)].filter((platform) => reach.connected.includes(platform));
}
