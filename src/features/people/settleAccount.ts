import { outcomeOf, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Deps } from '../../stores.ts';
import { refreshMessages } from '../messaging/post.ts';
import type { Actor } from './actor.ts';
import { leaveChat, sendWhatWaited } from './admitAccount.ts';
import { personNow } from './currentDirectory.ts';
import { maySettle } from './model/accounts.ts';
import type { UserBinding } from './model/binding.ts';

export type SettleAccount = (act: {
  readonly actor: Actor;
  readonly id: string;
  readonly isTheirs: boolean;
}) => Promise<Result<UserBinding, Refused>>;

/** The DPO, or of the DPO's own a director, says whose an account is. One that is confirmed takes the other's place. */
export const createSettleAccount =
  ({ uow }: Pick<Deps, 'uow'>): SettleAccount =>
  ({ actor, id, isTheirs }) =>
    uow.run(async (context) => {
      const { people, practice, now } = context;
      const account = await people.findCheck(id);
      const person = await personNow(context, actor);
      const result = !account
        ? err('check-not-found' as const)
        : !maySettle(person, account, practice.directory)
          ? err('not-to-confirm' as const)
          : // Two answers at once: the database takes one.
            account.state !== 'held' || !(await context.inbound.claimEvent(`settle:${id}`, now))
            ? err('check-settled' as const)
            : ok(account);
      await context.recordAudit(actor, {
        action: isTheirs ? 'account.confirm' : 'account.refuse',
        subject: account?.checkId ?? '-',
        outcome: outcomeOf(result),
      });
      if (!result.ok) return refused(result.error);
      const settled = { ...result.value, settled: { by: actor.email, at: now } };
      if (isTheirs) {
        for (const former of await people.bindingsOf(settled.email))
          if (former.platform === settled.platform) {
            await people.bind({ ...former, state: 'former' });
            await leaveChat(context, former);
          }
      }
      await people.bind({ ...settled, state: isTheirs ? 'pinned' : 'refused' });
      if (isTheirs) await sendWhatWaited(context, settled.email);
      await refreshMessages(context, id);
      return ok({ ...settled, state: isTheirs ? 'pinned' : 'refused' });
    });
