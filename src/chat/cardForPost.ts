import type { Deps } from '../deps.ts';
import { loadCaseView, loadHoldView } from '../features/cases/loadCaseView.ts';
import type { Hold } from '../features/cases/model/hold.ts';
import type { Audience, Post, PostedCard } from '../features/messaging/posts.ts';
import { practiceNow } from '../features/people/currentDirectory.ts';
import { holds, personOf } from '../features/people/model/person.ts';
import { nameOfPerson } from '../features/people/names.ts';
import { loadRequestView } from '../features/requests/loadRequestView.ts';
import { isErased } from '../features/requests/model/erasure.ts';
import type { AccessRequest } from '../features/requests/model/request.ts';
import { asSeenBy, isFullFor } from '../features/requests/visibility.ts';
import { loadOrderView } from '../features/retention/loadOrderView.ts';
import type { SummaryCard } from '../features/retention/storeTypes.ts';
import type { Instant } from '../kernel/time.ts';
import type { Stores } from '../stores.ts';
import type { CardView } from './cardView.ts';

type Part = Pick<Deps, 'practice' | 'clock' | 'isWorkingDay'>;

/** The card a post shows now, from the state as it stands; undefined when its subject is gone. */
export async function cardOfPost(stores: Stores, post: Post, deps: Part): Promise<CardView | undefined> {
  const { practice, clock } = deps;
  if (isOfCase(post.card)) return (await cardOfCase(stores, { ...post, card: post.card }, deps)) ?? ERASED;
  if (isOfDesk(post.card)) return (await cardOfDesk(stores, { ...post, card: post.card }, deps)) ?? ERASED;
  if (isOfOrder(post.card)) {
    const order = await stores.orders.find(post.subject);
    return order && order.orderedBy !== ''
      ? { kind: post.card, view: await loadOrderView(stores, order, { practice, clock }) }
      : ERASED;
  }
  if (isSummary(post.card)) return (await stores.summaries.find(post.subject)) ?? ERASED;
  const request = await stores.requests.find(post.subject);
  if (!request) return undefined;
  if (isErased(request)) return ERASED;
  return cardOfRequest(stores, post as RequestPost, request, deps);
}

type RequestPost = Post & {
  readonly card: Exclude<PostedCard, OfCase | OfDesk | OfOrder | SummaryCard['kind']>;
};

async function cardOfRequest(
  stores: Stores,
  post: RequestPost,
  request: AccessRequest,
  deps: Part,
): Promise<CardView> {
  const now = deps.clock.now();
  const { directory } = await practiceNow(stores, deps.practice, now);
  const whole = await loadRequestView(stores, request, deps, now);
  const view = asSeenBy(whole, post.audience, directory);
  // What is put to directors is theirs to decide; the rest of a case’s release is for those who work on the case.
  const isPutToDirectors = post.card === 'approver' || post.card === 'reminder';
  if (view.file && !isPutToDirectors && !isFullFor(view.file, post.audience, directory, now))
    return detailsElsewhere(request);
  switch (post.card) {
    case 'reminder':
      return { kind: 'reminder', view, escalated: post.urgent };
    case 'last-day':
      return { kind: 'last-day', view, goesAt: view.grant?.until ?? now };
    case 'release':
    case 'link-locked':
      return {
        kind: post.card,
        view,
        outside: view.grant === null ? [] : await stores.outsideLinks.ofGrant(view.grant.id),
      };
    default:
      return { kind: post.card, view };
  }
}

/** Where a case’s release is told of and its details may not stand. */
const detailsElsewhere = ({ id, caseId }: AccessRequest): CardView => ({
  kind: 'notice',
  tone: 'plain',
  title: `Release ${id}`,
  text: `It belongs to case ${caseId}. Names and details stand in the Data Protection Officer’s own chat alone.`,
});

const OF_CASE = ['case', 'case-reminder', 'emergency-notice', 'report-received'] as const;

const OF_DESK = ['hold', 'hold-end', 'delegation'] as const;

const OF_ORDER = ['order-receipt', 'order-notice'] as const;

type OfOrder = (typeof OF_ORDER)[number];

const isOfOrder = (card: PostedCard): card is OfOrder => (OF_ORDER as readonly string[]).includes(card);

type OfCase = (typeof OF_CASE)[number];

type OfDesk = (typeof OF_DESK)[number];

const isOfCase = (card: PostedCard): card is OfCase => (OF_CASE as readonly string[]).includes(card);

const isOfDesk = (card: PostedCard): card is OfDesk => (OF_DESK as readonly string[]).includes(card);

async function cardOfCase(
  stores: Stores,
  post: Post & { readonly card: OfCase },
  deps: Part,
): Promise<CardView | undefined> {
  const file = await stores.cases.find(post.subject);
  if (!file) return undefined;
  const now = deps.clock.now();
  const practice = await practiceNow(stores, deps.practice, now);
  const view = await loadCaseView(
    stores,
    file,
    deps,
    now,
    isFullFor(file, post.audience, practice.directory, now),
  );
  return post.card === 'report-received'
    ? { kind: post.card, file, unreached: view.unreached, zone: practice.zone }
    : { kind: post.card, view };
}

async function cardOfDesk(
  stores: Stores,
  post: Post & { readonly card: OfDesk },
  deps: Part,
): Promise<CardView | undefined> {
  const { practice, clock } = deps;
  if (post.card !== 'delegation') {
    const hold = await stores.holds.find(post.subject);
    if (!hold) return undefined;
    const now = clock.now();
    if (post.card === 'hold' && !(await mayReadHold(stores, hold, post.audience, deps, now)))
      return HOLD_ELSEWHERE;
    return { kind: post.card, view: await loadHoldView(stores, hold, deps, now) };
  }
  const delegation = await stores.delegations.find(post.subject);
  return (
    delegation && {
      kind: post.card,
      delegation,
      name: await nameOfPerson(stores, deps, delegation.email),
      namedBy: await nameOfPerson(stores, deps, delegation.namedBy),
      now: clock.now(),
      mayEnd: post.audience.kind === 'person' && practice.directory.dpo.includes(post.audience.email),
      zone: practice.zone,
    }
  );
}

/** Whether a hold’s card may stand in somebody’s chat: with those who work on its case at this moment. */
async function mayReadHold(
  stores: Stores,
  hold: Hold,
  audience: Audience,
  deps: Part,
  now: Instant,
): Promise<boolean> {
  const { directory } = await practiceNow(stores, deps.practice, now);
  if (audience.kind === 'channel') return true;
  const file = hold.caseId === null ? undefined : await stores.cases.find(hold.caseId);
  return file
    ? isFullFor(file, audience, directory, now)
    : holds(personOf(directory, audience.email, now), 'dpo', 'dpo-delegate');
}

const HOLD_ELSEWHERE: CardView = {
  kind: 'notice',
  tone: 'plain',
  title: 'A hold',
  text: 'Its details stand in the Data Protection Officer’s own chat alone.',
};

const SUMMARIES: ReadonlySet<string> = new Set<SummaryCard['kind']>([
  'retention-report',
  'access-report',
  'unread-files',
  'storage-alarm',
]);

const isSummary = (card: PostedCard): card is SummaryCard['kind'] => SUMMARIES.has(card);

const ERASED: CardView = {
  kind: 'notice',
  tone: 'plain',
  title: 'Something that is over',
  text: 'What stood here has been erased, because it is no longer needed.',
};
