import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { checkpointLine, holds, isSignedBy } from '../../features/audit/model/checkpoint.ts';
import { headsInLine, type NotedHead } from '../../features/audit/model/notedHead.ts';
import type { VerifierKey } from '../../features/audit/model/signedNote.ts';
import type { Examined } from '../../features/audit/store.ts';
import type { AuditReader } from '../../stores.ts';
import { CommandFailed } from '../command.ts';

/** Reads `SEQ:HASH` as it is typed. */
export function readTypedHead(text: string): NotedHead {
  const [head, ...more] = headsInLine(text);
  if (typeof head === 'object' && more.length === 0) return head;
  throw new CommandFailed(
    'An end of the audit is written as the number of its entry, a colon and its hash of 64 characters: --head 18204:9b74c9…',
    2,
  );
}

/** Reads a file of noted ends; `-` is the standard input. What speaks of an end and states none ends it. */
export async function readNotedHeads(file: string): Promise<readonly NotedHead[]> {
  const heads: NotedHead[] = [];
  const before: string[] = [];
  let at = 0;
  for await (const line of file === '-' ? createInterface({ input: process.stdin }) : await linesOf(file)) {
    at += 1;
    const found = headsInLine(line, before);
    before.push(line);
    if (before.length > LINES_OF_A_CHECKPOINT) before.shift();
    if (found === 'unreadable')
      throw new CommandFailed(
        `Line ${at} of what was noted cannot be read: it means an end of the audit, and its number or hash is not whole. Mend or leave out that line.`,
      );
    heads.push(...found);
  }
  if (heads.length > 0) return heads;
  throw new CommandFailed('Nothing was compared: no end of the audit is stated there, such as “entry 18204, 9b74c9…”.');
}

const LINES_OF_A_CHECKPOINT = 12;

const linesOf = async (file: string): Promise<readonly string[]> => {
  const text = await readFile(file, 'utf8').catch(({ code }: NodeJS.ErrnoException) => {
    throw new CommandFailed(`${file} cannot be read (${code}).`);
  });
  return text.split('\n');
};

/**
 * Says whether the chain still holds what was noted of it; with a key, also that there are checkpoints among it, each
 * signed with that key. Gives the exit code, 0 when it holds all of it.
 */
export async function verifyHeads(
  { audit, head: end, tree, key }: Examined & { readonly audit: AuditReader; readonly key: VerifierKey | undefined },
  noted: readonly NotedHead[],
  say: (text: string) => void,
): Promise<number> {
  const heads = noted.toSorted((a, b) => a.seq - b.seq);
  const notes = heads.flatMap(({ note }) => note ?? []);
  const unsigned = key ? notes.find((note) => !isSignedBy(note, key)) : undefined;
  if (unsigned !== undefined || (key && notes.length === 0)) {
    const what =
      unsigned === undefined ? 'no checkpoint is stated there' : `it is not on “${checkpointLine(unsigned)}”`;
    say(`What was noted is NOT signed with this key: ${what}.\n`);
    return 1;
  }
  const hashAt = await audit.hashesAt(
    heads.flatMap(({ seq, note }) => (note === undefined && seq <= end.seq ? seq : [])),
  );
  const isHeld = ({ seq, hash, note }: NotedHead): boolean =>
    note === undefined ? hashAt.get(seq) === hash : holds(tree, { size: seq, root: hash });
  const lost = heads.findIndex((noted) => !isHeld(noted));
  const signed = key ? `, by ${notes.length} checkpoints signed with this key` : '';
  if (lost < 0) {
    say(`The audit still holds what was noted of it, up to event ${heads.at(-1)?.seq}${signed}.\n`);
    return 0;
  }
  const seq = heads[lost]?.seq ?? 0;
  const what =
    seq <= end.seq
      ? `event ${seq} has not the hash that was noted. It or one before it was written anew, with all behind it`
      : `it ends with event ${end.seq}, and event ${seq} was noted. Its end was cut off, or an older copy of the database was put back`;
  const kept = lost === 0 ? '' : ` Up to event ${heads[lost - 1]?.seq} it is still what was noted then.`;
  say(
    `The audit is NOT what was noted of it: ${what}.${kept} Keep the database as it is and tell the Data Protection Officer.\n`,
  );
  return 1;
}
