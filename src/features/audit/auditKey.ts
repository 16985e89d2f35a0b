import { readFile, stat } from 'node:fs/promises';
import { parseSigningKey, type SigningKey } from './model/signedNote.ts';

/** The desk's key for checkpoints, or why there is none, in a sentence. `unset` where nobody has asked for one. */
export type AuditKey =
  | { readonly kind: 'key'; readonly key: SigningKey; readonly isOpenToOthers: boolean }
  | { readonly kind: 'unset' | 'unusable'; readonly why: string };

const UNSET: AuditKey = { kind: 'unset', why: 'It is not signed: no AUDIT_KEY_FILE is set.' };

/** Reads the key anew each time it is used: a file that is put back needs no restart. */
export async function readAuditKey(file: string | null): Promise<AuditKey> {
  if (file === null) return UNSET;
  try {
    const key = parseSigningKey((await readFile(file, 'utf8')).trim());
    if (!key) return { kind: 'unusable', why: `It is not signed: ${file} (AUDIT_KEY_FILE) holds no key of the desk.` };
    const { mode } = await stat(file);
    return { kind: 'key', key, isOpenToOthers: process.platform !== 'win32' && (mode & 0o077) !== 0 };
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return { kind: 'unusable', why: `It is not signed: ${file} (AUDIT_KEY_FILE) cannot be read (${code}).` };
  }
}
