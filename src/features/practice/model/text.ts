import { listOf } from '../../../kernel/listOf.ts';
import { listText } from '../../../kernel/text.ts';
import type { ApproverRole } from './purpose.ts';

export function approverRoleText(seat: ApproverRole): string {
  switch (seat) {
    case 'director':
      return 'director';
    case 'dpo':
      return 'Data Protection Officer';
  }
}

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
