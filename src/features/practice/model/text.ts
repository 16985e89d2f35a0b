import { listOf } from '../../../kernel/listOf.ts';
import { listText } from '../../../kernel/text.ts';
import type { ApproverRole } from './purpose.ts';

export const approverRoleText = (seat: ApproverRole): string =>
  seat === 'dpo' ? 'Data Protection Officer' : 'director';

/** Who must still agree: "one director and the Data Protection Officer". */
export function approverRolesText(seats: readonly ApproverRole[]): string {
  const directors = seats.filter((seat) => seat === 'director').length;
  const others = seats.length - directors;
  const numbers = ['', 'one director', 'two directors', 'three directors'];
  return listText(
    listOf([
      directors > 0 && (numbers[directors] ?? `${directors} directors`),
      others > 0 && 'the Data Protection Officer',
    ]),
  );
}
