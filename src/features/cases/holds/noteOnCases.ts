import type { Context } from '../../../stores.ts';
import { refreshMessages } from '../../messaging/post.ts';
import { type CaseStep, isClosed } from '../model/case.ts';
import type { HeldCopy } from '../model/hold.ts';
import { withStep } from '../model/steps.ts';

/** Writes what became of held copies into the history of each case that is open, and draws its cards anew. */
export async function noteOnCases(
  context: Context,
  copies: readonly Pick<HeldCopy, 'holdId'>[],
  step: CaseStep,
): Promise<void> {
  for (const holdId of new Set(copies.map((copy) => copy.holdId))) {
    const hold = await context.holds.find(holdId);
    const caseRecord = hold?.caseId ? await context.cases.find(hold.caseId) : undefined;
    if (caseRecord && !isClosed(caseRecord)) await context.cases.save(withStep(caseRecord, step, 'desk', context.now));
    await refreshMessages(context, hold?.caseId, holdId);
  }
}
