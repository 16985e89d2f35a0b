import type { Practice } from './practice.ts';
import { PURPOSES, type PurposeRule } from './purpose.ts';

/**
 * What the roles make impossible, each a sentence with the mend: a purpose too few different people could
 * agree to (policy 2.1, 2.2). Empty when every purpose can be decided.
 */
export function practiceFaults({ purposes, directory }: Practice): readonly string[] {
  const dpo = new Set([...directory.dpo, ...directory.dpoDelegates.map((d) => d.email)]);
  const either = new Set([...directory.directors, ...dpo]);
  const dpoSlots = (rule: PurposeRule): number => rule.seats.filter((seat) => seat === 'dpo').length;
  return PURPOSES.map((purpose) => purposes[purpose]).flatMap((rule) => {
    const nobody = `Nobody can ever agree to “${rule.title}” (policy ${rule.clause}): it needs`;
    if (dpo.size < dpoSlots(rule))
      return [
        `${nobody} ${dpoSlots(rule)} agreements of the DPO or a delegate and the roles name ${dpo.size}. Name another delegate in the practice file, or change the seats.`,
      ];
    if (either.size < rule.seats.length)
      return [
        `${nobody} ${rule.seats.length} different people and the roles name ${either.size}. Name another director in the practice file.`,
      ];
    return [];
  });
}
