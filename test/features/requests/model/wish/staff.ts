import type { Staff } from '../../../../../src/features/requests/model/wish/mask.ts';

/** Who works at the practice of the wishes. */
export const PRACTICE_STAFF: Staff = [
  { name: 'Rita Reed', extensions: ['204'] },
  { name: 'Tom Tate', extensions: ['207'] },
  { name: 'Dana Drew', extensions: ['201'] },
  { name: 'David Drake', extensions: ['202'] },
  { name: 'Priya Patel', extensions: ['203'] },
  { name: 'Bob Barker', extensions: ['205'] },
  { name: 'Grace Okafor', extensions: ['210'] },
];
