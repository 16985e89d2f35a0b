import type { Deps } from '../../deps.ts';
import type { CaseId } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { outcomeOf, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Stores } from '../../stores.ts';
import { redrawCards } from '../messaging/post.ts';
import type { Actor } from '../people/actor.ts';
import { actorId } from '../people/actorId.ts';
import { personNow } from '../people/currentDirectory.ts';
import type { Person } from '../people/model/person.ts';
import type { CaseView } from './caseView.ts';
import { loadCaseView } from './loadCaseView.ts';
import type { CaseFile } from './model/case.ts';
import { mayWorkOn } from './model/steps.ts';

export type CaseDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice' | 'isWorkingDay'>;

export interface CaseAct {
  readonly caseId: CaseId;
  readonly actor: Actor;
  readonly action: string;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
  /** Who may; the DPO and those standing in, unless told. */
  readonly fault?: (file: CaseFile, person: Person) => Refusal | undefined;
  readonly change: (
    file: CaseFile,
    stores: Stores,
    now: Instant,
    person: Person,
  ) => Promise<Result<CaseFile, Refusal>> | Result<CaseFile, Refusal>;
  /** What else belongs to the act, in the same transaction. */
  readonly alongside?: (file: CaseFile, stores: Stores, now: Instant, person: Person) => Promise<void>;
}

/** An act that needs nothing typed. */
export type OnCase = (act: {
  readonly caseId: CaseId;
  readonly actor: Actor;
}) => Promise<Result<CaseView, Refused>>;

/** The one shape of every act on a case, as `actOnRequest` is of every act on a request: all in one transaction, the attempt audited whatever its outcome. */
export const actOnCase = (deps: CaseDeps, act: CaseAct): Promise<Result<CaseView, Refused>> =>
  deps.uow.run(async (stores) => {
    const now = deps.clock.now();
    const file = await stores.cases.find(act.caseId);
    const person = await personNow(stores, deps.practice, act.actor, now);
    const fault = file ? (act.fault ?? mayWorkOn)(file, person) : 'case-not-found';
    const changed =
      !file || fault ? err(fault ?? 'case-not-found') : await act.change(file, stores, now, person);
    await stores.audit.append({
      at: now,
      actor: await actorId(stores.people, person),
      action: act.action,
      subject: file ? file.id : '-',
      outcome: outcomeOf(changed),
      detail: { ...act.detail },
    });
    if (!changed.ok) return refused(changed.error);
    const isChanged = changed.value !== file;
    if (isChanged) await stores.cases.save(changed.value);
    const saved = isChanged ? { ...changed.value, version: changed.value.version + 1 } : changed.value;
    await act.alongside?.(saved, stores, now, person);
    await redrawCards(stores, saved.id);
    return ok(await loadCaseView(stores, saved, deps, now, true));
  });
/** Orders every card about a case to be drawn again, its releases’ and its holds’ too: who may read them has changed. */
export async function redrawCase(stores: Stores, id: CaseId): Promise<void> {
  await redrawCards(stores, id);
  for (const request of await stores.requests.findByCase(id)) await redrawCards(stores, request.id);
  for (const hold of await stores.holds.findByCase(id)) await redrawCards(stores, hold.id);
}

/** A case with everything about it, for somebody who works on it; undefined when there is none. */
export const loadFullCaseView = (deps: CaseDeps, id: CaseId): Promise<CaseView | undefined> =>
  deps.uow.read(async (stores) => {
    const file = await stores.cases.find(id);
    return file && loadCaseView(stores, file, deps, deps.clock.now(), true);
  });
