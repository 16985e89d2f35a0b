import type { Post } from '../features/messaging/model/post.ts';
import { postToAll, queueKeyOf } from '../features/messaging/post.ts';
import { ownChats } from '../features/requests/approverAudiences.ts';
import { matchRecordings } from '../features/requests/matchRecordings.ts';
import { isUndecided } from '../features/requests/model/request.ts';
import { causeOf, Fault, isFinal } from '../kernel/fault.ts';
import type { Context, Deps } from '../stores.ts';
import { cardForPost } from './cardForPost.ts';
import type { CardView } from './cards.ts';
import type { ChatPlatform } from './chatPlatform.ts';

type DeliverPostDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice' | 'log' | 'isWorkingDay'> & {
  readonly platforms: readonly ChatPlatform[];
};

export type DeliverPost = (postId: string) => Promise<void>;

/**
 * Sends a post, or changes the copies of it that stand. Throws the Fault when a platform is to be asked again. Somebody no platform reaches is written down, and the others' cards are redrawn to say so.
 */
export const createDeliverPost = (deps: DeliverPostDeps): DeliverPost => {
  const { uow, log } = deps;
  return async (postId) => {
    const loaded = await uow.read(async (context) => {
      const post = await context.posts.find(postId);
      const card = post && (await cardForPost(context, post));
      return post && card ? { post, card } : undefined;
    });
    if (!loaded) return;
    const { post, card } = loaded;
    if (post.refs.length > 0) await update(deps, post, card);
    try {
      await sendMissing(deps, post, card);
    } catch (error) {
      if (!isGivenUp(error)) throw error;
      log.warn('post.unreached', {
        post: post.id,
        card: post.card,
        audience: post.audience.kind,
        ...causeOf(error),
        remedy: error.message,
      });
      await uow.run((context) => markUnreached(context, post, error.message));
    }
  };
};

/**
 * Posts wherever the card does not stand yet. One platform's trouble must not keep it from the other; what
 * was sent is not sent again.
 */
async function sendMissing(deps: DeliverPostDeps, post: Post, card: CardView): Promise<void> {
  const targets = await targetsOf(deps, post);
  if (targets.length === 0 && post.refs.length > 0) return;
  if (targets.length === 0)
    throw new Fault('place', 'not_bound', 'No channel is bound: say “use this channel for …” in one.');
  const faults: unknown[] = [];
  let standing = post.refs.length;
  for (const { platform, conversation } of targets) {
    if (post.refs.some((ref) => ref.platform === platform.name)) continue;
    try {
      const ref = await platform.post(conversation, card);
      await deps.uow.run(({ posts }) => posts.addRef(post.id, ref));
      standing += 1;
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length === 0) return;
  const [worst] = [...faults.filter((fault) => !isGivenUp(fault)), ...faults];
  if (standing === 0 || !isGivenUp(worst)) throw worst;
  deps.log.warn('post.partly-sent', { post: post.id, ...causeOf(worst), remedy: worst.message });
}

const isGivenUp = (error: unknown): error is Fault => error instanceof Fault && isFinal(error);

async function targetsOf(deps: DeliverPostDeps, post: Post): Promise<readonly Target[]> {
  if (post.audience.kind === 'channel') return channelTargets(deps, post);
  // A person's card stands in one place.
  const [ref] = post.refs;
  const platform = ref && deps.platforms.find((each) => each.name === ref.platform);
  return ref && platform ? [{ platform, conversation: ref.conversation }] : [await personTarget(deps, post)];
}

interface Target {
  readonly platform: ChatPlatform;
  readonly conversation: string;
}

async function channelTargets({ uow, platforms }: DeliverPostDeps, post: Post): Promise<readonly Target[]> {
  if (post.audience.kind !== 'channel') return [];
  const { channel } = post.audience;
  const bindings = await uow.read(({ channels }) => channels.bindingsOf(channel));
  return bindings.flatMap(({ platform: name, address }) => {
    const platform = platforms.find((p) => p.name === name);
    return platform ? [{ platform, conversation: address }] : [];
  });
}

/** Where somebody was seen last; else whichever platform can find them by their address. */
async function personTarget({ uow, platforms }: DeliverPostDeps, post: Post): Promise<Target> {
  if (post.audience.kind !== 'person') throw new Error('Not a person');
  const { email } = post.audience;
  const bindings = await uow.read(({ people }) => people.bindingsOf(email));
  const bound = bindings.flatMap((b) =>
    platforms.filter((p) => p.name === b.platform).map((platform) => ({ platform, binding: b })),
  );
  const unbound = platforms
    .filter((p) => !bound.some((b) => b.platform === p))
    .map((platform) => ({ platform, binding: undefined }));
  let fault = new Fault(
    'place',
    'no_chat',
    'No platform knows this person yet: they must open the desk once.',
  );
  for (const { platform, binding } of [...bound, ...unbound]) {
    try {
      return { platform, conversation: await platform.chatWith(email, binding) };
    } catch (error) {
      if (!isGivenUp(error)) throw error;
      fault = error;
    }
  }
  throw fault;
}

async function update({ platforms, log }: DeliverPostDeps, post: Post, card: CardView): Promise<void> {
  for (const ref of post.refs) {
    const platform = platforms.find((p) => p.name === ref.platform);
    if (!platform) continue;
    try {
      await platform.update(ref, card);
    } catch (error) {
      // A message somebody deleted, or a channel the desk was taken out of, cannot be redrawn; nothing waits
      // for it.
      if (!isGivenUp(error)) throw error;
      log.warn('post.not-redrawn', { post: post.id, ...causeOf(error), remedy: error.message });
    }
  }
}

/**
 * Says on the others' cards who was not reached; a request no channel takes is put to each of those entitled,
 * in their own chat.
 */
async function markUnreached(context: Context, post: Post, why: string): Promise<void> {
  const { posts, outbox } = context;
  await posts.setUnreached(post.id, why);
  const others = (await posts.findBySubject(post.subject)).filter((other) => other.id !== post.id);
  // Whether it stands yet or not: one on its way may have been drawn without this.
  for (const other of others)
    if (other.unreached === null)
      await outbox.enqueue(queueKeyOf(other.audience), { kind: 'draw', postId: other.id });
  if (post.audience.kind === 'channel' && post.card === 'approver') await askInPerson(context, post, others);
}

async function askInPerson(context: Context, post: Post, others: readonly Post[]): Promise<void> {
  const now = context.now;
  const request = await context.requests.find(post.subject);
  if (!request || !isUndecided(request)) return;
  const matches = await matchRecordings(context, request);
  const asked = new Set(
    others.filter(({ card }) => card === 'approver').map(({ audience }) => queueKeyOf(audience)),
  );
  const standing = await context.practiceNow();
  const people = ownChats(standing, request, matches, now).filter((each) => !asked.has(queueKeyOf(each)));
  await postToAll(context, request.id, 'approver', people);
}
