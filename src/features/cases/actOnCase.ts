import type { CaseId } from '../../kernel/ids.ts';
import { outcomeOf, type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Context, Deps } from '../../stores.ts';
import { refreshMessages } from '../messaging/post.ts';
import type { Actor } from '../people/actor.ts';
import { personNow } from '../people/currentDirectory.ts';
import type { Person } from '../people/model/person.ts';
import { type CaseView, loadCaseView } from './loadCaseView.ts';
import type { CaseRecord } from './model/case.ts';
import { mayWorkOn } from './model/steps.ts';

export type CaseDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice' | 'isWorkingDay'>;

export interface CaseAct {
  readonly caseId: CaseId;
  readonly actor: Actor;
  readonly action: string;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
  /** Who may; the DPO and those standing in, unless told. */
  readonly fault?: (caseRecord: CaseRecord, person: Person) => Refusal | undefined;
  readonly change: (
    caseRecord: CaseRecord,
    context: Context,
    person: Person,
  ) => Promise<Result<CaseRecord, Refusal>> | Result<CaseRecord, Refusal>;
  /** What else belongs to the act, in the same transaction. */
  readonly alongside?: (caseRecord: CaseRecord, context: Context, person: Person) => Promise<void>;
}

/** An act that needs nothing typed. */
export type OnCase = (act: { readonly caseId: CaseId; readonly actor: Actor }) => Promise<Result<CaseView, Refused>>;

/** The one shape of every act on a case, like `actOnRequest`: one transaction, every attempt audited. */
export const actOnCase = (deps: CaseDeps, act: CaseAct): Promise<Result<CaseView, Refused>> =>
  deps.uow.run(async (context) => {
    const caseRecord = await context.cases.find(act.caseId);
    const person = await personNow(context, act.actor);
    const fault = caseRecord ? (act.fault ?? mayWorkOn)(caseRecord, person) : 'case-not-found';
    const changed =
      !caseRecord || fault ? err(fault ?? 'case-not-found') : await act.change(caseRecord, context, person);
    await context.recordAudit(person, {
      action: act.action,
      subject: caseRecord?.id,
      outcome: outcomeOf(changed),
      detail: { ...act.detail },
    });
    if (!changed.ok) return refused(changed.error);
    const saved = changed.value === caseRecord ? caseRecord : await context.cases.save(changed.value);
    await act.alongside?.(saved, context, person);
    await refreshMessages(context, saved.id);
    return ok(await loadCaseView(context, saved, true));
  });

/** Orders every card about a case, its releases and its holds to be drawn again: who may read them has changed. */
export async function refreshCase(context: Context, id: CaseId): Promise<void> {
  await refreshMessages(context, id);
  for (const request of await context.requests.findByCase(id)) await refreshMessages(context, request.id);
  for (const hold of await context.holds.findByCase(id)) await refreshMessages(context, hold.id);
}

/** A case with everything about it, for somebody who works on it; undefined when there is none. */
export const loadFullCaseView = (deps: CaseDeps, id: CaseId): Promise<CaseView | undefined> =>
  deps.uow.read(async (context) => {
    const caseRecord = await context.cases.find(id);
    return caseRecord && loadCaseView(context, caseRecord, true);
  });
