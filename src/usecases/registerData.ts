import type { CaseFile } from '../domain/case/case.ts';
import { mayWorkOn } from '../domain/case/steps.ts';
import { holds, type Person } from '../domain/people/person.ts';
import type { Refusal } from '../domain/request/refusal.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { EARLIEST, type Instant, nextDate, type PlainDate, startOfDate } from '../domain/time.ts';
import { nameOfPerson } from './cases/loadCaseView.ts';
import type { Deps } from './deps.ts';
import { actorId } from './linkLimits.ts';
import {
  caseLine,
  type DatedLine,
  denialLine,
  disclosureLine,
  holdLine,
  refusalLine,
} from './packs/registerLines.ts';
import type { RegisterLine } from './paperPorts.ts';
import { personNow, type Who } from './personNow.ts';
import type { Stores } from './ports.ts';
import { outcomeOf, type Refused, refused } from './refused.ts';

type Part = Pick<Deps, 'uow' | 'clock' | 'practice' | 'isWorkingDay'>;

export type ReadRegister = (act: {
  readonly actor: Who;
  /** Local days, both included. */
  readonly from: PlainDate;
  readonly to: PlainDate;
}) => Promise<Result<readonly RegisterLine[], Refused>>;

/**
 * The register of what left, what is held, what came in and what was refused, the oldest first (DESIGN 5; UK GDPR Art. 5(2)). For the DPO, and without
 * confidential cases for whoever stands in for them. That it was read is audited.
 */
export const createRegisterData =
  (deps: Part): ReadRegister =>
  ({ actor, from, to }) =>
    deps.uow.run(async (stores) => {
      const { clock, practice } = deps;
      const now = clock.now();
      const person = await personNow(stores, practice, actor, now);
      const span = {
        from: startOfDate(from, practice.zone),
        to: startOfDate(nextDate(to), practice.zone),
      };
      const lines: Result<readonly RegisterLine[], Refusal> = holds(person, 'dpo', 'dpo-delegate')
        ? ok(await linesOf(deps, stores, person, span, now))
        : err('not-the-dpo');
      await stores.audit.append({
        at: now,
        actor: await actorId(stores.people, person),
        action: 'register.read',
        subject: '-',
        outcome: outcomeOf(lines),
        detail: { from, to, lines: lines.ok ? lines.value.length : null },
      });
      return lines.ok ? lines : refused(lines.error);
    });

interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

async function linesOf(
  deps: Part,
  stores: Stores,
  person: Person,
  span: Span,
  now: Instant,
): Promise<readonly RegisterLine[]> {
  const { zone } = deps.practice;
  // A case that came before the span may have been refused in it.
  const files = await stores.cases.reportedIn(EARLIEST, span.to);
  const hidden = new Set(files.filter((file) => mayWorkOn(file, person)).map(({ id }) => id));
  const all: DatedLine[] = (await stores.disclosures.between(span.from, span.to)).map((line) =>
    disclosureLine(line, zone),
  );
  for (const hold of [...(await stores.holds.standing()), ...(await stores.holds.released())])
    all.push(holdLine(hold, await stores.holds.tally(hold.id), zone));
  for (const file of files) all.push(caseLine(file, deps, now), ...(await refusalsOf(deps, stores, file)));
  return all
    .filter(({ on, line }) => span.from <= on && on < span.to && !hidden.has(line.caseId))
    .sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1))
    .map(({ line }) => line);
}

async function refusalsOf(deps: Part, stores: Stores, file: CaseFile): Promise<readonly DatedLine[]> {
  const { zone } = deps.practice;
  const lines: DatedLine[] = [];
  for (const step of file.steps)
    if (step.kind === 'refused')
      lines.push(refusalLine(file, step, await nameOfPerson(stores, deps, step.by), zone));
  for (const request of await stores.requests.ofCase(file.id)) {
    const { state, ending } = request;
    if (state === 'denied' && ending)
      lines.push(
        denialLine(
          request,
          ending.at,
          await nameOfPerson(stores, deps, ending.by ?? ''),
          ending.reason,
          zone,
        ),
      );
  }
  return lines;
}
