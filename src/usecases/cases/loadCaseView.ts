import type { CaseFile } from '../../domain/case/case.ts';
import { readClock } from '../../domain/case/clock.ts';
import type { Hold } from '../../domain/case/hold.ts';
import { nameFromEmail } from '../../domain/people/person.ts';
import { dateIn, type Instant } from '../../domain/time.ts';
import type { Deps } from '../deps.ts';
import type { Stores } from '../ports.ts';
import type { CaseView, HoldView } from './caseView.ts';

type Part = Pick<Deps, 'practice' | 'isWorkingDay'>;

const FAULTS_SHOWN = 3;

/** A person’s name as the practice file or the platform says it. */
export async function nameOfPerson(
  { people }: Pick<Stores, 'people'>,
  { practice }: Pick<Deps, 'practice'>,
  email: string,
): Promise<string> {
  if (email === 'desk') return 'the desk';
  const inFile = practice.directory.people.find((person) => person.email === email);
  if (inFile) return inFile.name;
  const [binding] = email === '' ? [] : await people.bindingsOf(email);
  return binding?.name ?? (email === '' ? 'somebody' : nameFromEmail(email));
}

export async function namesOf(
  stores: Pick<Stores, 'people'>,
  deps: Pick<Deps, 'practice'>,
  emails: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const names: Record<string, string> = {};
  for (const email of emails) names[email] ??= await nameOfPerson(stores, deps, email);
  return names;
}

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
  const posts = await stores.posts.ofSubject(file.id);
  const unreached = posts.flatMap(({ card, audience, unreached: why }) =>
    why !== null && card === 'case' && audience.kind === 'person' ? [audience.email] : [],
  );
  const holds: HoldView[] = [];
  for (const hold of await stores.holds.ofCase(file.id))
    holds.push(await loadHoldView(stores, hold, deps, now));
  const names = await namesOf(stores, deps, [...file.steps.map(({ by }) => by), ...unreached]);
  return {
    file,
    clock: readClock(file, { today, zone: practice.zone, isWorkingDay }),
    holds,
    releases: await stores.requests.ofCase(file.id),
    disclosures: await stores.disclosures.ofCase(file.id),
    names,
    unreached: [...new Set(unreached.map((email) => names[email] ?? email))],
    isFull,
    zone: practice.zone,
    today,
    now,
  };
}
