/** Card numbers as printed: brand prefixes with the lengths that brand issues (ISO/IEC 7812 ranges). */
const BRANDS: readonly RegExp[] = [
  /^4(?:\d{12}|\d{15}|\d{18})$/, // Visa
  /^(?:5[1-5]\d{14}|2[2-7]\d{14})$/, // Mastercard
  /^3[47]\d{13}$/, // American Express
  /^3(?:0[0-5]|[689]\d)\d{11}$/, // Diners Club
  /^35\d{14}$/, // JCB
  /^6(?:011|5\d\d|4[4-9]\d)\d{12}$/, // Discover
  /^(?:50|5[6-9]|6\d)\d{11,17}$/, // Maestro, UnionPay
];

const GROUPS = /\d+(?:[\s\-._/·*]{1,3}\d+)*/gu;

/**
 * Whether a text holds a payment card number: 13 to 19 digits, spaced or dashed, whose Luhn check is right (policy section 4).
 * A number written in one piece counts whatever its brand; one pieced together from groups must fit a brand, so that an extension
 * beside a telephone number is not taken for a card.
 */
export function holdsCardNumber(text: string): boolean {
  const digits = foldDigits(text);
  return [...digits.matchAll(GROUPS)].some(([run]) => runHoldsCard(run.split(/\D+/)));
}

/** True when any of the texts holds one. */
export const anyHoldsCardNumber = (texts: Iterable<string>): boolean => [...texts].some(holdsCardNumber);

/** Full-width and other scripts' digits as 0-9; characters of no width are dropped, and every dash is `-`. */
function foldDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Pd}/gu, '-')
    .replace(/\p{Nd}/gu, (d) => String(digitValue(d)));
}

/** Decimal digits stand in runs of ten from their zero in every script. */
function digitValue(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 128) return Number(character);
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
  return code - zero;
}

function runHoldsCard(groups: readonly string[]): boolean {
  if (groups.some(pieceHoldsCard)) return true;
  return groups.some((_, from) => joinsToCard(groups.slice(from)));
}

/** Whether some first few groups, joined, are a card of a known brand. */
function joinsToCard(groups: readonly string[]): boolean {
  let joined = '';
  for (const group of groups) {
    joined += group;
    if (joined.length > 19) return false;
    if (isBranded(joined) && passesLuhn(joined)) return true;
  }
  return false;
}

/** One unbroken run of digits: a card by itself, or one with digits stuck to it. */
function pieceHoldsCard(digits: string): boolean {
  if (digits.length < 13) return false;
  if (digits.length <= 19 && !digits.startsWith('0') && passesLuhn(digits)) return true;
  for (let from = 0; from + 13 <= digits.length; from += 1) {
    for (let length = 13; length <= 19 && from + length <= digits.length; length += 1) {
      const part = digits.slice(from, from + length);
      if (isBranded(part) && passesLuhn(part)) return true;
    }
  }
  return false;
}

const isBranded = (digits: string): boolean => BRANDS.some((brand) => brand.test(digits));

/** ISO/IEC 7812-1 annex B. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0 && !/^0*$/.test(digits);
}
