import { registerCsv } from '../../register/registerCsv.ts';
import type { Printer } from '../documents.ts';
import { drawCasePack } from './casePack.ts';
import { drawCoverSheet, drawPoliceReceipt } from './coverSheet.ts';

export const createPrinter = (): Printer => ({
  casePack: drawCasePack,
  coverSheet: drawCoverSheet,
  policeReceipt: drawPoliceReceipt,
  register: registerCsv,
});
