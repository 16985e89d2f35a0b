import { outcomeOf, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { addMs, EARLIEST } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
import { mayWorkOn } from '../cases/model/steps.ts';
import { personNow, type Who } from '../people/currentDirectory.ts';
import { mayActAsDpo } from '../people/model/person.ts';
import type { Disclosure } from './model/disclosure.ts';

export type RecentDisclosures = (act: {
  readonly actor: Who;
  readonly limit: number;
}) => Promise<Result<readonly Disclosure[], Refused>>;

/** What left the practice last, newest first: for the DPO; for stand-ins without confidential cases. Audited. */
export const createRecentDisclosures =
  ({ uow }: Pick<Deps, 'uow'>): RecentDisclosures =>
  ({ actor, limit }) =>
    uow.run(async (context) => {
      const { now } = context;
      const person = await personNow(context, actor);
      const isAllowed = mayActAsDpo(person);
      const hidden = (isAllowed ? await context.cases.reportedIn(EARLIEST, addMs(now, 1)) : [])
        .filter((caseRecord) => mayWorkOn(caseRecord, person))
        .map(({ id }) => id);
      const lines = isAllowed ? ok(await context.disclosures.newest(limit, hidden)) : err('not-the-dpo' as const);
      await context.recordAudit(person, {
        action: 'register.read',
        outcome: outcomeOf(lines),
        detail: { lines: lines.ok ? lines.value.length : null },
      });
      return lines.ok ? lines : refused(lines.error);
    });
