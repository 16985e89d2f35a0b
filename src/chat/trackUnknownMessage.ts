import type { Deps } from '../deps.ts';
import { laneOf } from '../features/messaging/post.ts';
import type { MessageRef, PostedCard } from '../features/messaging/posts.ts';
import type { Verb } from './actions.ts';

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
  listen: ['clip-ready', 'requester', 'last-day', 'release'],
  'open-revoke': ['access'],
  'open-identity': ['case'],
  'open-clarify': ['case'],
  'open-clarified': ['case'],
  'open-extend': ['case'],
  'open-police-details': ['case'],
  'open-emergency': ['case'],
  'open-refuse': ['case'],
  'open-answered': ['case'],
  'open-receipt': ['case'],
  'open-close': ['case'],
  'open-release': ['case'],
  'mark-confidential': ['case'],
  'case-papers': ['case'],
  'see-emergency': ['emergency-notice'],
  show: ['case-reminder'],
  silence: ['release'],
  'open-outside': ['release'],
  'end-outside': ['release'],
  'hand-over': ['release'],
  'open-renew': ['hold'],
  'open-end-hold': ['hold'],
  'agree-end-hold': ['hold-end'],
  'keep-hold': ['hold-end'],
  'end-delegation': ['delegation'],
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
