import { ERASED, notice } from '../features/messaging/model/notice.ts';
import type { MessageRef, PlatformName, Post } from '../features/messaging/model/post.ts';
import { cardBeside, queueKeyOf } from '../features/messaging/post.ts';
import type { AdmitAccount } from '../features/people/admitAccount.ts';
import type { PlatformUser } from '../features/people/model/accounts.ts';
import type { UserBinding } from '../features/people/model/binding.ts';
import { type Email, furtherEmails } from '../features/people/model/person.ts';
import { causeOf, Fault, isFinal } from '../kernel/fault.ts';
import type { Context, Deps } from '../stores.ts';
import { cardForPost } from './cardForPost.ts';
import type { CardView } from './cards.ts';
import { type ChatPlatform, placeOf, type Word } from './chatPlatform.ts';
import { hashOf, isOpen, wordOf } from './drawn.ts';
import { giveUp } from './giveUp.ts';
import type { Reach } from './reach.ts';

export type DeliverDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice' | 'log' | 'isWorkingDay'> &
  Reach & { readonly platforms: readonly ChatPlatform[]; readonly admitAccount: AdmitAccount };

export type DeliverPost = (
  send: { readonly postId: string; readonly platform: PlatformName; readonly isNew: boolean },
  attempt: number,
) => Promise<void>;

interface Delivery {
  readonly platform: ChatPlatform;
  readonly post: Post;
  readonly card: CardView;
  /** The card a word is told beside. */
  readonly beside: Post | undefined;
  /** What was told beside a card that has been erased: it goes with it. */
  readonly told: readonly Post[];
  /** Where the audience is on this platform; undefined when nobody has said. */
  readonly channel: string | undefined;
  /** The person's account on this platform; undefined when they have not used the desk there. */
  readonly account: UserBinding | undefined;
  readonly attempt: number;
  readonly isNew: boolean;
}

/**
 * Sends a post on one platform, or changes the copies of it that stand there. Throws the Fault when it is to be asked
 * again, and when a card was refused for good; whom it did not reach is written down, and told.
 */
export const createDeliverPost = (deps: DeliverDeps): DeliverPost => {
  const { uow, log } = deps;
  return async ({ postId, platform: name, isNew }, attempt) => {
    const platform = deps.platforms.find((each) => each.name === name);
    const loaded = await uow.read(async (context) => {
      const post = await context.posts.find(postId);
      const card = post && (await cardForPost(context, post));
      if (!post || !card) return undefined;
      const all = post.word || card === ERASED ? await context.posts.findBySubject(post.subject) : [];
      const beside = post.word ? cardBeside(all, post) : undefined;
      const isToldThere = (each: Post): boolean => each.word && queueKeyOf(each.audience) === queueKeyOf(post.audience);
      const told = post.word ? [] : all.filter(isToldThere);
      return { post, card, beside, told, ...(await whereIs(context, post, name)) };
    });
    if (!platform || !loaded) return;
    const { post } = loaded;
    try {
      await deliver(deps, { ...loaded, platform, attempt, isNew });
    } catch (error) {
      if (!isFinal(error, attempt)) throw error;
      const remedy = error instanceof Fault ? error.message : 'The card could not be made.';
      const audience = post.audience.kind;
      log.warn('post.unreached', { post: post.id, card: post.card, audience, ...causeOf(error), remedy });
      const fault = error instanceof Fault ? error : new Fault('item', causeOf(error).fault, remedy);
      await uow.run((context) => giveUp(context, post, name, fault, deps));
      // Whom the desk does not reach yet is waited for; a channel or a card that is refused is somebody's to mend.
      if (audience === 'channel' || fault.kind !== 'place') throw error;
    }
  };
};

async function whereIs(
  { channels, people }: Context,
  { audience }: Post,
  platform: PlatformName,
): Promise<Pick<Delivery, 'channel' | 'account'>> {
  const isHere = (each: { readonly platform: PlatformName }): boolean => each.platform === platform;
  return audience.kind === 'channel'
    ? { channel: (await channels.bindingsOf(audience.channel)).find(isHere)?.address, account: undefined }
    : { channel: undefined, account: (await people.bindingsOf(audience.email)).find(isHere) };
}

/**
 * Changes what stands, then posts where the card is not to be seen: the first time always, later only while there is
 * something to do on it, as when an administrator has deleted it or another channel was bound.
 */
async function deliver(deps: DeliverDeps, delivery: Delivery): Promise<void> {
  const { platform, post, channel } = delivery;
  // A channel that has the cards no more is not told what becomes of them.
  if (post.audience.kind === 'channel' && channel === undefined) {
    for (const ref of post.refs.filter((each) => each.platform === platform.name)) await endCopy(deps, delivery, ref);
    return;
  }
  // What has been said is not said again.
  if (post.word && post.refs.some((ref) => ref.platform === platform.name)) return;
  const { standing, passing } = await redraw(deps, delivery);
  for (const word of delivery.told) passing.push(...(await redraw(deps, { ...delivery, post: word })).passing);
  if (delivery.isNew || isOpen(delivery.card)) await postWhereMissing(deps, delivery, standing);
  if (passing.length > 0) throw passing[0];
}

