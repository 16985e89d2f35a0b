import type { Printer } from '../../usecases/paperPorts.ts';
import { drawCasePack } from './casePackPaper.ts';
import { drawCoverSheet, drawPoliceReceipt } from './handOverPapers.ts';
import { registerCsv } from './registerCsv.ts';

export const createPrinter = (): Printer => ({
  casePack: drawCasePack,
  coverSheet: drawCoverSheet,
  policeReceipt: drawPoliceReceipt,
  register: registerCsv,
});
