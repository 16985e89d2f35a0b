import { listOf } from '../../../kernel/listOf.ts';
import { createPdfDocument, type PdfDocument } from '../../../platform/pdf/document.ts';
import type { HandOver, PoliceReceipt } from '../documents.ts';
import type { Fact } from '../model/pack.ts';
import { block, facts, heading, paragraph, signatures, table, title } from './parts.ts';

const sheetFor = (copy: HandOver, name: string): PdfDocument => {
  const sheet = createPdfDocument({
    title: `${name} ${copy.requestId}`,
    author: copy.practice,
    madeAt: copy.madeAt,
    foot: `${name} ${copy.requestId}, ${copy.givenOn}`,
  });
  title(sheet, copy.practice, name, 'Part of a telephone call recording');
  return sheet;
};

const references = ({ requestId, caseId }: HandOver): readonly Fact[] =>
  listOf([{ title: 'Request', value: requestId }, caseId !== null && { title: 'Case', value: caseId }]);

const giving = (copy: HandOver): readonly Fact[] => [
  { title: 'Given on', value: copy.givenOn },
  { title: 'Given by', value: copy.givenBy },
  { title: 'Ground', value: copy.ground },
];

function theFile(sheet: PdfDocument, { fileName, length, sha256, silenced }: HandOver): void {
  heading(sheet, 'The file');
  facts(sheet, [
    { title: 'Name', value: fileName },
    { title: 'Length', value: length },
    { title: 'SHA-256', value: sha256 },
  ]);
  heading(sheet, 'What was silenced');
  if (silenced.length === 0) {
    paragraph(sheet, 'Nothing.');
    return;
  }
  paragraph(
    sheet,
    'These stretches were silenced, because in them others are heard or spoken of. Times are minutes and seconds from the beginning of the file.',
  );
  table(
    sheet,
    { From: 80, To: 80 },
    silenced.map(({ from, to }) => ({ cells: [[block(from)], [block(to)]] })),
  );
}

/** Goes with a copy: what it is, how to tell that it is whole, and what was left out. */
export function drawCoverSheet(copy: HandOver): Promise<Uint8Array> {
  const sheet = sheetFor(copy, 'Cover sheet');
  facts(sheet, [...references(copy), { title: 'Given to', value: copy.recipient }, ...giving(copy)]);
  theFile(sheet, copy);
  paragraph(
    sheet,
    'The SHA-256 is a fingerprint of the file: a file with another fingerprint has been changed since it was given.',
    'small',
  );
  return sheet.finish();
}

/** What an officer signs for, and what the practice keeps (policy 5.6; DPA 2018 Sch. 2 Pt. 1 para. 2). */
export function drawPoliceReceipt(copy: PoliceReceipt): Promise<Uint8Array> {
  const sheet = sheetFor(copy, 'Disclosure receipt');
  facts(sheet, [
    ...references(copy),
    { title: 'Given to', value: copy.recipient },
    { title: 'Authorised by', value: copy.authorisedBy ?? 'still to be stated by the force' },
    ...giving(copy),
  ]);
  theFile(sheet, copy);
  heading(sheet, 'Receipt');
  paragraph(
    sheet,
    'I have received the file named above. It is given for the purpose stated under “Ground” and is to be used for no other.',
  );
  signatures(
    sheet,
    { who: 'Received by', lines: ['Name', 'Rank or title, and number', 'Signature', 'Date and time'] },
    { who: 'Handed over by, for the practice', lines: ['Name', 'Signature', 'Date and time'] },
  );
  return sheet.finish();
}
