import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readAuditKey } from '../features/audit/auditKey.ts';
import { chainFaultText } from '../features/audit/model/chain.ts';
import { parseVerifierKey, secretText, type VerifierKey, verifierText } from '../features/audit/model/signedNote.ts';
import { auditReader, type Examined } from '../features/audit/store.ts';
import { systemClock } from '../platform/clock.ts';
import { OWN_ONLY } from '../platform/database/fileRights.ts';
import { openDatabase } from '../platform/database/open.ts';
import type { AuditReader } from '../stores.ts';
import { readNotedHeads, readTypedHead, verifyHeads } from './audit/verifyHeads.ts';
import { verifyPackFile } from './audit/verifyPackFile.ts';
import { CommandFailed, runCommand } from './command.ts';
import { databaseUrlOrExit } from './settingsOrExit.ts';

/** It stands in checkpoints and names of blobs. */
const NAME = /^[a-z0-9][a-z0-9.:_-]*(?:\/[a-z0-9][a-z0-9.:_-]*)*$/;

/** Makes the key that checkpoints are signed with, in a file that is not there yet. */
async function makeKey(file: string, name: string): Promise<void> {
  if (!NAME.test(name))
    throw new CommandFailed(
      'Name the audit as an address without https://, such as desk.your-practice.example/audit.',
      2,
    );
  try {
    await writeFile(file, `${secretText(name, randomBytes(32))}\n`, { mode: OWN_ONLY, flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandFailed(
      code === 'EEXIST'
        ? `${file} is there already, and is left as it is: nothing that was signed with it could be checked any more.`
        : `${file} cannot be written (${code}).`,
    );
  }
}

/** The public half of a key, for whoever is to verify what the desk signs. */
async function publicKeyIn(file: string): Promise<string> {
  const given = await readAuditKey(file);
  if (given.kind !== 'key') throw new CommandFailed(given.why);
  return verifierText(given.key);
}

/**
 * `npm run audit`. A chain that was cut at its end, or calculated anew as a whole, is whole in itself: only what a report
 * or the log has noted of it, or a signed checkpoint, finds that out. To verify a pack by itself, or with a key, needs
 * neither database nor settings. Nothing here changes anything in the database.
 */
const USAGE = `Say what to do:
  npm run audit -- verify
  npm run audit -- verify --head SEQ:HASH
  npm run audit -- verify --heads FILE [--key KEY]    (morning reports, checkpoints or the log; - reads the standard input)
  npm run audit -- verify --pack FILE [--key KEY] [--against-database]
  npm run audit -- export [FILE]
  npm run audit -- key FILE [NAME]    (says the public half of the desk’s key; with a name, makes the key first)`;

async function verify(audit: AuditReader): Promise<Examined & { readonly code: number }> {
  const examined = await audit.examine();
  const { fault, head } = examined;
  say(
    fault
      ? `The audit is BROKEN: ${chainFaultText(fault)}. Keep the database as it is and tell the Data Protection Officer.\n`
      : `The audit is whole: ${head.seq} events. Chain head: ${head.hash}\n`,
  );
  const { count, some, late } = await audit.waiting(systemClock.now());
  if (count > 0) say(`${count} more wait to be numbered, which the desk does within a second while it runs.\n`);
  if (late) for (const { at, action, subject } of some) say(`  ${at} ${action} ${subject}\n`);
  return { ...examined, code: fault || late ? 1 : 0 };
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
    return await act(auditReader(database.db, { changesNothing: true }));
  } finally {
    await database.close();
  }
}

const say = (text: string): void => {
  process.stdout.write(text);
};

function keyIn(text: string | undefined): VerifierKey | undefined {
  if (text === undefined) return undefined;
  const key = parseVerifierKey(text);
  if (key) return key;
  throw new CommandFailed('--key takes the public key that npm run audit -- key says: NAME+ID+KEY.', 2);
}

await runCommand(
  {
    usage: USAGE,
    options: {
      pack: { type: 'string' },
      'against-database': { type: 'boolean' },
      head: { type: 'string', multiple: true },
      heads: { type: 'string' },
      key: { type: 'string' },
    },
    words: [1, 3],
  },
  async ({ values, words: [command, word, name] }) => {
    const { pack, 'against-database': against = false, head, heads } = values;
    const isNoted = head !== undefined || heads !== undefined;
    const key = keyIn(values.key);
    if (command === 'verify' && word === undefined) {
      if (pack === undefined && !against && (isNoted || !key)) {
        const noted = (head ?? []).map(readTypedHead);
        if (heads !== undefined) noted.push(...(await readNotedHeads(heads)));
        return onDatabase(async (audit) => {
          const { code, ...examined } = await verify(audit);
          return isNoted ? Math.max(code, await verifyHeads({ ...examined, audit, key }, noted, say)) : code;
        });
      }
      if (pack !== undefined && !isNoted)
        return against
          ? onDatabase((audit) => verifyPackFile(pack, { key, audit }, say))
          : verifyPackFile(pack, { key }, say);
    }
    if (pack === undefined && !against && !isNoted && !key) {
      if (command === 'export' && name === undefined) return onDatabase((audit) => exportTo(audit, word));
      if (command === 'key' && word !== undefined) {
        if (name !== undefined) await makeKey(word, name);
        say(`${await publicKeyIn(word)}\n`);
        return 0;
      }
    }
    throw new CommandFailed(USAGE, 2);
  },
);
