import { listOf } from '../../kernel/listOf.ts';
import { lengthText, localIso } from '../../kernel/text.ts';
import { dateIn, type Instant } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
import { caseTitle, channelText, GROUNDS, tallyText } from '../cases/caseWords.ts';
import { type CaseRecord, isClosed, stepOf, type TakenStep } from '../cases/model/case.ts';
import { readClock } from '../cases/model/deadline.ts';
import type { HeldState, Hold } from '../cases/model/hold.ts';
import type { AccessRequest } from '../requests/model/request.ts';
import type { Disclosure } from './model/disclosure.ts';
import { REGISTER_COLUMNS, type RegisterLine } from './registerLine.ts';
import { DISCLOSED, holdStateWords } from './words.ts';

/** A line and the moment it stands under. */
export interface DatedLine {
  readonly on: Instant;
  readonly line: RegisterLine;
}

const EMPTY = Object.fromEntries(Object.keys(REGISTER_COLUMNS).map((name) => [name, ''])) as RegisterLine;

const dated = (
  on: Instant,
  zone: string,
  line: Pick<RegisterLine, 'kind' | 'id'> & Partial<RegisterLine>,
): DatedLine => ({ on, line: { ...EMPTY, at: localIso(on, zone), ...line } });

export const disclosureLine = (line: Disclosure, zone: string): DatedLine =>
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

export const holdLine = (hold: Hold, tally: Readonly<Partial<Record<HeldState, number>>>, zone: string): DatedLine =>
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

export const caseLine = (
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
export const refusalLine = (
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
export const denialLine = (request: AccessRequest, at: Instant, by: string, reason: string, zone: string): DatedLine =>
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