async function postWhereMissing(deps: DeliverDeps, delivery: Delivery, standing: readonly MessageRef[]): Promise<void> {
  const { platform, post, channel: conversation, account } = delivery;
  if (post.audience.kind === 'person') {
    if (standing.length > 0) return;
    const chat = await chatOf(deps, platform, post.audience.email, account);
    return postIn(deps, delivery, chat.conversation, chat.userId);
  }
  if (conversation === undefined) return;
  const isThere = (ref: MessageRef): boolean =>
    placeOf(platform.name, ref.conversation) === placeOf(platform.name, conversation);
  if (!standing.some(isThere)) await postIn(deps, delivery, conversation);
  // In a channel that is not bound any more nobody is to decide.
  for (const ref of post.refs.filter((each) => each.platform === platform.name && !isThere(each)))
    await endCopy(deps, delivery, ref);
}

const MOVED = notice('plain', 'This card has moved', 'It stands where its cards go now.');

/** Leaves no live card behind; one that cannot be changed just now is ended when it is next drawn. */
async function endCopy({ uow }: DeliverDeps, { platform, post }: Delivery, ref: MessageRef): Promise<void> {
  try {
    await platform.update(ref, MOVED);
  } catch (error) {
    if (!isFinal(error)) return;
  }
  await uow.run(({ posts }) => posts.removeRef(post.id, ref));
}

/** Somebody's own chat, with the one account that is known to be theirs. */
async function chatOf(
  { admitAccount, practice }: DeliverDeps,
  platform: ChatPlatform,
  email: Email,
  account: UserBinding | undefined,
): Promise<{ readonly conversation: string; readonly userId: string }> {
  const found = account
    ? await platform.lookAt?.(account)
    : await lookUp(platform, [email, ...furtherEmails(practice.directory, email)]);
  const chatWith = async (binding: UserBinding) => ({
    conversation: await platform.chatWith(binding),
    userId: binding.userId,
  });
  if (account && !found) return chatWith(account);
  const admitted = found && (await admitAccount(found, 'desk'));
  if (admitted?.ok && admitted.value.email === email) return chatWith(admitted.value);
  throw found
    ? new Fault(
        'place',
        'account_not_believed',
        'Their account is not known to be theirs yet: look for the card about it.',
      )
    : new Fault('place', 'no_account', 'This person has not opened the desk there yet.');
}

async function lookUp(platform: ChatPlatform, [email, ...others]: readonly Email[]): Promise<PlatformUser | undefined> {
  if (email === undefined) return undefined;
  try {
    return await platform.lookUp?.(email);
  } catch (error) {
    if (!isFinal(error) || others.length === 0) throw error;
    return lookUp(platform, others);
  }
}

async function postIn(deps: DeliverDeps, delivery: Delivery, conversation: string, userId?: string): Promise<void> {
  const { uow, log } = deps;
  const { platform, post, card, attempt } = delivery;
  // The answer to an earlier try may be lost, and the message stand.
  const beside = delivery.beside?.refs.findLast(
    (ref) =>
      ref.platform === platform.name && placeOf(ref.platform, ref.conversation) === placeOf(ref.platform, conversation),
  );
  const standing = attempt > 1 ? await platform.find?.(conversation, post.id, beside?.messageId) : undefined;
  const found = post.refs.some(({ messageId }) => messageId === standing?.messageId) ? undefined : standing;
  if (found) log.info('post.found', { post: post.id });
  const word = { ...wordOf(post, card), isUrgent: post.urgent, postId: post.id };
  const said = beside && (found ?? (await sayBeside(platform, beside, word)));
  const sent = said ?? found ?? (await platform.post(conversation, card, post.id));
  const ref = said ? sent : { ...sent, drawn: hashOf(card) };
  const isTheirs = await uow.run(async ({ posts, people }) => {
    const { audience } = post;
    const accounts = audience.kind === 'person' ? await people.bindingsOf(audience.email) : [];
    await posts.addRef(post.id, ref);
    // Where no card of it stands, what was to be said is one, and is kept current.
    if (post.word && !said) await posts.becomeCard(post.id);
    return audience.kind === 'channel' || accounts.some((each) => each.userId === userId);
  });
  // The account was held while the card was on its way.
  if (!isTheirs) await endCopy(deps, delivery, ref);
  else if (found && !said) await platform.update(found, card);
}

/** Undefined where nothing can be said beside a card, as when somebody has deleted it. */
const sayBeside = (platform: ChatPlatform, beside: MessageRef, word: Word): Promise<MessageRef | undefined> =>
  platform.say(beside, word).catch((error: unknown) => {
    if (error instanceof Fault && error.kind === 'item') return undefined;
    throw error;
  });

/**
 * Gives the copies that stand, and the faults of those that are to be changed later. One that cannot be changed keeps
 * no other from it, and what is final is passed over.
 */
async function redraw(
  { uow, log }: DeliverDeps,
  { platform, post, card, attempt }: Delivery,
): Promise<{ readonly standing: readonly MessageRef[]; readonly passing: unknown[] }> {
  const standing: MessageRef[] = [];
  const passing: unknown[] = [];
  for (const ref of post.refs.filter((each) => each.platform === platform.name))
    try {
      const drawn = hashOf(card);
      if (drawn !== ref.drawn) {
        await platform.update(ref, card);
        await uow.run(({ posts }) => posts.setDrawn(post.id, { ...ref, drawn }));
      }
      standing.push(ref);
    } catch (error) {
      if (!isFinal(error, attempt)) {
        passing.push(error);
        standing.push(ref);
      } else {
        log.warn('post.not-redrawn', { post: post.id, ...causeOf(error) });
        if (error instanceof Fault && error.isMissing) await uow.run(({ posts }) => posts.removeRef(post.id, ref));
        // Whatever cannot be changed in a place that is gone is to be seen somewhere else.
        else if (!(error instanceof Fault && error.kind === 'place')) standing.push(ref);
      }
    }
  return { standing, passing };
}
