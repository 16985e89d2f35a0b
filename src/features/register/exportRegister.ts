import { outcomeOf, type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { EARLIEST, type Instant, nextDate, type PlainDate, startOfDate } from '../../kernel/time.ts';
import type { Context, Deps } from '../../stores.ts';
import type { CaseRecord } from '../cases/model/case.ts';
import { mayWorkOn } from '../cases/model/steps.ts';
import { personNow, type Who } from '../people/currentDirectory.ts';
import { mayActAsDpo, type Person } from '../people/model/person.ts';
import { nameOfPerson } from '../people/names.ts';
import { findRecording } from '../recordings/findRecording.ts';
import { isPartyToCall } from '../requests/model/party.ts';
import { type AccessRequest, agreedTerms } from '../requests/model/request.ts';
import type { RegisterLine } from './registerLine.ts';
import { caseLine, type DatedLine, denialLine, disclosureLine, holdLine, refusalLine } from './registerLines.ts';

export type ReadRegister = (act: {
  readonly actor: Who;
  /** Local days, both included. */
  readonly from: PlainDate;
  readonly to: PlainDate;
}) => Promise<Result<readonly RegisterLine[], Refused>>;

/**
 * The register of what left, what is held, what came in and what was refused, of cases and of requests, the
 * oldest first (UK GDPR Art. 5(2)). For the DPO, and without confidential cases for whoever stands in for
 * them. A denied request is left out for a party to its call. That it was read is audited.
 */
export const createRegisterData =
  (deps: Pick<Deps, 'uow' | 'clock' | 'practice' | 'isWorkingDay'>): ReadRegister =>
  ({ actor, from, to }) =>
    deps.uow.run(async (context) => {
      const { practice } = deps;
      const person = await personNow(context, actor);
      const span = { from: startOfDate(from, practice.zone), to: startOfDate(nextDate(to), practice.zone) };
      const lines: Result<readonly RegisterLine[], Refusal> = mayActAsDpo(person)
        ? ok(await linesOf(context, person, span))
        : err('not-the-dpo');
      await context.recordAudit(person, {
        action: 'register.read',
        outcome: outcomeOf(lines),
        detail: { from, to, lines: lines.ok ? lines.value.length : null },
      });
      return lines.ok ? lines : refused(lines.error);
    });

interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

async function linesOf(context: Context, person: Person, span: Span): Promise<readonly RegisterLine[]> {
  const { zone } = context.practice;
  // A case that came before the span may have been refused in it.
  const files = await context.cases.reportedIn(EARLIEST, span.to);
  const hidden = new Set(files.filter((caseRecord) => mayWorkOn(caseRecord, person)).map(({ id }) => id));
  const all: DatedLine[] = (await context.disclosures.between(span.from, span.to)).map((line) =>
    disclosureLine(line, zone),
  );
  for (const hold of [...(await context.holds.unreleased()), ...(await context.holds.released())])
    all.push(holdLine(hold, await context.holds.tally(hold.id), zone));
  for (const caseRecord of files)
    all.push(caseLine(caseRecord, context, context.now), ...(await refusalsOf(context, caseRecord)));
  all.push(...(await denialsOf(context, { person, files, span })));
  return all
    .filter(({ on, line }) => span.from <= on && on < span.to && !hidden.has(line.caseId))
    .sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1))
    .map(({ line }) => line);
}

async function refusalsOf(context: Context, caseRecord: CaseRecord): Promise<readonly DatedLine[]> {
  const { zone } = context.practice;
  const lines: DatedLine[] = [];
  for (const step of caseRecord.steps)
    if (step.kind === 'refused') lines.push(refusalLine(caseRecord, step, await nameOfPerson(context, step.by), zone));
  return lines;
}

interface Reader {
  readonly person: Person;
  readonly files: readonly CaseRecord[];
  readonly span: Span;
}

/** Of a case that has been erased nobody can say whether it was confidential: its denials stay out. */
async function denialsOf(context: Context, { person, files, span }: Reader): Promise<readonly DatedLine[]> {
  const known = new Set(files.map(({ id }) => id));
  const lines: DatedLine[] = [];
  for (const request of await context.requests.findByStates(['denied'])) {
    const { caseId, ending } = request;
    if (!ending || ending.at < span.from || span.to <= ending.at) continue;
    if (caseId === null ? await isParty(context, person, request) : !known.has(caseId)) continue;
    const by = ending.by === null ? '' : await nameOfPerson(context, ending.by);
    lines.push(denialLine(request, ending.at, by, ending.reason, context.practice.zone));
  }
  return lines;
}

async function isParty(context: Context, person: Person, request: AccessRequest): Promise<boolean> {
  const agreed = agreedTerms(request);
  const meant = agreed && (await findRecording(context, request, agreed.recordingId));
  return isPartyToCall(person, request, meant ? [meant.recording] : []);
}
