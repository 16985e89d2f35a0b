import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** What a brand issues: the first digits its numbers lie between, and their lengths (ISO/IEC 7812 ranges). */
interface Brand {
  readonly from: number;
  readonly to: number;
  readonly lengths: readonly number[];
}

/** First digits as six, so that one comparison of numbers tells. */
const range = (from: string, to: string, ...lengths: readonly number[]): Brand => ({
  from: Number(from.padEnd(6, '0')),
  to: Number(to.padEnd(6, '9')),
  lengths,
});

const MAESTRO = [13, 14, 15, 16, 17, 18, 19] as const;

const BRANDS: readonly Brand[] = [
  range('4', '4', 13, 16, 19), // Visa
  range('51', '55', 16), // Mastercard
  range('2221', '2720', 16),
  range('34', '34', 15), // American Express
  range('37', '37', 15),
  range('300', '305', 14), // Diners Club
  range('36', '36', 14),
  range('38', '39', 14),
  range('35', '35', 16), // JCB
  range('6011', '6011', 16), // Discover
  range('644', '649', 16),
  range('65', '65', 16),
  range('50', '50', ...MAESTRO), // Maestro, UnionPay
  range('56', '59', ...MAESTRO),
  range('60', '69', ...MAESTRO),
];

/** Between the digits of one number: what people type, and whatever else is neither letter nor digit. */
const RUN = /\d+(?:[^\p{L}\d]{1,5}\d+)*/gu;

/** What people put between groups of a number without meaning to hide it. */
const USUAL = /^[\s\-._/·*]*$/;

/**
 * Whether a text holds a payment card number: 13 to 19 digits of a brand's first digits and length, however they
 * are broken up, whose Luhn check is right (policy section 4). One pieced together from groups must not be a date
 * or an extension beside a British telephone number. A microchip's fifteen digits, which begin with a country or a
 * maker and not with a brand, are none.
 */
export function holdsCardNumber(text: string): boolean {
  const digits = foldDigits(text);
  return [...digits.matchAll(RUN)].some(({ 0: run, index }) => {
    const international = digits[index - 1] === '+' && isForeignNumber(run);
    return !international && runHoldsCard(run);
  });
}

/** A text with the digits of card numbers blanked, so that the rest of what was typed can be kept. */
export function blankCardNumbers(text: string): string {
  if (!holdsCardNumber(text)) return text;
  const blank = (run: string): string => run.replace(/\p{Nd}/gu, '•');
  const blanked = text.replace(/\p{Nd}+(?:[^\p{L}\p{Nd}]{1,5}\p{Nd}+)*/gu, (run) =>
    holdsCardNumber(run) ? blank(run) : run,
  );
  // One that is hidden between letters of no width is no run of its own.
  return holdsCardNumber(blanked) ? blank(blanked) : blanked;
}

/** Letters that show as nothing, or as a blank. */
const FILLERS = /\u115f|\u1160|\u2800|\u3164|\uffa0/gu;

/** Any script's digits as 0-9, any dash as `-`; without characters of no width, marks on others and fillers. */
function foldDigits(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Cf}|\p{M}/gu, '')
    .replace(FILLERS, '')
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

/** Groups of digits as written, what stands between them, and where each begins among all the digits. */
interface Run {
  readonly groups: readonly string[];
  readonly between: readonly string[];
  readonly starts: readonly number[];
  readonly digits: string;
  readonly isLuhn: LuhnOf;
}

function readRun(text: string): Run {
  const groups = text.split(/\D+/);
  const starts: number[] = [];
  let length = 0;
  for (const group of groups) {
    starts.push(length);
    length += group.length;
  }
  const digits = groups.join('');
  return { groups, between: text.split(/\d+/).slice(1, -1), starts, digits, isLuhn: luhnOf(digits) };
}

function runHoldsCard(text: string): boolean {
  const run = readRun(text);
  return run.groups.some((_, at) => pieceHoldsCard(run, at) || joinsToCard(run, at));
}

/** Whether some groups from here on, joined, are a card of a known brand. */
function joinsToCard(run: Run, from: number): boolean {
  const { groups, between, starts, digits } = run;
  const start = starts[from] ?? 0;
  const lengths = lengthsFrom(digits, start);
  if (lengths.length === 0) return false;
  for (let to = from; to < groups.length; to += 1) {
    const length = (starts[to] ?? 0) + (groups[to] ?? '').length - start;
    if (length > 19) return false;
    if (!lengths.includes(length) || !run.isLuhn(start, length)) continue;
    const part = { groups: groups.slice(from, to + 1), between: between.slice(from, to) };
    if (isPrinted(part)) return true;
    const midDate = dateAt(run, from - 1) || dateAt(run, from - 2);
    if (midDate) continue;
    if (isWrittenAlike(part)) return true;
    // Amounts, times and lists have commas, colons and brackets too: those must be the same throughout.
    if (part.between.every((each) => USUAL.test(each)) && !meansAnother(part, groups.slice(to + 1, to + 5)))
      return true;
  }
  return false;
}

