import { listOf } from '../../kernel/listOf.ts';
import { outcomeOf, type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { lengthText, localIso } from '../../kernel/text.ts';
import { dateIn, EARLIEST, type Instant, nextDate, type PlainDate, startOfDate } from '../../kernel/time.ts';
import type { Context, Deps } from '../../stores.ts';
import { caseTitle, channelText, GROUNDS, tallyText } from '../cases/caseWords.ts';
import { type CaseRecord, isClosed, stepOf, type TakenStep } from '../cases/model/case.ts';
import { readClock } from '../cases/model/deadline.ts';
import type { HeldState, Hold } from '../cases/model/hold.ts';
import { mayWorkOn } from '../cases/model/steps.ts';
import { personNow, type Who } from '../people/currentDirectory.ts';
import { mayActAsDpo, type Person } from '../people/model/person.ts';
import { nameOfPerson } from '../people/names.ts';
import { findRecording } from '../recordings/findRecording.ts';
import { isPartyToCall } from '../requests/model/party.ts';
import { type AccessRequest, agreedTerms } from '../requests/model/request.ts';
import type { Disclosure } from './model/disclosure.ts';
import { REGISTER_COLUMNS, type RegisterLine } from './registerLine.ts';
import { DISCLOSED, holdStateWords } from './words.ts';

/** A line and the moment it stands under. */
interface DatedLine {
  readonly on: Instant;
  readonly line: RegisterLine;
}

const EMPTY = Object.fromEntries(Object.keys(REGISTER_COLUMNS).map((name) => [name, ''])) as RegisterLine;

const dated = (
  on: Instant,
  zone: string,
  line: Pick<RegisterLine, 'kind' | 'id'> & Partial<RegisterLine>,
): DatedLine => ({ on, line: { ...EMPTY, at: localIso(on, zone), ...line } });

const disclosureLine = (line: Disclosure, zone: string): DatedLine =>
  dated(line.at, zone, {
    kind: 'disclosure',
    id: line.requestId,
    caseId: line.caseId ?? '',
    what: DISCLOSED[line.kind],
    whom: line.recipient,
    ground: line.ground,
    by: line.by,
    length: lengthText(line.durationMs),
    silenced: String(line.silenced),
    sha256: line.sha256,
  });

const holdLine = (hold: Hold, tally: Readonly<Partial<Record<HeldState, number>>>, zone: string): DatedLine =>
  dated(hold.placedAt, zone, {
    kind: 'hold',
    id: hold.id,
    caseId: hold.caseId ?? '',
    what: 'Hold placed',
    ground: hold.reason,
    by: hold.ownerName,
    until: hold.endsOn,
    state: holdStateWords(hold, zone),
    words: tallyText(tally),
  });

const caseLine = (
  caseRecord: CaseRecord,
  { practice: { zone }, isWorkingDay }: Pick<Deps, 'practice' | 'isWorkingDay'>,
  now: Instant,
): DatedLine =>
  dated(caseRecord.report.reportedAt, zone, {
    kind: 'case',
    id: caseRecord.id,
    caseId: caseRecord.id,
    what: caseTitle(caseRecord),
    whom: caseRecord.report.from,
    by: caseRecord.report.reporterName,
    until: readClock(caseRecord, { today: dateIn(now, zone), zone, isWorkingDay })?.due ?? '',
    state: stateWords(caseRecord),
    words: `${channelText(caseRecord.report.channel)}, received ${caseRecord.report.receivedOn}`,
  });

function stateWords(caseRecord: CaseRecord): string {
  const answered = stepOf(caseRecord, 'answered');
  const refusal = stepOf(caseRecord, 'refused');
  const parts = listOf([
    answered && `answered ${answered.on}`,
    refusal && `refused${refusal.partly ? ' in part' : ''} ${refusal.on}`,
    isClosed(caseRecord) && 'closed',
  ]);
  return parts.length === 0 ? 'open' : parts.join(', ');
}

/** What the practice said no to, in a case: the whole, a part, or a release the DPO had asked for. */
const refusalLine = (
  caseRecord: CaseRecord,
  step: Extract<TakenStep, { readonly kind: 'refused' }>,
  by: string,
  zone: string,
): DatedLine =>
  dated(step.at, zone, {
    kind: 'refusal',
    id: caseRecord.id,
    caseId: caseRecord.id,
    what: `${caseTitle(caseRecord)} refused${step.partly ? ' in part' : ''}, ${step.on}`,
    whom: caseRecord.report.from,
    ground: GROUNDS[step.ground],
    by,
    words: step.reasons,
  });

/** A request that was denied; `by` is empty once names have been erased. */
const denialLine = (request: AccessRequest, at: Instant, by: string, reason: string, zone: string): DatedLine =>
  dated(at, zone, {
    kind: 'refusal',
    id: request.id,
    caseId: request.caseId ?? '',
    what: request.caseId === null ? 'Request denied' : 'Release denied',
    whom: request.requesterName,
    ground: `${request.rule.title} (policy ${request.rule.clause})`,
    by,
    words: reason,
  });

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

/** Of a case that has been erased nobody can say whether it was confidential: its denials stay out. */
async function denialsOf(
  context: Context,
  { person, files, span }: { readonly person: Person; readonly files: readonly CaseRecord[]; readonly span: Span },
): Promise<readonly DatedLine[]> {
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
