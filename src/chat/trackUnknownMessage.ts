import type { MessageRef } from '../features/messaging/model/post.ts';
import { queueKeyOf } from '../features/messaging/post.ts';
import { idOfTarget, type Target } from '../kernel/target.ts';
import type { Deps } from '../stores.ts';
import { type Action, specOf } from './actions.ts';
import { placeOf } from './chatPlatform.ts';

export type TrackUnknownMessage = (act: {
  readonly target: Target;
  readonly action: Action;
  readonly ref: MessageRef;
}) => Promise<void>;

/**
 * Takes charge of a copy nobody knows of: a message whose sending was not acknowledged is sent again, so it may stand
 * twice. A button pressed on the forgotten one shows where it is, and it is kept current from then on.
 */
export const createTrackUnknownMessage =
  ({ uow }: Pick<Deps, 'uow'>): TrackUnknownMessage =>
  async ({ target, action, ref }) => {
    const subject = idOfTarget(target);
    if (subject === undefined) return;
    const known = await uow.read(({ posts }) => posts.findBySubject(subject));
    if (known.length === 0 || known.some((post) => post.refs.some((each) => isSame(each, ref)))) return;
    await uow.run(async ({ posts, outbox }) => {
      const now = await posts.findBySubject(subject);
      const posted = now.findLast(
        (post) => specOf(action).standsOn?.includes(post.card) && post.refs.some((each) => isBeside(each, ref)),
      );
      const beside = posted?.refs.find((each) => isBeside(each, ref));
      if (!posted || !beside || now.some((post) => post.refs.some((each) => isSame(each, ref)))) return;
      // What it shows is not known: it may be of a time before the other was drawn.
      await posts.addRef(posted.id, { ...beside, messageId: ref.messageId, drawn: null });
      await outbox.enqueue(queueKeyOf(posted.audience), { kind: 'draw', postId: posted.id });
    });
  };

const isBeside = (a: MessageRef, b: MessageRef): boolean =>
  a.platform === b.platform && placeOf(a.platform, a.conversation) === placeOf(b.platform, b.conversation);

const isSame = (a: MessageRef, b: MessageRef): boolean => isBeside(a, b) && a.messageId === b.messageId;
