import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { auditReader } from '../adapters/db/auditStore.ts';
import { openDatabase } from '../adapters/db/dialect.ts';
import type { ChainFault } from '../domain/audit/chain.ts';
import type { AuditReader } from '../usecases/ports.ts';
import { databaseUrlOrExit } from './settingsOrExit.ts';

/** `npm run audit -- verify` says where the chain is broken; `npm run audit -- export [FILE]` writes it as JSON lines. */
const USAGE = 'Say what to do: npm run audit -- verify, or npm run audit -- export [FILE]\n';

function faultText(fault: ChainFault): string {
  switch (fault.kind) {
    case 'altered':
      return `event ${fault.seq} was changed after it was written`;
    case 'missing':
      return `event ${fault.seq} is missing`;
    case 'unlinked':
      return `event ${fault.seq} does not follow the one before it`;
  }
}

async function verify(audit: AuditReader): Promise<number> {
  const fault = await audit.verify();
  const { seq, hash } = await audit.head();
  if (fault) {
    process.stdout.write(
      `The audit is BROKEN: ${faultText(fault)}. Keep the database as it is and tell the Data Protection Officer.\n`,
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

const [command, file] = process.argv.slice(2);
if (command !== 'verify' && command !== 'export') {
  process.stderr.write(USAGE);
  process.exit(2);
}
const database = await openDatabase(databaseUrlOrExit());
const audit = auditReader(database.db);
process.exitCode = command === 'verify' ? await verify(audit) : await exportTo(audit, file);
await database.close();
