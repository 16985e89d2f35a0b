import { err, ok, type Result } from '../result.ts';

const EXTENSION = /^(?:(?:extension|extn|ext|x)\s*[.:]?\s*)?(\d{2,8})$/i;

/** Reads an extension of two to eight digits (some systems’ are long) as people type it: `204`, `ext 204`, `Ext. 204`, `x204`. Gives the digits. */
export function parseExtension(text: string): Result<string, 'not-an-extension'> {
  const digits = EXTENSION.exec(text.normalize('NFKC').trim())?.[1];
  return digits === undefined ? err('not-an-extension') : ok(digits);
}
