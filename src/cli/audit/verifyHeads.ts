import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import {
  compareHeads,
  type HeadsCompared,
  headsInLine,
  type NotedHead,
} from '../../features/audit/model/notedHead.ts';
import type { AuditReader } from '../../stores.ts';
import { CommandFailed } from '../command.ts';

/** What a file of noted ends holds, read to its end. */
export interface NotedHeads {
  readonly heads: readonly NotedHead[];
  /** Numbers of the lines that speak of an end and state none. */
  readonly unreadable: readonly number[];
}

/** Reads `SEQ:HASH` as it is typed. */
export function readTypedHead(text: string): NotedHead {
  const heads = headsInLine(text);
  const [head] = heads;
  if (heads === 'unreadable' || typeof head !== 'object' || heads.length !== 1)
    throw new CommandFailed(
      'An end of the audit is written as the number of its entry, a colon and its hash of 64 characters: --head 18204:9b74c9…',
      2,
    );
  return head;
}

/** Reads a file of noted ends line by line; `-` is the standard input. */
export async function readNotedHeads(file: string): Promise<NotedHeads> {
  const heads = new Map<string, NotedHead>();
  const unreadable: number[] = [];
  let count = 0;
  const input = file === '-' ? process.stdin : createReadStream(file);
  const failed = new Promise<never>((_, reject) => void input.once('error', reject));
  const read = async (): Promise<void> => {
    for await (const line of createInterface({ input })) {
      count += 1;
      const found = headsInLine(line);
      if (found === 'unreadable') unreadable.push(count);
      else for (const head of found) heads.set(`${head.seq}:${head.hash}`, head);
    }
  };
  try {
    await Promise.race([read(), failed]);
  } catch (error) {
    throw new CommandFailed(
      `${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Give the path of a file with what was noted, or - for the standard input.`,
    );
  }
  return { heads: [...heads.values()], unreadable };
}

const KEEP = 'Keep the database as it is and tell the Data Protection Officer.';

/** Says whether the chain still holds what was noted of it. Gives the exit code: 0 when it holds all of it. */
export async function verifyHeads(
  audit: AuditReader,
  { heads, unreadable }: NotedHeads,
  say: (text: string) => void,
): Promise<number> {
  if (unreadable.length > 0)
    say(
      `${unreadable.length === 1 ? 'Line' : 'Lines'} ${unreadable.slice(0, 10).join(', ')}${unreadable.length > 10 ? ' …' : ''} of what was noted cannot be read: an end of the audit is meant there, and its number and hash are not whole. Compare by hand.\n`,
    );
  if (heads.length === 0) {
    say('Nothing was compared: no end of the audit is stated there, such as “entry 18204, 9b74c9…”.\n');
    return 1;
  }
  const end = await audit.head();
  const hashAt = await audit.hashesAt(heads.map(({ seq }) => seq).filter((seq) => seq <= end.seq));
  const compared = compareHeads(heads, hashAt);
  say(comparedText(compared, heads.length, end.seq));
  return compared.firstLost === null && unreadable.length === 0 ? 0 : 1;
}

function comparedText({ lastKept, firstLost }: HeadsCompared, count: number, end: number): string {
  if (!firstLost)
    return `The audit still holds what was noted of it: ${count === 1 ? 'one end' : `all of ${count} ends`}, the last that of event ${lastKept?.seq}.\n`;
  const what =
    firstLost.how === 'cut'
      ? `it ends with event ${end}, and event ${firstLost.seq} was noted. Its end was cut off, or an older copy of the database was put back`
      : `event ${firstLost.seq} has not the hash that was noted. It or one before it was written anew, with all behind it`;
  const from = lastKept
    ? `What it says up to event ${lastKept.seq} is still what was noted then.`
    : 'Nothing that was noted before it shows from where on.';
  return `The audit is NOT what was noted of it: ${what}. ${from} ${KEEP}\n`;
}
