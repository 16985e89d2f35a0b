import type { Refusal } from '../../../kernel/refusal.ts';
import type { Context } from '../../../stores.ts';
import { mayActAsDpo, type Person } from '../../people/model/person.ts';
import { namesOf } from '../../people/names.ts';
import type { HeldLock } from '../model/heldLock.ts';
import { mayWorkOn } from '../model/steps.ts';

/** A locked call as its card shows it. */
export async function loadLockView(context: Context, lock: HeldLock) {
  const keptFor = new Set<string>();
  for (const { holdId } of await context.holds.copiesOfRecording(lock.recordingId))
    keptFor.add((await context.holds.find(holdId))?.caseId ?? holdId);
  return {
    lock,
    /** Ids of the cases, or of the holds without one, whose copies are locked. */
    keptFor: [...keptFor] as readonly string[],
    names: await namesOf(context, lock.decision === null ? [] : [lock.decision.by]),
    zone: context.practice.zone,
  };
}

export type HeldLockView = Readonly<Awaited<ReturnType<typeof loadLockView>>>;

/** Why somebody may not see or decide on a locked call: it is for the DPO, and unless confidential for stand-ins. */
export async function lockFault(
  { holds, cases }: Context,
  { recordingId }: Pick<HeldLock, 'recordingId'>,
  person: Person,
): Promise<Refusal | undefined> {
  if (!mayActAsDpo(person)) return 'not-the-dpo';
  for (const { holdId } of await holds.copiesOfRecording(recordingId)) {
    const caseId = (await holds.find(holdId))?.caseId;
    const caseRecord = caseId ? await cases.find(caseId) : undefined;
    const fault = caseRecord && mayWorkOn(caseRecord, person);
    if (fault) return fault;
  }
  return undefined;
}
