import type { Verb } from './cardView.ts';
import type { Deps } from './deps.ts';
import type { MessageRef, PostedCard } from './ports.ts';
import { laneOf } from './postCards.ts';

export type AdoptCopy = (act: {
  readonly subject: string;
  readonly verb: Verb;
  readonly ref: MessageRef;
}) => Promise<void>;

/** The cards a button may stand on. */
const CARDS_OF: Readonly<Partial<Record<Verb, readonly PostedCard[]>>> = {
  'open-approve': ['approver', 'reminder'],
  'open-deny': ['approver', 'reminder'],
  'open-ask': ['approver', 'reminder'],
  'open-answer': ['requester'],
  withdraw: ['requester'],
  listen: ['clip-ready', 'requester', 'last-day'],
  'open-revoke': ['access'],
};

/**
 * Takes charge of a copy nobody knows of. A message whose sending was not acknowledged is sent again, so it may stand twice; whoever presses
 * a button on the forgotten one shows where it is, and it is kept current from then on.
 */
export const createAdoptCopy =
  ({ uow }: Pick<Deps, 'uow'>): AdoptCopy =>
  async ({ subject, verb, ref }) => {
    const known = await uow.read(({ posts }) => posts.ofSubject(subject));
    if (known.length === 0 || known.some((post) => post.refs.some((each) => isSame(each, ref)))) return;
    await uow.run(async ({ posts, outbox }) => {
      const now = await posts.ofSubject(subject);
      const twin = now.findLast(
        (post) =>
          CARDS_OF[verb]?.includes(post.card) &&
          post.refs.some((each) => each.platform === ref.platform && each.conversation === ref.conversation),
      );
      if (!twin || now.some((post) => post.refs.some((each) => isSame(each, ref)))) return;
      await posts.addRef(twin.id, ref);
      await outbox.enqueue(laneOf(twin.audience), { kind: 'draw', postId: twin.id });
    });
  };

const isSame = (a: MessageRef, b: MessageRef): boolean =>
  a.platform === b.platform && a.conversation === b.conversation && a.messageId === b.messageId;
