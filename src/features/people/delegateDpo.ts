import type { FormErrors, FormValues } from '../../kernel/form.ts';
import { outcomeOf, type Refused, refusal, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { SubmitFault } from '../../kernel/submitFault.ts';
import { dateIn, nextDate, startOfDate } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
import { postToAll, refreshMessages } from '../messaging/post.ts';
import type { Actor } from './actor.ts';
import { type NamedDelegation, spanFaults } from './model/absence.ts';
import { hasRole, normalEmail, personOf } from './model/person.ts';

type DelegationDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice'>;

export type DelegateDpo = (act: {
  readonly actor: Actor;
  readonly values: FormValues;
  readonly idempotencyKey: string;
}) => Promise<Result<NamedDelegation, SubmitFault>>;

/**
 * The DPO names somebody to stand in between two days, the last included (policy 5.7). Over by itself; never
 * named by a delegate.
 */
export const createDelegateDpo =
  (deps: DelegationDeps): DelegateDpo =>
  async ({ actor, values, idempotencyKey }) => {
    const { uow, clock, ids, practice } = deps;
    const now = clock.now();
    const isDpo = hasRole(personOf(practice.directory, actor.email, now), 'dpo');
    const errors = isDpo ? faultsOf(values, actor, dateIn(now, practice.zone), deps) : {};
    if (Object.keys(errors).length > 0) return err({ kind: 'fields', errors });
    return uow.run(async (context) => {
      const isNew = !isDpo || (await context.inbound.claimEvent(`form:${idempotencyKey}`, now));
      const fault = !isDpo ? ('not-the-dpo' as const) : isNew ? undefined : ('already-sent' as const);
      const [fromDate, untilDate] = [values.from?.trim() ?? '', values.until?.trim() ?? ''];
      const id = ids.named('V');
      const email = normalEmail(values.email ?? '');
      await context.recordAudit(actor, {
        action: 'delegation.name',
        subject: fault ? '-' : id,
        outcome: fault,
        detail: fault ? {} : { person: await context.people.idOf(email), from: fromDate, until: untilDate },
      });
      if (fault) return err({ kind: 'refused', refused: refusal(fault) });
      const delegation: NamedDelegation = {
        id,
        email,
        fromDate,
        untilDate,
        from: startOfDate(fromDate, practice.zone),
        until: startOfDate(nextDate(untilDate), practice.zone),
        namedBy: actor.email,
        namedAt: now,
      };
      await context.delegations.insert(delegation);
      const told = [...new Set([actor.email, ...practice.directory.dpo, email])].map(
        (each) => ({ kind: 'person', email: each }) as const,
      );
      await postToAll(context, id, 'delegation', told);
      return ok(delegation);
    });
  };

function faultsOf(values: FormValues, actor: Actor, today: string, { practice }: DelegationDeps): FormErrors {
  const errors: Record<string, string> = {};
  const email = normalEmail(values.email ?? '');
  const [from, until] = [values.from?.trim() ?? '', values.until?.trim() ?? ''];
  if (!practice.directory.people.some((person) => person.email === email))
    errors.email = 'Choose somebody of the practice. Who is not in the list must be put into the practice file first.';
  else if (email === actor.email || practice.directory.dpo.includes(email))
    errors.email = 'This is the Data Protection Officer. Choose somebody else.';
  return { ...errors, ...spanFaults(from, until, today) };
}

/** The DPO is back early. */
export const createEndDelegation =
  ({ uow, practice }: DelegationDeps) =>
  ({ actor, id }: { readonly actor: Actor; readonly id: string }): Promise<Result<NamedDelegation, Refused>> =>
    uow.run(async (context) => {
      const { now } = context;
      const found = await context.delegations.find(id);
      const isDpo = hasRole(personOf(practice.directory, actor.email, now), 'dpo');
      const result = !isDpo
        ? err('not-the-dpo' as const)
        : !found || found.until <= now
          ? err('delegation-over' as const)
          : ok(found);
      await context.recordAudit(actor, {
        action: 'delegation.end',
        subject: found?.id ?? '-',
        outcome: outcomeOf(result),
      });
      if (!result.ok) return refused(result.error);
      await context.delegations.end(id, now);
      await refreshMessages(context, id);
      return ok({ ...result.value, until: now });
    });

export type EndDelegation = ReturnType<typeof createEndDelegation>;
