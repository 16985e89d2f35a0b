import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { readAuditKey } from '../../features/audit/auditKey.ts';
import { secretText, verifierText } from '../../features/audit/model/signedNote.ts';
import { OWN_ONLY } from '../../platform/database/fileRights.ts';
import { CommandFailed } from '../command.ts';

/** It stands in checkpoints and names of blobs. */
const NAME = /^[a-z0-9][a-z0-9.:_-]*(?:\/[a-z0-9][a-z0-9.:_-]*)*$/;

/** Makes the key that checkpoints are signed with, in a file that is not there yet. */
export async function makeKey(file: string, name: string): Promise<void> {
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
export async function publicKeyIn(file: string): Promise<string> {
  const given = await readAuditKey(file);
  if (given.kind !== 'key') throw new CommandFailed(given.why);
  return verifierText(given.key);
}
