import { readFile } from 'node:fs/promises';
import { type PackFault, verifyPack } from '../../adapters/papers/verifyPack.ts';
import type { ProvedPack } from '../../domain/case/pack.ts';
import { isRealDate } from '../../domain/time.ts';
import { dateText, momentText } from '../../domain/words.ts';
import { chainFaultText } from './chainFaultText.ts';

/** Says whether a case pack is whole. Gives the exit code: 0 when it is. */
export async function verifyPackFile(file: string, say: (text: string) => void): Promise<number> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    say(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Give the path of a case pack.\n`);
    return 1;
  }
  const proved = await verifyPack(bytes);
  // A pack somebody has made up may hold anything: a terminal obeys control characters.
  say((proved.ok ? provedText(proved.value) : faultText(proved.error)).replace(/[^\P{C}\n]/gu, '?'));
  return proved.ok ? 0 : 1;
}

const NOT_WHOLE = 'This pack is NOT as the desk made it';
const KEEP = 'Keep it as it is, and ask whoever gave it to you for another.\n';

function faultText(fault: PackFault): string {
  switch (fault.kind) {
    case 'not-a-pdf':
      return 'This is no PDF, so it is no case pack.\n';
    case 'not-a-pack':
      return 'This PDF is no case pack: it does not hold one, or not any more.\n';
    case 'unreadable':
      return `${NOT_WHOLE}: what is attached to it cannot be read. ${KEEP}`;
    case 'other-version':
      return `This pack is of version ${fault.version}, which this copy of the desk cannot draw. Check it with a copy from the time it was made.\n`;
    case 'altered':
      return `${NOT_WHOLE}: drawn again from what is attached to it, the paper is another. ${KEEP}`;
    case 'chain':
      return `${NOT_WHOLE}: in its audit ${chainFaultText(fault.fault)}. ${KEEP}`;
    case 'not-bound':
      return `${NOT_WHOLE}: its audit does not end with its making. ${KEEP}`;
    case 'other-content':
      return `${NOT_WHOLE}: the audit knows this pack with another content. ${KEEP}`;
  }
}

const provedText = (pack: ProvedPack): string =>
  [
    `The pack is whole: case ${pack.caseId} of ${pack.practice}, made ${momentText(pack.madeAt, pack.zone)} by ${pack.madeBy}.`,
    `Its audit events ${pack.from} to ${pack.to} follow each other, and the last binds what the pack says.`,
    `Chain head: event ${pack.to}, ${pack.head}`,
    compareText(pack),
    '',
  ].join('\n');

/** Whoever made up a whole chain is found by what the desk has told outside its database. */
function compareText({ reported, to }: ProvedPack): string {
  if (reported === null)
    return `No morning’s report has stated any of these events yet. Compare with the desk’s own audit: npm run audit -- export, event ${to}.`;
  return `Compare with the morning report of ${dayOf(reported.report)}: it must state event ${reported.seq}, ${reported.hash}`;
}

/** `retention-2026-11-26` reads as its date. */
function dayOf(report: string): string {
  const date = /\d{4}-\d{2}-\d{2}$/.exec(report)?.[0];
  return date !== undefined && isRealDate(date) ? dateText(date) : report;
}
