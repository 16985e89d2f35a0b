import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type ChainFault, chainFaultText } from '../../features/audit/model/chain.ts';
import type { NotedHead } from '../../features/audit/model/notedHead.ts';
import type { VerifierKey } from '../../features/audit/model/signedNote.ts';
import { isRetentionReport, PACK_FILE_ACTION, type ProvedPack } from '../../features/releases/model/pack.ts';
import { type PackFault, verifyPack } from '../../features/releases/pdf/verifyPack.ts';
import { dateText, momentText } from '../../kernel/text.ts';
import { isRealDate } from '../../kernel/time.ts';
import type { AuditReader } from '../../stores.ts';

/** What the desk's own audit knows of a pack's file. */
type PackInAudit =
  | { readonly kind: 'broken'; readonly fault: ChainFault }
  /** The desk has not made this file. */
  | { readonly kind: 'unknown' }
  /**
   * Event `seq` made it. `report` is the first that vouches for that: its head is not before it; null when none does
   * yet.
   */
  | { readonly kind: 'made'; readonly seq: number; readonly report: (NotedHead & { readonly report: string }) | null };

/** Looks for a file's SHA-256 among the packs in the desk's audit, which must be whole itself. */
async function comparePack(audit: AuditReader, sha256: string): Promise<PackInAudit> {
  const fault = await audit.verify();
  if (fault) return { kind: 'broken', fault };
  let seq: number | undefined;
  const hashes = new Map<number, string>();
  for await (const event of audit.events()) {
    const { action, subject, detail } = event;
    if (action === PACK_FILE_ACTION && detail.sha256 === sha256) seq ??= event.seq;
    if (seq === undefined) continue;
    hashes.set(event.seq, event.hash);
    const reported = isRetentionReport(event) ? Number(detail.seq) : 0;
    const hash = hashes.get(reported);
    if (hash !== undefined) return { kind: 'made', seq, report: { report: subject, seq: reported, hash } };
  }
  return seq === undefined ? { kind: 'unknown' } : { kind: 'made', seq, report: null };
}

/** What a pack is checked with besides itself. */
interface Against {
  /** The public key of the desk that is said to have made it. */
  readonly key: VerifierKey | undefined;
  /** The audit of this desk. */
  readonly audit?: AuditReader;
}

/**
 * Says whether a case pack is whole, and with the key whether the desk made it; with `audit`, whether this desk did.
 * Gives the exit code: 0 when nothing is wrong.
 */
