import { listOf } from '../../kernel/listOf.ts';
import { dateIn } from '../../kernel/time.ts';
import type { Context } from '../../stores.ts';
import { namesOf } from '../people/names.ts';
import type { AccessRequest } from '../requests/model/request.ts';
import { caseClock } from './caseClock.ts';
import type { CaseRecord } from './model/case.ts';
import { type Hold, WANTING_STATES } from './model/hold.ts';

const FAULTS_SHOWN = 3;

/** A hold with how its copies stand: everything a card about it may show, read afresh. */
export async function loadHoldView(context: Context, hold: Hold) {
  const tally = await context.holds.tally(hold.id);
  const isWhole = Object.keys(tally).every((state) => state === 'held' || state === 'deleted');
  const copies = isWhole ? [] : await context.holds.copiesOf(hold.id);
  const faulty = copies.filter(({ fault }) => fault !== null);
  const wanting = copies.filter(({ state }) => WANTING_STATES.includes(state));
  return {
    hold,
    tally,
    /** What is wrong with copies, in sentences; the first few. */
    faults: faulty.slice(0, FAULTS_SHOWN).map(({ fault }) => fault ?? '') as readonly string[],
    /** Live recordings that are to be deleted and are kept, locked, because no proven copy stands yet. */
    pastLimit: await context.recordings.countMarkedAmong(wanting.map(({ recordingId }) => recordingId)),
    names: await namesOf(context, listOf([hold.owner, hold.proposal?.by, hold.released?.by])),
    zone: context.practice.zone,
    today: dateIn(context.now, context.practice.zone),
  };
}

export type HoldView = Readonly<Awaited<ReturnType<typeof loadHoldView>>>;

/**
 * Everything a card about a case may show, read afresh. `isFull` is false where names and details must not stand: a
 * channel, or a delegate’s chat when it is confidential.
 */
export async function loadCaseView(context: Context, caseRecord: CaseRecord, isFull: boolean) {
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
    /** Null for a police request, which no statute times. */
    clock: caseClock(context, caseRecord),
    holds: holds as readonly HoldView[],
    /** What was raised from it to be released, the first first. */
    releases: releases as readonly Pick<AccessRequest, 'id' | 'state' | 'submittedAt' | 'agreements'>[],
    disclosures: await context.disclosures.findByCase(caseRecord.id),
    /** By address, of everybody who has done something about it. */
    names,
    /** Names of those whom no platform reaches. */
    unreached: [...new Set(unreached.map((email) => names[email] ?? email))] as readonly string[],
    isFull,
    zone: practice.zone,
    today: dateIn(context.now, practice.zone),
    now: context.now,
  };
}

export type CaseView = Readonly<Awaited<ReturnType<typeof loadCaseView>>>;