type Part = Pick<Run, 'groups' | 'between'>;

/** Groups as cards are printed and read out: fours and what is left, 4-6-5, 4-6-4. */
const PRINTED = /^(?:(?:4,)+[1-4]|4,6,5|4,6,4)$/;

const isPrinted = ({ groups }: Part): boolean => PRINTED.test(groups.map((group) => group.length).join());

/** One way of writing throughout, however it is broken up: of a card's usual length, or digit by digit. */
const isWrittenAlike = ({ groups, between }: Part): boolean =>
  new Set(between).size === 1 && (groups.join('').length === 16 || groups.every((group) => group.length === 1));

/** Whether groups that would make a card are a date or a British number and something (`301 01632 960123`). */
const meansAnother = (run: Part, after: readonly string[]): boolean =>
  dateAt(run, 0) || run.groups.some((_, from) => startsBritishNumber([...run.groups.slice(from), ...after]));

const DATE = /^(?:\d{1,2}([/.-])\d{1,2}\1(?:\d\d|\d{4})|\d{4}-\d\d-\d\d)$/;

/** Whether a date begins with this group; what is beside it is set off in another way. */
function dateAt({ groups, between }: Part, at: number): boolean {
  const text = `${groups[at]}${between[at]}${groups[at + 1]}${between[at + 1]}${groups[at + 2]}`;
  return DATE.test(text) && between[at - 1] !== between[at] && between[at + 2] !== between[at];
}

/** Groups that begin with a British number's: a trunk zero, and ten or eleven digits in at most four groups. */
function startsBritishNumber(groups: readonly string[]): boolean {
  if (!/^0[1-9]\d{1,}/.test(groups[0] ?? '')) return false;
  return [1, 2, 3, 4].some((count) => /^\d{10,11}$/.test(groups.slice(0, count).join('')));
}

/** A number with its country's code, as telephones keep it (`+4917612345678`). */
const isForeignNumber = (run: string): boolean => parsePhoneNumberFromString(`+${run}`)?.isValid() ?? false;

/** One unbroken run of digits: a card by itself, or one with digits stuck to it. */
function pieceHoldsCard({ groups, starts, digits, isLuhn }: Run, at: number): boolean {
  const length = (groups[at] ?? '').length;
  const start = starts[at] ?? 0;
  if (length < 13) return false;
  if (length <= 19 && lengthsFrom(digits, start).includes(length) && isLuhn(start, length)) return true;
  // Fifteen digits by themselves are a microchip's, whatever is in the middle of them.
  if (length < 16) return false;
  for (let from = start; from + 14 <= start + length; from += 1)
    for (const each of lengthsFrom(digits, from))
      if (each >= 14 && from + each <= start + length && isLuhn(from, each)) return true;
  return false;
}

const NONE: readonly number[] = [];

/** By first digits, as far as they have been asked for. */
const KNOWN = new Map<number, readonly number[]>();

/** Lengths of the brands whose first digits stand here. */
function lengthsFrom(digits: string, from: number): readonly number[] {
  const first = digits.charCodeAt(from) - 48;
  if (first < 2 || first > 6 || from + 13 > digits.length) return NONE;
  let head = 0;
  for (let at = from; at < from + 6; at += 1) head = head * 10 + digits.charCodeAt(at) - 48;
  const known = KNOWN.get(head);
  if (known) return known;
  const lengths = BRANDS.filter((brand) => brand.from <= head && head <= brand.to).flatMap((brand) => brand.lengths);
  if (KNOWN.size < 10_000) KNOWN.set(head, lengths);
  return lengths;
}

type LuhnOf = (from: number, length: number) => boolean;

/** ISO/IEC 7812-1 annex B: sums up to each digit, for both ways to double every other one: each stretch then takes one subtraction. */
function luhnOf(digits: string): LuhnOf {
  const even = new Uint32Array(digits.length + 1);
  const odd = new Uint32Array(digits.length + 1);
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digits.charCodeAt(at) - 48;
    const doubled = digit < 5 ? digit * 2 : digit * 2 - 9;
    even[at + 1] = (even[at] ?? 0) + (at % 2 === 0 ? doubled : digit);
    odd[at + 1] = (odd[at] ?? 0) + (at % 2 === 0 ? digit : doubled);
  }
  return (from, length) => {
    const sums = (from + length) % 2 === 0 ? even : odd;
    const sum = (sums[from + length] ?? 0) - (sums[from] ?? 0);
    return sum > 0 && sum % 10 === 0;
  };
}
