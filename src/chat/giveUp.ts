import {
  type Audience,
  type ChannelName,
  PLATFORM_NAMES,
  type PlatformName,
  type Post,
} from '../features/messaging/model/post.ts';
import { orderSent, postToAll, queueKeyOf } from '../features/messaging/post.ts';
import { managersThemselves } from '../features/people/audiences.ts';
import { ownChats } from '../features/requests/approverAudiences.ts';
import { matchRecordings } from '../features/requests/matchRecordings.ts';
import { isUndecided } from '../features/requests/model/request.ts';
import { tellTrouble } from '../features/retention/tellTrouble.ts';
import type { Fault } from '../kernel/fault.ts';
import type { Context } from '../stores.ts';
import { boundOn, candidatesOf, type Reach } from './reach.ts';

const CHANNEL_TITLES: Readonly<Record<ChannelName, string>> = {
  directors: 'directors’',
  dpo: 'Data Protection Officer’s',
  managers: 'managers’',
};

/**
 * A platform has refused a post for good: another platform may reach a person; a channel's people are asked in their
 * own chats once no platform has it, and it is told that somebody must mend it.
 */
export async function giveUp(
  context: Context,
  post: Post,
  platform: PlatformName,
  fault: Fault,
  reach: Reach,
): Promise<void> {
  const failedOn = await context.posts.noteFailed(post.id, platform);
  const current = (await context.posts.find(post.id)) ?? post;
  await tellOf(context, post, platform, fault);
  if (current.refs.some((ref) => ref.platform !== platform)) return;
  const bound = await boundOn(context, post);
  const wanted = post.audience.kind === 'channel' ? bound : candidatesOf(bound, reach);
  const left = wanted.filter((each) => reach.connected.includes(each) && !failedOn.includes(each));
  const [next] = left;
  if (next !== undefined) {
    // To a channel each platform has its own message on its way.
    if (post.audience.kind === 'person') await orderSent(context, current, next);
    return;
  }
  await markUnreached(context, post, fault.message);
}

/** Says on the others' cards who was not reached; a card no channel takes is put to each of its people themselves. */
export async function markUnreached(context: Context, post: Post, why: string): Promise<void> {
  const { posts, outbox } = context;
  await posts.setUnreached(post.id, why);
  const others = (await posts.findBySubject(post.subject)).filter((other) => other.id !== post.id);
  // Whether it stands yet or not: one on its way may have been drawn without this.
  for (const other of others)
    if (other.unreached === null) await outbox.enqueue(queueKeyOf(other.audience), { kind: 'draw', postId: other.id });
  if (post.audience.kind === 'channel') await fallBack(context, post);
}

/** Puts a channel's card to its people in their own chats, but for those who have it there. */
export async function fallBack(context: Context, post: Post): Promise<void> {
  const others = await context.posts.findBySubject(post.subject);
  const told = new Set(others.filter(({ card }) => card === post.card).map(({ audience }) => queueKeyOf(audience)));
  const people = (await peopleOf(context, post)).filter((each) => !told.has(queueKeyOf(each)));
  await postToAll(context, post.subject, post.card, people, post.urgent);
}

/** Whoever a channel's card is meant for; what goes to the DPO's channel goes to their own chats as well. */
async function peopleOf(context: Context, { audience, subject }: Post): Promise<readonly Audience[]> {
  if (audience.kind !== 'channel' || audience.channel === 'dpo') return [];
  const request = await context.requests.find(subject);
  const practice = await context.practiceNow();
  if (request && !isUndecided(request)) return [];
  if (request) return ownChats(practice, request, await matchRecordings(context, request), context.now);
  if (audience.channel === 'managers') return managersThemselves(practice);
  return practice.directory.directors.map((email) => ({ kind: 'person', email }));
}

/** Tells the DPO and the managers of what they can mend; whom no platform knows yet is named on the others' cards. */
async function tellOf(context: Context, { audience, card }: Post, platform: PlatformName, fault: Fault): Promise<void> {
  // An alarm that does not arrive must not raise the next.
  if (card === 'reach-alarm') return;
  const on = PLATFORM_NAMES[platform];
  if (fault.kind !== 'place') {
    const what = `A card (“${card}”) could not be shown on ${on}.`;
    await tellTrouble(context, `card-${card}-${platform}`, { what, remedy: fault.message });
    return;
  }
  if (audience.kind !== 'channel') return;
  const { channel } = audience;
  const isNew = await tellTrouble(context, `${channel}-${platform}`, {
    what: `The ${CHANNEL_TITLES[channel]} channel on ${on} cannot be reached.`,
    remedy: `${fault.message} Otherwise bind another: in a channel that the desk is in, say “@Recording Desk use this channel for ${channel}”. Until then its cards come to people’s own chats.`,
  });
  const move = { kind: 'move-cards', channel, from: platform } as const;
  if (isNew) await context.outbox.enqueue(queueKeyOf(audience), move);
}
