import type { Deps } from '../../deps.ts';
import { dateIn, type Instant } from '../../kernel/time.ts';
import type { Stores } from '../../stores.ts';
import { namesOf } from '../people/names.ts';
import type { CaseView, HoldView } from './caseView.ts';
import type { CaseFile } from './model/case.ts';
import { readClock } from './model/deadline.ts';
import type { Hold } from './model/hold.ts';

type Part = Pick<Deps, 'practice' | 'isWorkingDay'>;

const FAULTS_SHOWN = 3;

/** Everything a card about a hold may show, read afresh. */
export async function loadHoldView(
  stores: Stores,
  hold: Hold,
  deps: Pick<Deps, 'practice'>,
  now: Instant,
): Promise<HoldView> {
  const tally = await stores.holds.tally(hold.id);
  const isFaulty = (tally.unproven ?? 0) + (tally.lost ?? 0) > 0;
  const faulty = isFaulty ? (await stores.holds.copiesOf(hold.id)).filter(({ fault }) => fault !== null) : [];
  return {
    hold,
    tally,
    faults: faulty.slice(0, FAULTS_SHOWN).map(({ fault }) => fault ?? ''),
    names: await namesOf(stores, deps, [
      hold.owner,
      ...(hold.proposal ? [hold.proposal.by] : []),
      ...(hold.released ? [hold.released.by] : []),
    ]),
    zone: deps.practice.zone,
    today: dateIn(now, deps.practice.zone),
  };
}

/** Everything a card about a case may show, read afresh. */
export async function loadCaseView(
  stores: Stores,
  file: CaseFile,
  deps: Part,
  now: Instant,
  isFull: boolean,
): Promise<CaseView> {
  const { practice, isWorkingDay } = deps;
  const today = dateIn(now, practice.zone);
  const posts = await stores.posts.findBySubject(file.id);
  const unreached = posts.flatMap(({ card, audience, unreached: why }) =>
    why !== null && card === 'case' && audience.kind === 'person' ? [audience.email] : [],
  );
  const holds: HoldView[] = [];
  for (const hold of await stores.holds.findByCase(file.id))
    holds.push(await loadHoldView(stores, hold, deps, now));
  const names = await namesOf(stores, deps, [...file.steps.map(({ by }) => by), ...unreached]);
  return {
    file,
    clock: readClock(file, { today, zone: practice.zone, isWorkingDay }),
    holds,
    releases: await stores.requests.findByCase(file.id),
    disclosures: await stores.disclosures.findByCase(file.id),
    names,
    unreached: [...new Set(unreached.map((email) => names[email] ?? email))],
    isFull,
    zone: practice.zone,
    today,
    now,
  };
}
