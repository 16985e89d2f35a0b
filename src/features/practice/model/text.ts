import { listText } from '../../../kernel/text.ts';
import type { SeatRole } from './purpose.ts';

export function seatText(seat: SeatRole): string {
  switch (seat) {
    case 'director':
      return 'director';
    case 'dpo':
      return 'Data Protection Officer';
  }
}

/** Who must still agree: "one director and the Data Protection Officer". */
export function seatsText(seats: readonly SeatRole[]): string {
  const directors = seats.filter((seat) => seat === 'director').length;
  const others = seats.length - directors;
  const numbers = ['', 'one director', 'two directors', 'three directors'];
  return listText([
    ...(directors > 0 ? [numbers[directors] ?? `${directors} directors`] : []),
    ...(others > 0 ? ['the Data Protection Officer'] : []),
  ]);
}
