import { registerCsv } from '../../register/registerCsv.ts';
import type { DocumentRenderer } from '../documents.ts';
import { drawCasePack } from './casePack.ts';
import { drawCoverSheet, drawPoliceReceipt } from './coverSheet.ts';

export const createDocumentRenderer = (): DocumentRenderer => ({
  casePack: drawCasePack,
  coverSheet: drawCoverSheet,
  policeReceipt: drawPoliceReceipt,
  register: registerCsv,
});
