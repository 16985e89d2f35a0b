import { causeOf } from '../../kernel/fault.ts';
import { pagesOf } from '../../kernel/pages.ts';
import { type Instant, monthsBefore } from '../../kernel/time.ts';
import { eachStep } from '../../platform/jobs/eachItem.ts';
import type { Context, Deps } from '../../stores.ts';
import { refreshMessages } from '../messaging/post.ts';
import { namedEmails } from '../people/model/person.ts';
import { endedAt, erased } from '../requests/model/erasure.ts';
import type { AccessRequest } from '../requests/model/request.ts';

type ErasePersonalDataDeps = Pick<Deps, 'uow' | 'clock' | 'practice' | 'log'>;

/** Requests a transaction. */
const PAGE = 100;

/**
 * Erases from the desk's own tables what people typed, numbers and names, a set number of months after it was
 * needed last. The audit holds ids alone, so its chain stays whole. Gives how many requests were erased.
 */
export const createErasePersonalData = (deps: ErasePersonalDataDeps) => async (): Promise<number> => {
  const { uow, clock, practice, log } = deps;
  const now = clock.now();
  const before = monthsBefore(now, practice.limits.personalDataMonths, practice.zone);
  // Their cards have been drawn without what they said by the run before; now nobody need know where they stand.
  await forgetErased(deps);
  const counts: Record<string, number> = { requests: 0 };
  const erase = (what: string, act: (context: Context) => Promise<number | readonly string[]>) => async () => {
    const gone = await uow.run(async (context) => {
      const found = await act(context);
      if (typeof found === 'number') return found;
      for (const subject of found) await refreshMessages(context, subject);
      const erasedLast = JSON.parse((await context.jobState.get(ERASED_LAST)) ?? '[]') as readonly string[];
      if (found.length > 0) await context.jobState.set(ERASED_LAST, JSON.stringify([...erasedLast, ...found]));
      return found.length;
    });
    counts[what] = gone;
    return gone;
  };
  const others = {
    cases: erase('cases', ({ cases }) => cases.eraseClosedBefore(before)),
    summaries: erase('summaries', ({ summaries }) => summaries.forgetBefore(before)),
    orders: erase('orders', ({ orders }) => orders.eraseEndedBefore(before)),
    numbers: erase('numbers', ({ receipts }) => receipts.eraseNumbersBefore(before)),
    people: erase('people', ({ people }) => people.forgetUnseenSince(before, namedEmails(practice.directory))),
    disclosures: erase('disclosures', ({ disclosures }) => disclosures.erasePersonsBefore(before)),
    holds: erase('holds', ({ holds }) => holds.forgetReleasedBefore(before)),
    rest: async () => {
      await uow.run(async ({ purges, searches, delegations, absences, channels }) => {
        await purges.forgetBefore(before);
        await searches.forgetBefore(before);
        await delegations.forgetBefore(before);
        await absences.forgetBefore(before);
        await channels.forgetChecksBefore(before);
      });
      return 0;
    },
  };
  const noteErased = async (): Promise<number> => {
    if (Object.values(counts).every((count) => count === 0)) return 0;
    log.info('personal-data.erased', counts);
    await uow.run(({ recordAudit }) => recordAudit('desk', { action: 'personal-data.erase', detail: counts }));
    return 0;
  };
  const failures: unknown[] = [];
  const requests = async (): Promise<number> => {
    const ended = pagesOf<AccessRequest>(PAGE, (after, size) =>
      uow.read((context) => context.requests.toErase(before, after, size)),
    );
    for await (const page of ended)
      counts.requests = (counts.requests ?? 0) + (await eraseRequests(deps, page, before, failures));
    return counts.requests ?? 0;
  };
  try {
    await eachStep(log, { requests, ...others });
  } finally {
    await noteErased();
  }
  if (failures.length > 0) throw failures[0];
  return counts.requests ?? 0;
};

/** Cases, summaries, orders and holds the run before has erased, as JSON. */
const ERASED_LAST = 'erased-last';

const forgetErased = ({ uow }: ErasePersonalDataDeps): Promise<void> =>
  uow.run(async ({ posts, jobState }) => {
    await posts.forgetErased();
    for (const subject of JSON.parse((await jobState.get(ERASED_LAST)) ?? '[]') as readonly string[])
      await posts.forget(subject);
    await jobState.set(ERASED_LAST, '[]');
  });

/** Of these, what ended long enough ago. Their cards are drawn once more, without what they said. */
const eraseRequests = async (
  { uow, log }: ErasePersonalDataDeps,
  page: readonly AccessRequest[],
  before: Instant,
  failures: unknown[],
): Promise<number> => {
  const eraseAll = (requests: readonly AccessRequest[]): Promise<number> =>
    uow.run(async (context) => {
      let count = 0;
      for (const request of requests) count += await eraseRequest(context, request, before);
      return count;
    });
  try {
    return await eraseAll(page);
  } catch {
    // One of them cannot be erased: the others are, each by itself.
    let count = 0;
    for (const request of page)
      try {
        count += await eraseAll([request]);
      } catch (error) {
        log.error('item.failed', { what: 'request', item: request.id, ...causeOf(error) });
        failures.push(error);
      }
    return count;
  }
};

async function eraseRequest(context: Context, request: AccessRequest, before: Instant): Promise<number> {
  const grant = await context.grants.findByRequest(request.id);
  if (endedAt(request, grant) >= before) return 0;
  await context.requests.erase(erased(request));
  if (grant) {
    const redaction = grant.redaction && { ...grant.redaction, by: '' };
    await context.grants.save({ ...grant, holder: '', redaction });
    await context.links.deleteByGrant(grant.id);
  }
  await refreshMessages(context, request.id);
  return 1;
}
