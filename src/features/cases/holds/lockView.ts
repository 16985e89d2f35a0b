import type { Context } from '../../../stores.ts';
import type { Email } from '../../people/model/person.ts';
import { namesOf } from '../../people/names.ts';
import type { HeldLock } from '../model/heldLock.ts';

/** A locked call as its card shows it. */
export interface HeldLockView {
  readonly lock: HeldLock;
  /** Ids of the cases, or of the holds without one, whose copies are locked. */
  readonly keptFor: readonly string[];
  readonly names: Readonly<Record<Email, string>>;
  readonly zone: string;
}

export async function loadLockView(context: Context, lock: HeldLock): Promise<HeldLockView> {
  const keptFor = new Set<string>();
  for (const { holdId } of await context.holds.copiesOfRecording(lock.recordingId))
    keptFor.add((await context.holds.find(holdId))?.caseId ?? holdId);
  return {
    lock,
    keptFor: [...keptFor],
    names: await namesOf(context, lock.decision === null ? [] : [lock.decision.by]),
    zone: context.practice.zone,
  };
}
