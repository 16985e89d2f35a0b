import { dateIn } from '../../kernel/time.ts';
import type { Context } from '../../stores.ts';
import { namesOf } from '../people/names.ts';
import type { CaseView, HoldView } from './caseView.ts';
import type { CaseRecord } from './model/case.ts';
import { readClock } from './model/deadline.ts';
import { type Hold, WANTING_STATES } from './model/hold.ts';

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
    names: await namesOf(context, [
      hold.owner,
      ...(hold.proposal ? [hold.proposal.by] : []),
      ...(hold.released ? [hold.released.by] : []),
    ]),
    zone: context.practice.zone,
    today: dateIn(context.now, context.practice.zone),
  };
}

/** Everything a card about a case may show, read afresh. */
export async function loadCaseView(context: Context, caseRecord: CaseRecord, isFull: boolean): Promise<CaseView> {
  const { practice, isWorkingDay } = context;
  const today = dateIn(context.now, practice.zone);
  const posts = await context.posts.findBySubject(caseRecord.id);
  const unreached = posts.flatMap(({ card, audience, unreached: why }) =>
    why !== null && card === 'case' && audience.kind === 'person' ? [audience.email] : [],
  );
  const holds: HoldView[] = [];
  for (const hold of await context.holds.findByCase(caseRecord.id)) holds.push(await loadHoldView(context, hold));
  const names = await namesOf(context, [...caseRecord.steps.map(({ by }) => by), ...unreached]);
  return {
    caseRecord,
    clock: readClock(caseRecord, { today, zone: practice.zone, isWorkingDay }),
    holds,
    releases: await context.requests.findByCase(caseRecord.id),
    disclosures: await context.disclosures.findByCase(caseRecord.id),
    names,
    unreached: [...new Set(unreached.map((email) => names[email] ?? email))],
    isFull,
    zone: practice.zone,
    today,
    now: context.now,
  };
}
