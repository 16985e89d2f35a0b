import { cardOfPost } from './cardOfPost.ts';
import type { CardView } from './cardView.ts';
import type { Deps } from './deps.ts';
import { type ChatPlatform, DeliveryFault, type Post, type Stores } from './ports.ts';
import { laneOf } from './postCards.ts';

type Part = Pick<Deps, 'uow' | 'clock' | 'practice' | 'log'> & {
  readonly platforms: readonly ChatPlatform[];
};

export type DrawPost = (postId: string) => Promise<void>;

/**
 * Sends a post, or changes the copies of it that stand. Throws DeliveryFault `later` when a platform wants to be asked again. Somebody
 * no platform reaches is written down, and the others' cards are redrawn to say so.
 */
export const createDrawPost = (deps: Part): DrawPost => {
  const { uow, log } = deps;
  return async (postId) => {
    const loaded = await uow.read(async (stores) => {
      const post = await stores.posts.find(postId);
      const card = post && (await cardOfPost(stores, post, deps));
      return post && card ? { post, card } : undefined;
    });
    if (!loaded) return;
    const { post, card } = loaded;
    if (post.refs.length > 0) return update(deps, post, card);
    try {
      await send(deps, post, card);
    } catch (error) {
      if (!(error instanceof DeliveryFault) || error.kind === 'later') throw error;
      log.warn('post.unreached', {
        post: post.id,
        card: post.card,
        audience: post.audience.kind,
        mend: error.message,
      });
      await uow.run((stores) => markUnreached(stores, post, error.message));
    }
  };
};

async function send(deps: Part, post: Post, card: CardView): Promise<void> {
  const targets =
    post.audience.kind === 'channel' ? await channelTargets(deps, post) : [await personTarget(deps, post)];
  if (targets.length === 0)
    throw new DeliveryFault('unreachable', 'No channel is bound: say “use this channel for …” in one.');
  let fault: unknown;
  for (const { platform, conversation } of targets) {
    try {
      const ref = await platform.post(conversation, card);
      await deps.uow.run(({ posts }) => posts.addRef(post.id, ref));
    } catch (error) {
      // One platform's trouble must not keep the card from the other; what was sent is not sent again.
      fault ??= error;
    }
  }
  const sent = await deps.uow.read(({ posts }) => posts.find(post.id));
  if (fault && (sent?.refs.length ?? 0) === 0) throw fault;
  if (fault) deps.log.warn('post.partly-sent', { post: post.id, fault: (fault as Error).name });
}

interface Target {
  readonly platform: ChatPlatform;
  readonly conversation: string;
}

async function channelTargets({ uow, platforms }: Part, post: Post): Promise<readonly Target[]> {
  if (post.audience.kind !== 'channel') return [];
  const { channel } = post.audience;
  const bindings = await uow.read(({ channels }) => channels.bindingsOf(channel));
  return bindings.flatMap(({ platform: name, address }) => {
    const platform = platforms.find((p) => p.name === name);
    return platform ? [{ platform, conversation: address }] : [];
  });
}

/** Where somebody was seen last; else whichever platform can find them by their address. */
async function personTarget({ uow, platforms }: Part, post: Post): Promise<Target> {
  if (post.audience.kind !== 'person') throw new Error('Not a person');
  const { email } = post.audience;
  const bindings = await uow.read(({ people }) => people.bindingsOf(email));
  const bound = bindings.flatMap((b) =>
    platforms.filter((p) => p.name === b.platform).map((platform) => ({ platform, binding: b })),
  );
  const unbound = platforms
    .filter((p) => !bound.some((b) => b.platform === p))
    .map((platform) => ({ platform, binding: undefined }));
  let fault = new DeliveryFault(
    'unreachable',
    'No platform knows this person yet: they must open the desk once.',
  );
  for (const { platform, binding } of [...bound, ...unbound]) {
    try {
      return { platform, conversation: await platform.chatWith(email, binding) };
    } catch (error) {
      if (!(error instanceof DeliveryFault) || error.kind === 'later') throw error;
      fault = error;
    }
  }
  throw fault;
}

async function update({ platforms, log }: Part, post: Post, card: CardView): Promise<void> {
  for (const ref of post.refs) {
    const platform = platforms.find((p) => p.name === ref.platform);
    if (!platform) continue;
    try {
      await platform.update(ref, card);
    } catch (error) {
      // A message somebody deleted, or a channel the desk was taken out of, cannot be redrawn; nothing waits for it.
      if (!(error instanceof DeliveryFault) || error.kind === 'later') throw error;
      log.warn('post.not-redrawn', { post: post.id, mend: error.message });
    }
  }
}

async function markUnreached({ posts, outbox }: Stores, post: Post, why: string): Promise<void> {
  await posts.setUnreached(post.id, why);
  for (const other of await posts.ofSubject(post.subject))
    if (other.id !== post.id && other.refs.length > 0)
      await outbox.enqueue(laneOf(other.audience), { kind: 'draw', postId: other.id });
}
