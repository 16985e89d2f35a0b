import type { Refusal } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { addMonths, daysBetween, type Instant, isRealDate, type PlainDate } from '../../../kernel/time.ts';
import { requiredTextFault } from '../../../kernel/typedText.ts';
import { hasRole, isThem, mayActAsDpo, type Person } from '../../people/model/person.ts';
import type { Hold } from './hold.ts';

/** The longest a hold may stand before somebody looks at it again. */
const MAX_MONTHS = 24;

const dpoFault = (person: Person): Refusal | undefined => (mayActAsDpo(person) ? undefined : 'not-the-dpo');

/** The DPO names another day by which it must be looked at again. */
export function renew(hold: Hold, person: Person, until: string, today: PlainDate): Result<Hold, Refusal> {
  const fault = dpoFault(person);
  if (fault) return err(fault);
  if (hold.state !== 'active') return err('hold-not-open');
  if (!isRealDate(until) || until <= today || until > addMonths(today, MAX_MONTHS)) return err('days-out-of-range');
  return ok({ ...hold, endsOn: until });
}

/** The DPO’s half of ending it, with a reason. */
export function proposeEnd(hold: Hold, person: Person, reason: string, now: Instant): Result<Hold, Refusal> {
  const fault = dpoFault(person) ?? requiredTextFault(reason);
  if (fault) return err(fault);
  if (hold.state !== 'active') return err('hold-not-open');
  return ok({ ...hold, state: 'release-proposed', proposal: { by: person.email, at: now, reason: reason.trim() } });
}

/** The DPO gives up copies that cannot be proven, with a reason; the hold itself stands. */
export function giveUp(hold: Hold, person: Person, reason: string): Result<Hold, Refusal> {
  const fault = dpoFault(person) ?? requiredTextFault(reason);
  if (fault) return err(fault);
  return hold.state === 'released' ? err('hold-not-open') : ok(hold);
}

/** A director’s half, never given by whoever proposed it: ending a hold takes two people (decision 0013). */
export function agreeToEnd(hold: Hold, person: Person, now: Instant): Result<Hold, Refusal> {
  const fault = directorFault(hold, person);
  if (fault) return err(fault);
  return ok({ ...hold, state: 'released', released: { by: person.email, at: now } });
}

/** A director says no: it stands as before. */
export function keep(hold: Hold, person: Person): Result<Hold, Refusal> {
  const fault = directorFault(hold, person);
  return fault ? err(fault) : ok({ ...hold, state: 'active', proposal: null });
}

function directorFault(hold: Hold, person: Person): Refusal | undefined {
  if (!hasRole(person, 'director')) return 'not-a-director';
  if (hold.state !== 'release-proposed') return 'hold-not-open';
  return isThem(person, hold.proposal?.by) ? 'already-agreed' : undefined;
}

/** Days before its end date at which a hold’s owner is reminded. */
const REMIND_DAYS = [14, 3] as const;

/** Names a hold’s reminder due today: 14 and 3 days before its day, then each day. Undefined when none is. */
export function dueHoldReminder(hold: Hold, today: PlainDate): string | undefined {
  const left = daysBetween(today, hold.endsOn);
  if (left <= 0) return `${hold.id}@${today}`;
  const step = REMIND_DAYS.filter((days) => left <= days).at(-1);
  return step === undefined ? undefined : `${hold.id}@${hold.endsOn}-${step}`;
}
