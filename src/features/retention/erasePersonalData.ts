import { type Instant, monthsBefore } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
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
  // Their cards have been drawn without what they said by the run before; now nobody need know where they
  // stand.
  await forgetErased(deps);
  let requests = 0;
  for (let after: AccessRequest | null = null; ; ) {
    const page: readonly AccessRequest[] = await uow.read((context) =>
      context.requests.toErase(before, after, PAGE),
    );
    after = page.at(-1) ?? null;
    if (!after) break;
    requests += await eraseRequests(deps, page, before);
  }
  const others = await uow.run(async (context) => {
    const cases = await context.cases.eraseClosedBefore(before);
    const summaries = await context.summaries.forgetBefore(before);
    const orders = await context.orders.eraseEndedBefore(before);
    const holds = await context.holds.forgetReleasedBefore(before);
    const subjects = [...cases, ...summaries, ...orders, ...holds];
    for (const subject of subjects) await refreshMessages(context, subject);
    if (subjects.length > 0) await context.jobState.set(ERASED_LAST, JSON.stringify(subjects));
    const numbers = await context.receipts.eraseNumbersBefore(before);
    const people = await context.people.forgetUnseenSince(before, namedEmails(practice.directory));
    const disclosures = await context.disclosures.erasePersonsBefore(before);
    await context.purges.forgetBefore(before);
    await context.searches.forgetBefore(before);
    await context.delegations.forgetBefore(before);
    return {
      cases: cases.length,
      summaries: summaries.length,
      numbers,
      orders: orders.length,
      people,
      disclosures,
      holds: holds.length,
    };
  });
  const erasedAny = requests + Object.values(others).reduce((sum, count) => sum + count, 0) > 0;
  if (erasedAny) {
    log.info('personal-data.erased', { requests, ...others });
    await uow.run(({ audit }) =>
      audit.append({
        at: now,
        actor: 'desk',
        action: 'personal-data.erase',
        subject: '-',
        outcome: 'ok',
        detail: { requests, ...others },
      }),
    );
  }
  return requests;
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
const eraseRequests = (
  { uow }: ErasePersonalDataDeps,
  page: readonly AccessRequest[],
  before: Instant,
): Promise<number> =>
  uow.run(async (context) => {
    let count = 0;
    for (const request of page) {
      const grant = await context.grants.findByRequest(request.id);
      if (endedAt(request, grant) >= before) continue;
      await context.requests.erase(erased(request));
      if (grant) {
        const redaction = grant.redaction && { ...grant.redaction, by: '' };
        await context.grants.save({ ...grant, holder: '', redaction });
        await context.links.deleteByGrant(grant.id);
      }
      await refreshMessages(context, request.id);
      count += 1;
    }
    return count;
  });
