import { outcomeOf, type Refused, refused } from '../../kernel/refusal.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Deps } from '../../stores.ts';
import { type NoticeCard, notice } from '../messaging/model/notice.ts';
import { type ChannelName, PLATFORMS } from '../messaging/model/post.ts';
import { queueKeyOf, sendKeyOf } from '../messaging/post.ts';
import type { Actor } from './actor.ts';
import { actorId } from './actorId.ts';
import type { ChannelBinding } from './model/binding.ts';
import { hasRole } from './model/person.ts';

export type BindChannel = (act: {
  readonly actor: Actor;
  readonly binding: ChannelBinding;
}) => Promise<Result<ChannelBinding, Refused>>;

/** Says where a kind of card goes from now on. */
export const channelBound = (channel: ChannelName): NoticeCard =>
  notice('good', 'This channel is bound', `Cards for ${channel} come here from now on.`);

/**
 * `use this channel for directors`: a director or the DPO says where a kind of card goes. Cards no channel
 * took are sent now, and those that still wait for somebody come along from where they stood.
 */
export const createBindChannel =
  ({ uow, clock }: Pick<Deps, 'uow' | 'clock'>): BindChannel =>
  ({ actor, binding }) =>
    uow.run(async ({ channels, audit, people, posts, outbox }) => {
      const result = hasRole(actor, 'director', 'dpo') ? ok(binding) : refused('not-an-approver');
      if (result.ok) {
        await channels.bind(binding);
        for (const post of await posts.unreachedOf(binding.channel)) {
          await posts.setUnreached(post.id, null);
          await outbox.enqueue(queueKeyOf(post.audience), { kind: 'draw', postId: post.id });
        }
        const audience = { kind: 'channel', channel: binding.channel } as const;
        await outbox.forgetAside(...PLATFORMS.map((platform) => sendKeyOf(audience, platform)));
        await outbox.enqueue(queueKeyOf(audience), {
          kind: 'move-cards',
          channel: binding.channel,
          from: null,
        });
      }
      await audit.append({
        at: clock.now(),
        actor: await actorId(people, actor),
        action: 'channel.bind',
        subject: binding.channel,
        outcome: outcomeOf(result),
        detail: { platform: binding.platform },
      });
      return result;
    });
