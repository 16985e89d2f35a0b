import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  parseSigningKey,
  type SigningKey,
  secretText,
  verifierText,
} from '../../src/features/audit/model/signedNote.ts';

/** A desk's key for checkpoints, another for each letter. */
export const auditKeyOf = (letter: string, name = 'desk.example.com/audit'): SigningKey =>
  parseSigningKey(secretOf(letter, name)) as SigningKey;

/** The text of the secret key. */
export const secretOf = (letter: string, name = 'desk.example.com/audit'): string =>
  secretText(name, Buffer.alloc(32, letter));

/** The text of the public key. */
export const publicOf = (letter: string): string => verifierText(auditKeyOf(letter));

/** Writes a key into a file of its own. */
export async function keyFileOf(letter: string, name?: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'audit-key-')), 'audit.key');
  await writeFile(file, `${secretOf(letter, name)}\n`, { mode: 0o600 });
  return file;
}
