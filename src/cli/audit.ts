import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { auditReader } from '../features/audit/store.ts';
import { openDatabase } from '../platform/database/open.ts';
import type { AuditReader } from '../stores.ts';
import { chainFaultText } from './audit/chainFaultText.ts';
import { readNotedHeads, readTypedHead, verifyHeads } from './audit/verifyHeads.ts';
import { verifyPackFile } from './audit/verifyPackFile.ts';
import { CommandFailed, runCommand } from './command.ts';
import { databaseUrlOrExit } from './settingsOrExit.ts';

/**
 * `npm run audit -- verify` says where the chain is broken. With `--head` or `--heads` it says also whether the
 * chain still holds an end that a morning report or the log has noted: one that was cut at its end, or
 * calculated anew as a whole, is whole in itself. With `--pack FILE` it says whether a case pack is
 * whole in itself, which needs neither database nor settings; with `--against-database` behind it, also
 * whether the desk's own audit knows the file. `npm run audit -- export [FILE]` writes the chain as JSON
 * lines.
 */
const USAGE = `Say what to do:
  npm run audit -- verify
  npm run audit -- verify --head SEQ:HASH
  npm run audit -- verify --heads FILE    (morning reports or the log; - reads the standard input)
  npm run audit -- verify --pack FILE [--against-database]
  npm run audit -- export [FILE]`;

async function verify(audit: AuditReader): Promise<number> {
  const fault = await audit.verify();
  const { seq, hash } = await audit.head();
  if (fault) {
    process.stdout.write(
      `The audit is BROKEN: ${chainFaultText(fault)}. Keep the database as it is and tell the Data Protection Officer.\n`,
    );
    return 1;
  }
  process.stdout.write(`The audit is whole: ${seq} events. Chain head: ${hash}\n`);
  return 0;
}

async function* jsonLines(audit: AuditReader): AsyncIterable<string> {
  for await (const event of audit.events()) yield `${JSON.stringify(event)}\n`;
}

async function exportTo(audit: AuditReader, file: string | undefined): Promise<number> {
  const lines = Readable.from(jsonLines(audit));
  if (file === undefined) await pipeline(lines, process.stdout, { end: false });
  else await pipeline(lines, createWriteStream(file, { mode: 0o600 }));
  return 0;
}

async function onDatabase(act: (audit: AuditReader) => Promise<number>): Promise<number> {
  const database = await openDatabase(databaseUrlOrExit());
  try {
    return await act(auditReader(database.db));
  } finally {
    await database.close();
  }
}

const say = (text: string): void => {
  process.stdout.write(text);
};

await runCommand(
  {
    usage: USAGE,
    options: {
      pack: { type: 'string' },
      'against-database': { type: 'boolean' },
      head: { type: 'string', multiple: true },
      heads: { type: 'string' },
    },
    words: [1, 2],
  },
  async ({ values: { pack, 'against-database': against = false, head, heads }, words: [command, file] }) => {
    const isNoted = head !== undefined || heads !== undefined;
    if (command === 'verify' && file === undefined) {
      if (pack === undefined && !against) {
        const noted = (head ?? []).map(readTypedHead);
        if (heads !== undefined) noted.push(...(await readNotedHeads(heads)));
        return onDatabase(async (audit) => {
          const whole = await verify(audit);
          return isNoted ? Math.max(whole, await verifyHeads(audit, noted, say)) : whole;
        });
      }
      if (pack !== undefined && !isNoted)
        return against ? onDatabase((audit) => verifyPackFile(pack, say, audit)) : verifyPackFile(pack, say);
    }
    if (command === 'export' && pack === undefined && !against && !isNoted)
      return onDatabase((audit) => exportTo(audit, file));
    throw new CommandFailed(USAGE, 2);
  },
);
