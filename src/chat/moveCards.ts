import type { OutboxTask } from '../features/messaging/model/outboxTask.ts';
import { queueKeyOf } from '../features/messaging/post.ts';
import { loadChannelCard } from '../features/people/cards/posted.ts';
import { isFinal } from '../kernel/fault.ts';
import type { Deps } from '../stores.ts';
import { cardForPost } from './cardForPost.ts';
import type { ChatPlatform } from './chatPlatform.ts';
import { isOpen } from './drawn.ts';
import { fallBack } from './giveUp.ts';

type MoveCards = (move: Extract<OutboxTask, { readonly kind: 'move-cards' }>) => Promise<void>;

/** Puts every card of a channel that still waits for somebody where it can be seen. */
export const createMoveCards =
  ({ uow }: Pick<Deps, 'uow'>): MoveCards =>
  async ({ channel, from }) => {
    const posts = await uow.read((context) => context.posts.ofChannel(channel));
    for (const post of posts) {
      if (post.word) continue;
      if (from !== null && post.refs.some(({ platform }) => platform !== from)) continue;
      const card = await uow.read((context) => cardForPost(context, post));
      if (!card || !isOpen(card)) continue;
      await uow.run(async (context) => {
        if (from !== null) await fallBack(context, post);
        else await context.outbox.enqueue(queueKeyOf(post.audience), { kind: 'draw', postId: post.id });
      });
    }
  };

/** Leaves word in a place that is bound no more, of where its cards go now. */
export const createTellPlace =
  ({ uow, platforms }: Pick<Deps, 'uow'> & { readonly platforms: readonly ChatPlatform[] }) =>
  async ({ platform, address, checkId }: Extract<OutboxTask, { readonly kind: 'tell-place' }>): Promise<void> => {
    const card = await uow.read((context) => loadChannelCard(context, checkId));
    try {
      if (card) await platforms.find(({ name }) => name === platform)?.post(address, card);
    } catch (error) {
      // A place that is gone, or has turned the desk out, needs no word.
      if (!isFinal(error)) throw error;
    }
  };
