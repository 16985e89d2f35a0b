import type { Deps } from '../deps.ts';
import type { Actor } from '../features/people/actor.ts';
import { actorId } from '../features/people/actorId.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { type Refused, refusal } from '../kernel/refused.ts';
import type { Verb } from './actions.ts';
import type { Answer, Command } from './reply.ts';

type Part = Pick<Deps, 'uow' | 'clock'>;

interface RefusedStep {
  readonly verb: Verb | Command;
  /** What it was about, as the desk knows it; undefined when what a click names is nothing the desk knows. */
  readonly subject: string | undefined;
  readonly actor: Actor;
  readonly fault: Refused;
}

/** A second step somebody may not take is an attempt like any other, and evidence too. */
export const noteRefused = ({ uow, clock }: Part, act: RefusedStep): Promise<void> =>
  uow.run(async ({ audit, people }) =>
    audit.append({
      at: clock.now(),
      actor: await actorId(people, act.actor),
      action: `press.${act.verb}`,
      subject: act.subject ?? '-',
      outcome: act.fault.code,
      detail: {},
    }),
  );

/** Writes the attempt down and says why not. */
export const createTurnAway =
  (deps: Part, sorry: (fault: Refused) => Answer) =>
  async (
    verb: Verb | Command,
    code: Refusal,
    actor: Actor,
    subject: string | undefined = undefined,
  ): Promise<Answer> => {
    const fault = refusal(code);
    await noteRefused(deps, { verb, subject, actor, fault });
    return sorry(fault);
  };