export async function verifyPackFile(
  file: string,
  { key, audit }: Against,
  say: (text: string) => void,
): Promise<number> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    say(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Give the path of a case pack.\n`);
    return 1;
  }
  const proved = verifyPack(bytes, key);
  // A pack somebody has made up may hold anything: a terminal obeys control characters.
  const sayPlain = (text: string): void => say(text.replace(/[^\P{C}\n]/gu, '?'));
  if (!proved.ok) {
    sayPlain(faultText(proved.error));
    return 1;
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  sayPlain(provedText(proved.value, sha256, key));
  if (!audit) {
    if (!key) sayPlain(compareText(proved.value, file));
    return 0;
  }
  const found = await comparePack(audit, sha256);
  sayPlain(foundText(found));
  return found.kind === 'made' ? 0 : 1;
}

const NOT_WHOLE = 'This pack is NOT as the desk made it';

const KEEP = 'Keep it as it is, and ask whoever gave it to you for another.\n';

const FAULTS: { readonly [Kind in PackFault['kind']]: (fault: Extract<PackFault, { readonly kind: Kind }>) => string } =
  {
    'not-a-pdf': () => 'This is no PDF, so it is no case pack.\n',
    'not-a-pack': () => 'This PDF is no case pack: it does not hold one, or not any more.\n',
    unreadable: () => `${NOT_WHOLE}: what is attached to it cannot be read. ${KEEP}`,
    'other-version': ({ version }) =>
      `This pack is of version ${version}, which this copy of the desk cannot read. Check it with a copy from the time it was made.\n`,
    altered: () => `${NOT_WHOLE}: its bytes have not the SHA-256 that it states. ${KEEP}`,
    'event-altered': ({ seq }) => `${NOT_WHOLE}: in its audit event ${seq} was changed after it was written. ${KEEP}`,
    'other-events': () =>
      `${NOT_WHOLE}: its audit events are not those that it lists. One was left out or put in. ${KEEP}`,
    'not-in-tree': ({ seq }) =>
      `${NOT_WHOLE}: its audit event ${seq} is not among those that its checkpoint counts. ${KEEP}`,
    'other-checkpoint': () => `${NOT_WHOLE}: its checkpoint is of another audit. ${KEEP}`,
    unsigned: ({ why }) => `This pack is NOT signed, so the key cannot show who made it. It says: ${why}\n`,
    'not-by-key': ({ signer }) =>
      `This pack is NOT signed with this key: it was made up, or by another desk, or the key is another’s. It names ${signer}. ${KEEP}`,
    'not-bound': () => `${NOT_WHOLE}: its audit does not end with its making. ${KEEP}`,
    'other-content': () => `${NOT_WHOLE}: the audit knows this pack with another content. ${KEEP}`,
  };

const faultText = (fault: PackFault): string => FAULTS[fault.kind](fault as never);

const provedText = (pack: ProvedPack, sha256: string, key: VerifierKey | undefined): string =>
  [
    `The pack is whole in itself: case ${pack.caseId} of ${pack.practice}, made ${momentText(pack.madeAt, pack.zone)} by ${pack.madeBy}.`,
    `Its ${pack.events} audit events are as they were written, and the last, event ${pack.seq}, ${pack.hash}, binds what the pack says.`,
    ...(key
      ? [`The desk ${key.name} made it: a checkpoint that it signed with this key holds all of these events.`]
      : []),
    `SHA-256 of the file: ${sha256}`,
    '',
  ].join('\n');

/** Whoever can calculate a hash can make up a whole pack: only the key, or what the desk keeps, finds that out. */
const compareText = ({ signer }: ProvedPack, file: string): string =>
  [
    'That alone does not show that the desk made it: a pack can be made up whole, or changed and given a new SHA-256.',
    signer === null
      ? 'It is not signed: ask the desk that made it.'
      : `It says that ${signer} has signed it. Ask the practice, by another way than the file came, for its public key:\n  npm run audit -- verify --pack ${file} --key KEY`,
    `Where the desk runs: npm run audit -- verify --pack ${file} --against-database`,
    '  That looks for the SHA-256 of the file in the desk’s own audit, and says which morning report to look at in the managers’ channel.',
    '',
  ].join('\n');

function foundText(found: PackInAudit): string {
  switch (found.kind) {
    case 'broken':
      return `It cannot be compared: the desk’s own audit is BROKEN: ${chainFaultText(found.fault)}. Tell the Data Protection Officer.\n`;
    case 'unknown':
      return `${NOT_WHOLE}: the desk’s own audit knows of no case pack with this SHA-256. It was changed, made up, or made by another desk. ${KEEP}`;
    case 'made': {
      const { seq, report } = found;
      const outside = report
        ? `To be sure of that audit too, look at the morning report of ${dayOf(report.report)} in the managers’ channel, the first that vouches for event ${seq}: it must state event ${report.seq}, ${report.hash}`
        : `No morning report vouches for event ${seq} yet: each vouches only for events up to the number it states. Ask again after the next.`;
      return `The desk made this pack: event ${seq} of its own audit, which is whole, has the SHA-256 of this file.\n${outside}\n`;
    }
  }
}

/** `retention-2026-11-26` reads as its date. */
function dayOf(report: string): string {
  const date = /\d{4}-\d{2}-\d{2}$/.exec(report)?.[0];
  return date !== undefined && isRealDate(date) ? dateText(date) : report;
}
