import type { Refused } from '../../kernel/refusal.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Deps } from '../../stores.ts';
import type { Actor } from './actor.ts';
import { createAdmitAccount } from './admitAccount.ts';
import { personNow } from './currentDirectory.ts';
import type { PlatformUser } from './model/accounts.ts';

export type ResolveActor = (user: PlatformUser) => Promise<Result<Actor, Refused>>;

/** The person behind a platform's user, with the roles of this moment. */
export const createResolveActor = (deps: Pick<Deps, 'uow' | 'clock' | 'practice'>): ResolveActor => {
  const admit = createAdmitAccount(deps);
  return async (user) => {
    const account = await admit(user);
    if (!account.ok) return account;
    return ok(await deps.uow.read((context) => personNow(context, account.value)));
  };
};
