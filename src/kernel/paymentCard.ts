import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** Card numbers as printed: brand prefixes with the lengths that brand issues (ISO/IEC 7812 ranges). */
const BRANDS: readonly RegExp[] = [
  /^4(?:\d{12}|\d{15}|\d{18})$/, // Visa
  /^(?:5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12})$/, // Mastercard
  /^3[47]\d{13}$/, // American Express
  /^3(?:0[0-5]|[689]\d)\d{11}$/, // Diners Club
  /^35\d{14}$/, // JCB
  /^6(?:011|5\d\d|4[4-9]\d)\d{12}$/, // Discover
  /^(?:50|5[6-9]|6\d)\d{11,17}$/, // Maestro, UnionPay
];

const RUN = /\d+(?:[\s\-._/·*]{1,5}\d+)*/gu;

/**
 * Whether a text holds a payment card number: 13 to 19 digits, spaced or dashed, whose Luhn check is right
 * (policy section 4). A number written in one piece counts whatever its brand; one pieced together from
 * groups must fit a brand, and not be a date or an extension beside a British telephone number.
 */
export function holdsCardNumber(text: string): boolean {
  const digits = foldDigits(text);
  return [...digits.matchAll(RUN)].some(({ 0: run, index }) => {
    const international = digits[index - 1] === '+' && isForeignNumber(run);
    return !international && runHoldsCard(run);
  });
}

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

/** Groups of digits as written, and what stands between them. */
interface Run {
  readonly groups: readonly string[];
  readonly between: readonly string[];
}

function runHoldsCard(text: string): boolean {
  const run: Run = { groups: text.split(/\D+/), between: text.split(/\d+/).slice(1, -1) };
  return run.groups.some(pieceHoldsCard) || run.groups.some((_, from) => joinsToCard(run, from));
}

/** Whether some groups from here on, joined, are a card of a known brand. */
function joinsToCard(run: Run, from: number): boolean {
  const { groups, between } = run;
  let joined = '';
  for (let to = from; to < groups.length; to += 1) {
    joined += groups[to];
    if (joined.length > 19) return false;
    if (!isBranded(joined) || !passesLuhn(joined)) continue;
    const part = { groups: groups.slice(from, to + 1), between: between.slice(from, to) };
    if (isPrinted(part)) return true;
    const midDate = dateAt(run, from - 1) || dateAt(run, from - 2);
    if (!midDate && (isWrittenAlike(part) || !meansAnother(part, groups.slice(to + 1)))) return true;
  }
  return false;
}

/** Groups as cards are printed and read out: fours and what is left, 4-6-5, 4-6-4. */
const PRINTED = /^(?:(?:4,)+[1-4]|4,6,5|4,6,4)$/;

const isPrinted = ({ groups }: Run): boolean => PRINTED.test(groups.map((group) => group.length).join());

/** A card's usual length in one way of writing throughout, however it is broken up. */
const isWrittenAlike = ({ groups, between }: Run): boolean =>
  groups.join('').length === 16 && new Set(between).size === 1;

/**
 * Whether groups that would make a card are a date or a British number with something beside it (`301 01632
 * 960123`).
 */
const meansAnother = (run: Run, after: readonly string[]): boolean =>
  dateAt(run, 0) || run.groups.some((_, from) => startsBritishNumber([...run.groups.slice(from), ...after]));

const DATE = /^(?:\d{1,2}([/.-])\d{1,2}\1(?:\d\d|\d{4})|\d{4}-\d\d-\d\d)$/;

/** Whether a date begins with this group; what is beside it is set off in another way. */
function dateAt({ groups, between }: Run, at: number): boolean {
  const text = `${groups[at]}${between[at]}${groups[at + 1]}${between[at + 1]}${groups[at + 2]}`;
  return DATE.test(text) && between[at - 1] !== between[at] && between[at + 2] !== between[at];
}

/**
 * Groups that begin with a British number's: a trunk zero, and ten or eleven digits in at most four groups.
 */
function startsBritishNumber(groups: readonly string[]): boolean {
  if (!/^0[1-9]\d{1,}/.test(groups[0] ?? '')) return false;
  return [1, 2, 3, 4].some((count) => /^\d{10,11}$/.test(groups.slice(0, count).join('')));
}

/** A number with its country's code, as telephones keep it (`+4917612345678`). */
const isForeignNumber = (run: string): boolean => parsePhoneNumberFromString(`+${run}`)?.isValid() ?? false;

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
