import type { Practice } from '../practice.ts';
import { PURPOSES, type PurposeRule } from './purpose.ts';

/**
 * What the roles make impossible, each a sentence with the mend: a purpose too few different people could agree to (DESIGN section 3).
 * Empty when every purpose can be decided.
 */
export function practiceFaults({ purposes, directory }: Practice): readonly string[] {
  const dpo = new Set([...directory.dpo, ...directory.dpoDelegates.map((d) => d.email)]);
  const either = new Set([...directory.directors, ...dpo]);
  const impossible = (rule: PurposeRule): boolean => {
    const raisedByDpo = rule.raisedBy === 'dpo' ? 1 : 0;
    const needsDpo = rule.seats.includes('dpo') && dpo.size === 0;
    return needsDpo || either.size < Math.max(rule.seats.length, raisedByDpo);
  };
  return PURPOSES.map((purpose) => purposes[purpose])
    .filter(impossible)
    .map(
      (rule) =>
        `Nobody can ever agree to “${rule.title}” (policy ${rule.clause}): it needs ${rule.seats.length} different people and the roles name ${either.size}. Name another director in the practice file.`,
    );
}
