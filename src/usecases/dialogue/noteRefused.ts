import type { Refusal } from '../../domain/request/refusal.ts';
import type { Deps } from '../deps.ts';
import { actorId } from '../linkLimits.ts';
import { type Refused, refusal } from '../refused.ts';
import type { Actor } from '../resolveActor.ts';
import type { Verb } from '../verbs.ts';
import type { Answer, Command } from './answer.ts';

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
