import type { OutboxTask } from '../features/messaging/model/outboxTask.ts';
import { queueKeyOf } from '../features/messaging/post.ts';
import type { Deps } from '../stores.ts';
import { cardForPost } from './cardForPost.ts';
import { isOpen } from './deliverPost.ts';
import { fallBack } from './giveUp.ts';

type MoveCards = (move: Extract<OutboxTask, { readonly kind: 'move-cards' }>) => Promise<void>;

/** Puts every card of a channel that still waits for somebody where it can be seen. */
export const createMoveCards =
  ({ uow }: Pick<Deps, 'uow'>): MoveCards =>
  async ({ channel, from }) => {
    const posts = await uow.read((context) => context.posts.ofChannel(channel));
    for (const post of posts) {
      if (from !== null && post.refs.some(({ platform }) => platform !== from)) continue;
      const card = await uow.read((context) => cardForPost(context, post));
      if (!card || !isOpen(card)) continue;
      await uow.run(async (context) => {
        if (from !== null) await fallBack(context, post);
        else await context.outbox.enqueue(queueKeyOf(post.audience), { kind: 'draw', postId: post.id });
      });
    }
  };
