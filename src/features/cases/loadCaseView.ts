import { listOf } from '../../kernel/listOf.ts';
import { dateIn, type Instant, type PlainDate } from '../../kernel/time.ts';
import type { Context } from '../../stores.ts';
import type { Email } from '../people/model/person.ts';
import { namesOf } from '../people/names.ts';
import type { Disclosure } from '../register/model/disclosure.ts';
import type { AccessRequest } from '../requests/model/request.ts';
import { caseClock } from './caseClock.ts';
import type { CaseRecord } from './model/case.ts';
import type { ClockReading } from './model/deadline.ts';
import { type HeldState, type Hold, WANTING_STATES } from './model/hold.ts';

/** A hold with how its copies stand. */
export interface HoldView {
  readonly hold: Hold;
  readonly tally: Readonly<Partial<Record<HeldState, number>>>;
  /** What is wrong with copies, in sentences; the first few. */
  readonly faults: readonly string[];
  /** Live recordings that are to be deleted and are kept, locked, because no proven copy stands yet. */
  readonly pastLimit: number;
  readonly names: Readonly<Record<Email, string>>;
  readonly zone: string;
  readonly today: PlainDate;
}

/** Everything a card about a case may show, read afresh each time it is drawn. */
export interface CaseView {
  readonly caseRecord: CaseRecord;
  /** Null for a police request, which no statute times. */
  readonly clock: ClockReading | null;
  readonly holds: readonly HoldView[];
  /** What was raised from it to be released, the first first. */
  readonly releases: readonly Pick<AccessRequest, 'id' | 'state' | 'submittedAt' | 'agreements'>[];
  readonly disclosures: readonly Disclosure[];
  /** Names by address of everybody who has done something about it. */
  readonly names: Readonly<Record<Email, string>>;
  /** Names of those whom no platform reaches. */
  readonly unreached: readonly string[];
  /** False where names and details must not stand: a channel, or a delegate’s chat when it is confidential. */
  readonly isFull: boolean;
  readonly zone: string;
  readonly today: PlainDate;
  readonly now: Instant;
}

const FAULTS_SHOWN = 3;

/** Everything a card about a hold may show, read afresh. */
export async function loadHoldView(context: Context, hold: Hold): Promise<HoldView> {
  const tally = await context.holds.tally(hold.id);
  const isWhole = Object.keys(tally).every((state) => state === 'held' || state === 'deleted');
  const copies = isWhole ? [] : await context.holds.copiesOf(hold.id);
  const faulty = copies.filter(({ fault }) => fault !== null);
  const wanting = copies.filter(({ state }) => WANTING_STATES.includes(state));
  return {
    hold,
    tally,
    faults: faulty.slice(0, FAULTS_SHOWN).map(({ fault }) => fault ?? ''),
    pastLimit: await context.recordings.countMarkedAmong(wanting.map(({ recordingId }) => recordingId)),
    names: await namesOf(context, listOf([hold.owner, hold.proposal?.by, hold.released?.by])),
    zone: context.practice.zone,
    today: dateIn(context.now, context.practice.zone),
  };
}

/** Everything a card about a case may show, read afresh. */
export async function loadCaseView(context: Context, caseRecord: CaseRecord, isFull: boolean): Promise<CaseView> {
  const { practice } = context;
  const posts = await context.posts.findBySubject(caseRecord.id);
  const unreached = posts.flatMap(({ card, audience, unreached: why }) =>
    why !== null && card === 'case' && audience.kind === 'person' ? [audience.email] : [],
  );
  const holds: HoldView[] = [];
  for (const hold of await context.holds.findByCase(caseRecord.id)) holds.push(await loadHoldView(context, hold));
  const releases = await context.requests.findByCase(caseRecord.id);
  const acted = [...caseRecord.steps, ...releases.flatMap(({ agreements }) => agreements)].map(({ by }) => by);
  const names = await namesOf(context, [...acted, ...unreached]);
  return {
    caseRecord,
    clock: caseClock(context, caseRecord),
    holds,
    releases,
    disclosures: await context.disclosures.findByCase(caseRecord.id),
    names,
    unreached: [...new Set(unreached.map((email) => names[email] ?? email))],
    isFull,
    zone: practice.zone,
    today: dateIn(context.now, practice.zone),
    now: context.now,
  };
}
