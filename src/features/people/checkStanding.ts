import type { Refusal } from '../../kernel/refusal.ts';
import type { Context, Deps } from '../../stores.ts';
import type { AdmitAccount } from './admitAccount.ts';
import type { PlatformUser } from './model/accounts.ts';
import type { UserBinding } from './model/binding.ts';
import { type Email, isStaff } from './model/person.ts';

/** Why somebody may hear or see nothing at this moment, by what their platforms say of their accounts. */
export type CheckStanding = (email: Email) => Promise<Refusal | undefined>;

/** What the platform says of an account now; undefined where it cannot be asked. */
export type LookAtAccount = (account: UserBinding) => Promise<PlatformUser | undefined>;

/** What was found is believed for so long, in milliseconds; after twice as long whoever asks waits for the answer. */
const FRESH_MS = 20_000;

/**
 * Looks whether somebody whose link is open is still one of the practice: not deactivated, not off the staff. A
 * platform that does not answer changes nothing that is known.
 */
export const createCheckStanding = (
  { uow, clock, log }: Pick<Deps, 'uow' | 'clock' | 'log'>,
  admit: AdmitAccount,
  lookAt: LookAtAccount,
): CheckStanding => {
  const looks = new Map<
    Email,
    { readonly at: number; readonly found: Refusal | undefined; readonly next?: Promise<Refusal | undefined> }
  >();
  const look = async (email: Email): Promise<Refusal | undefined> => {
    const accounts = await uow.read(({ people }) => people.bindingsOf(email));
    for (const account of accounts)
      try {
        const user = await lookAt(account);
        if (user) await admit(user, 'desk');
      } catch {
        log.warn('people.not-looked-at', { platform: account.platform });
      }
    const found = await uow.read((context) => standingFault(context, email));
    looks.set(email, { at: Date.parse(clock.now()), found });
    return found;
  };
  return async (email) => {
    const last = looks.get(email);
    // A clock that has gone back says nothing of how old an answer is.
    const passed = last ? Date.parse(clock.now()) - last.at : -1;
    const age = passed < 0 ? Number.POSITIVE_INFINITY : passed;
    if (last && age < FRESH_MS) return last.found;
    const next = last?.next ?? look(email).finally(() => looks.get(email)?.next && looks.delete(email));
    if (last) looks.set(email, { ...last, next });
    // Where nobody waits for it, nobody would hear that the database was away.
    next.catch(() => {});
    return last && age < 2 * FRESH_MS ? last.found : next;
  };
};

/** Why somebody is not of the practice any more, as far as is known. */
export async function standingFault({ people, practice }: Context, email: Email): Promise<Refusal | undefined> {
  if (!isStaff(practice.directory, email)) return 'not-staff';
  return (await people.isShutOut(email)) ? 'inactive-account' : undefined;
}
