const DIGITS = 8;

/** `48271093` as people read it out and copy it: `4827-1093`. */
export const formatPasscode = (digits: string): string => `${digits.slice(0, DIGITS / 2)}-${digits.slice(DIGITS / 2)}`;

/** What somebody typed as eight digits, whatever they put between them; undefined when it can be no passcode. */
export function readPasscode(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').replace(/[\s\p{Pd}.]/gu, '');
  return /^[0-9]{8}$/.test(digits) ? digits : undefined;
}
