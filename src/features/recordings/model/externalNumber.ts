import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js';
import { err, ok, type Result } from '../../../kernel/result.ts';

/** What stands where a telephone number can stand. */
export type ExternalNumber =
  | { readonly kind: 'number'; readonly e164: string }
  | { readonly kind: 'withheld' }
  | { readonly kind: 'extension'; readonly extension: string };

/** What phone systems and people call a caller who hid their number. `unknown` is not here: that is not the same. */
const WITHHELD = new Set([
  '',
  'anonymous',
  'blocked',
  'caller id withheld',
  'hidden',
  'no caller id',
  'number withheld',
  'private',
  'private number',
  'restricted',
  'withheld',
  'withheld number',
]);

const STAR_CODE = /^[*#][\d*#]{1,15}$/;

/** Digits in the international form without `+` or `00`, as trunks deliver them: at most 15 (E.164). */
const BARE_INTERNATIONAL = /^[1-9]\d{9,14}$/;

/** Marks of writing direction that come along when a number is copied from a contact list. */
const DIRECTION_MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** `isPossible`, not `isValid`: Ofcom's fictional ranges and newly opened ones are not "valid". */
function possible(text: string): PhoneNumber | undefined {
  const parsed = parsePhoneNumberFromString(text, { defaultCountry: 'GB', extract: false });
  return parsed?.isPossible() ? parsed : undefined;
}

/**
 * Reads an outside number as people and phone systems write it (spaces, brackets, dashes, `00`, `+44 (0)`),
 * British unless it says otherwise, as E.164. Two to five digits and star codes are extensions, looked at
 * first. An extension behind an outside number (`01632 960123 x12`) is left out.
 */
export function parseExternalNumber(text: string): Result<ExternalNumber, 'not-a-number'> {
  const clean = text.normalize('NFKC').replace(DIRECTION_MARKS, '').trim().replace(/^tel:/i, '');
  if (WITHHELD.has(clean.toLowerCase())) return ok({ kind: 'withheld' });
  const extension = parseExtension(clean);
  // Longer ones exist, but as a number six digits and more may be somebody's telephone.
  if (extension.ok && extension.value.length <= 5) return ok({ kind: 'extension', extension: extension.value });
  if (STAR_CODE.test(clean)) return ok({ kind: 'extension', extension: clean });
  const number = possible(clean) ?? (BARE_INTERNATIONAL.test(clean) ? possible(`+${clean}`) : undefined);
  return number ? ok({ kind: 'number', e164: number.number }) : err('not-a-number');
}

/** An E.164 number as people here write it: British ones nationally, others with country code; `withheld` in words. */
export function formatNumber(e164: string): string {
  if (e164 === 'withheld') return 'withheld number';
  const parsed = parsePhoneNumberFromString(e164);
  if (!parsed) return e164;
  return parsed.countryCallingCode === '44' ? parsed.formatNational() : parsed.formatInternational();
}
const EXTENSION = /^(?:(?:extension|extn|ext|x)\s*[.:]?\s*)?(\d{2,8})$/i;

/** Reads an extension of two to eight digits as people type it: `204`, `ext 204`, `Ext. 204`, `x204`. */
export function parseExtension(text: string): Result<string, 'not-an-extension'> {
  const digits = EXTENSION.exec(text.normalize('NFKC').trim())?.[1];
  return digits === undefined ? err('not-an-extension') : ok(digits);
}
