import type { Context } from '../../stores.ts';
import type { Email } from '../people/model/person.ts';
import { type Audience, type MessageRef, ownChat, type PlatformName, type Post } from './model/post.ts';
import { type PostedCard, toldBeside } from './model/postedCard.ts';

/** Messages to one audience go out in order. */
export const queueKeyOf = (audience: Audience): string =>
  audience.kind === 'channel' ? `channel:${audience.channel}` : `person:${audience.email}`;

/** The same of one platform's part of them. */
export const sendKeyOf = (audience: Audience, platform: PlatformName): string => `${platform} ${queueKeyOf(audience)}`;

/** Orders a post sent on one platform, or its copies there changed. */
export const orderSent = (
  { outbox }: Pick<Context, 'outbox'>,
  { id, audience, refs }: Pick<Post, 'id' | 'audience' | 'refs'>,
  platform: PlatformName,
): Promise<void> =>
  outbox.enqueue(sendKeyOf(audience, platform), { kind: 'send', postId: id, platform, isNew: refs.length === 0 });

/**
 * Orders one card to one audience: a new message, kept current from then on. Where the card stands there already, what
 * is new is said in a short reply to it.
 */
export async function postMessage(
  { posts, outbox, ids }: Context,
  post: Pick<Post, 'subject' | 'card' | 'audience'> & { readonly urgent?: boolean },
): Promise<void> {
  const id = ids.unique();
  const word = cardBeside(await posts.findBySubject(post.subject), post) !== undefined;
  await posts.insert({ urgent: false, ...post, id, refs: [], word, unreached: null });
  await outbox.enqueue(queueKeyOf(post.audience), { kind: 'draw', postId: id });
}

/** Keeps what stands in a chat already as a post: it is changed from then on like any that the desk has sent. */
export async function adoptMessage(
  { posts, ids }: Context,
  post: Pick<Post, 'subject' | 'card' | 'audience'>,
  ref: MessageRef,
): Promise<void> {
  const id = ids.unique();
  await posts.insert({ urgent: false, ...post, id, refs: [], word: false, unreached: null });
  await posts.addRef(id, ref);
}

/** The card of these posts beside which another is told: of the same audience, and kept current. */
export const cardBeside = (
  posts: readonly Post[],
  { card, audience }: Pick<Post, 'card' | 'audience'>,
): Post | undefined =>
  posts.findLast(
    (each) =>
      !each.word &&
      each.unreached === null &&
      [card, toldBeside(card)].includes(each.card) &&
      queueKeyOf(each.audience) === queueKeyOf(audience),
  );

/** Orders one card to one person's own chat. */
export const postToPerson = (context: Context, email: Email, subject: string, card: PostedCard): Promise<void> =>
  postMessage(context, { subject, card, audience: ownChat(email) });

/** Orders every copy of every card about these subjects, as far as there are any, to be drawn again. Gives their posts. */
export async function refreshMessages(
  { posts, outbox }: Context,
  ...subjects: readonly (string | null | undefined)[]
): Promise<readonly Post[]> {
  const all: Post[] = [];
  for (const subject of subjects) if (subject) all.push(...(await posts.findBySubject(subject)));
  for (const { unreached, word, audience, id } of all)
    if (unreached === null && !word) await outbox.enqueue(queueKeyOf(audience), { kind: 'draw', postId: id });
  return all;
}

/** Sends the same card to several audiences. */
export async function postToAll(
  context: Context,
  subject: string,
  card: PostedCard,
  audiences: readonly Audience[],
  urgent = false,
): Promise<void> {
  for (const audience of audiences) await postMessage(context, { subject, card, audience, urgent });
}
