import { readFile } from 'node:fs/promises';
import type { ProvedPack } from '../../features/releases/model/pack.ts';
import { type PackFault, verifyPack } from '../../features/releases/pdf/verifyPack.ts';
import { dateText, momentText } from '../../kernel/text.ts';
import { isRealDate } from '../../kernel/time.ts';
import type { AuditReader } from '../../stores.ts';
import { chainFaultText } from './chainFaultText.ts';
import { comparePack, type PackInAudit } from './comparePack.ts';

/**
 * Says whether a case pack is whole, and what its end is to be compared with; with `audit`, compares it with the desk's own. Gives the exit code: 0 when
 * nothing is wrong.
 */
export async function verifyPackFile(
  file: string,
  say: (text: string) => void,
  audit?: AuditReader,
): Promise<number> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    say(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Give the path of a case pack.\n`);
    return 1;
  }
  const proved = await verifyPack(bytes);
  // A pack somebody has made up may hold anything: a terminal obeys control characters.
  const sayPlain = (text: string): void => say(text.replace(/[^\P{C}\n]/gu, '?'));
  if (!proved.ok) {
    sayPlain(faultText(proved.error));
    return 1;
  }
  sayPlain(provedText(proved.value));
  if (!audit) {
    sayPlain(compareText(proved.value, file));
    return 0;
  }
  const found = await comparePack(audit, proved.value);
  sayPlain(foundText(found, proved.value));
  return found.kind === 'same' ? 0 : 1;
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
    `The pack is whole in itself: case ${pack.caseId} of ${pack.practice}, made ${momentText(pack.madeAt, pack.zone)} by ${pack.madeBy}.`,
    `Its audit events ${pack.from} to ${pack.to} follow each other, and the last binds what the pack says.`,
    `Chain’s end: event ${pack.to}, ${pack.head}`,
    '',
  ].join('\n');

/** Whoever has the desk's code can make up a whole pack: only what the desk has told outside it finds that out. */
const compareText = ({ to, reported }: ProvedPack, file: string): string =>
  [
    'That alone does not show that the desk made it: whoever has this program can make up a whole pack. Compare the chain’s end with something outside the pack.',
    `  Where the desk runs: npm run audit -- verify --pack ${file} --against-database`,
    `  That looks for event ${to} with this hash in the desk’s own audit, and says which morning report to look at in the managers’ channel.`,
    'A morning report vouches only for events up to the number it states.',
    ...(reported === null
      ? []
      : [
          `That of ${dayOf(reported.report)} must state event ${reported.seq}, ${reported.hash}. It is older than the pack, and says nothing of what the pack says.`,
        ]),
    '',
  ].join('\n');

function foundText(found: PackInAudit, { to }: ProvedPack): string {
  switch (found.kind) {
    case 'broken':
      return `It cannot be compared: the desk’s own audit is BROKEN: ${chainFaultText(found.fault)}. Tell the Data Protection Officer.\n`;
    case 'no-event':
      return `${NOT_WHOLE}: the desk’s own audit has no event ${to}. It was made up, or by another desk. ${KEEP}`;
    case 'another':
      return `${NOT_WHOLE}: event ${to} of the desk’s own audit has another hash, ${found.hash}. ${KEEP}`;
    case 'same': {
      const isIt = `The desk made this pack: event ${to} of its own audit, which is whole, has this hash.`;
      const outside = found.report
        ? `To be sure of that audit too, look at the morning report of ${dayOf(found.report.report)} in the managers’ channel, the first that vouches for event ${to}: it must state event ${found.report.seq}, ${found.report.hash}`
        : `No morning report vouches for event ${to} yet: each vouches only for events up to the number it states. Ask again after the next.`;
      return `${isIt}\n${outside}\n`;
    }
  }
}

/** `retention-2026-11-26` reads as its date. */
function dayOf(report: string): string {
  const date = /\d{4}-\d{2}-\d{2}$/.exec(report)?.[0];
  return date !== undefined && isRealDate(date) ? dateText(date) : report;
}
