import { isErased } from '../domain/request/erasure.ts';
import type { CardView } from './cardView.ts';
import { isFullFor, loadCaseView, loadHoldView, nameOfPerson } from './cases/loadCaseView.ts';
import type { Deps } from './deps.ts';
import { practiceNow } from './directoryNow.ts';
import { loadOrderView } from './loadOrderView.ts';
import { loadRequestView } from './loadRequestView.ts';
import type { Post, PostedCard, Stores } from './ports.ts';
import type { SummaryCard } from './retentionPorts.ts';

type Part = Pick<Deps, 'practice' | 'clock' | 'isWorkingDay'>;

/** The card a post shows now, from the state as it stands; undefined when its subject is gone. */
export async function cardOfPost(stores: Stores, post: Post, deps: Part): Promise<CardView | undefined> {
  const { practice, clock } = deps;
  if (isOfCase(post.card)) return (await cardOfCase(stores, { ...post, card: post.card }, deps)) ?? ERASED;
  if (isOfDesk(post.card)) return (await cardOfDesk(stores, { ...post, card: post.card }, deps)) ?? ERASED;
  if (post.card === 'order-receipt' || post.card === 'order-notice') {
    const order = await stores.orders.find(post.subject);
    return order && order.orderedBy !== ''
      ? { kind: post.card, view: await loadOrderView(stores, order, { practice, clock }) }
      : ERASED;
  }
  if (isSummary(post.card)) return (await stores.summaries.find(post.subject)) ?? ERASED;
  const request = await stores.requests.find(post.subject);
  if (!request) return undefined;
  if (isErased(request)) return ERASED;
  const view = await loadRequestView(stores, request, { practice }, clock.now());
  switch (post.card) {
    case 'reminder':
      return { kind: 'reminder', view, escalated: post.urgent };
    case 'last-day':
      return { kind: 'last-day', view, goesAt: view.grant?.until ?? clock.now() };
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

const OF_CASE = ['case', 'case-reminder', 'emergency-notice', 'report-received'] as const;
const OF_DESK = ['hold', 'hold-end', 'delegation'] as const;

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
  const view = await loadCaseView(stores, file, deps, now, isFullFor(file, post.audience, practice));
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
    return hold && { kind: post.card, view: await loadHoldView(stores, hold, deps, clock.now()) };
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
