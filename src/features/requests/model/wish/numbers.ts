import { parseExternalNumber } from '../../../recordings/model/externalNumber.ts';
import { before, type Left, leadStart, type Staff, take, words } from './mask.ts';

/** Where a number may begin; not inside a date (`2026-11-02`) or a time (`15:01`). */
const NUMBER = /(?<![\d./-]|\d:)(?:\+|0)\d[\d\s().-]{6,}/g;

const DATE_WITH_POINTS = /^\d{1,2}[.-]\d{1,2}[.-]\d{2,4}\b/;

/** Outside numbers, as typed, and where. A date or time behind one may look like more of it: so from the longest down. */
function* placesOfNumbers(text: string): Generator<{ readonly at: number; readonly typed: string }, undefined> {
  for (const { 0: run, index } of text.matchAll(NUMBER)) {
    if (DATE_WITH_POINTS.test(run)) continue;
    const parts = run
      .slice(0, 40)
      .trim()
      .split(/(?<=\S)(?=\s)/);
    for (let count = parts.length; count > 0; count -= 1) {
      const typed = parts.slice(0, count).join('').replace(/\D+$/, '');
      const parsed = parseExternalNumber(typed);
      if (!parsed.ok || parsed.value.kind !== 'number') continue;
      yield { at: index, typed };
      break;
    }
  }
  return undefined;
}

export function* numbersIn(text: string): Generator<string, undefined> {
  for (const { typed } of placesOfNumbers(text)) yield typed;
  return undefined;
}

/** What is numbered and no telephone. */
const NO_PHONE =
  /(?<!\p{L})(?:ref(?:erence)?|invoice|account|acc(?:oun)?t|policy|claim|case|order|chip|microchip|barcode|batch)(?:\s+(?:no|number|num|is))?[.:#]?\s*$/iu;

const TO_NUMBER =
  /(?:(?<!\p{L})(?:from|to|on|off|with|number|num|no|nr|tel|phone|mobile|mob|landline|caller|caller's|their|her|his|was|is)\.?:?\s+|[(:]\s*)+$/iu;

const WITHHELD = words(
  '(?:from\\s+|on\\s+)?(?:an?\\s+)?(?:(?:withheld|anonymous|private|hidden|blocked)\\s+(?:number|caller|no\\.?|call)|no\\s+caller\\s*-?id|caller\\s*-?id\\s+(?:was\\s+)?withheld|number\\s+(?:was\\s+)?(?:withheld|hidden|blocked|private))|(?:withheld|anonymous)(?=\\s*(?:$|[,.;\\ue000]))',
);

const INTERNAL = words(
  '(?:an?\\s+)?internal(?:(?:\\s+(?:phone|telephone))?\\s+call|(?=\\s*(?:$|[,.;\\ue000])|\\s+(?:between|from|ext|\\d)))',
);

/** Takes out the outside number, or the words for a call without one; of several numbers none is sure to be the one. */
export function readNumber(left: Left): { readonly number?: string; readonly left: Left } {
  const found = [...placesOfNumbers(left)].filter(({ at }) => !NO_PHONE.test(before(left, at)));
  const [one, another] = new Map(found.map((each) => [each.typed.replace(/\D/g, ''), each])).values();
  if (another) return { left };
  if (one) {
    const end = one.at + one.typed.length;
    return {
      number: left[one.at - 1] === '(' && one.typed.includes(')') ? `(${one.typed}` : one.typed,
      left: take(left, leadStart(left, one.at, TO_NUMBER), left[end] === ')' ? end + 1 : end),
    };
  }
  for (const [number, pattern] of [
    ['withheld', WITHHELD],
    ['internal', INTERNAL],
  ] as const) {
    const match = [...left.matchAll(pattern)][0];
    if (match) return { number, left: take(left, match.index, match.index + match[0].length) };
  }
  return { left };
}

const DIGITS =
  '(?<!\\d[,.]|[£$€]\\s?)(\\d{2,5})(?![\\d:./-]*\\d|\\s*(?:%|pounds|quid|[ap]\\.?m(?![a-z])|tab|mg|ml|kg|years?|days?|weeks?|hours?|mins?|min(?:ute)?s|times(?![a-z])|(?:st|nd|rd|th)(?![a-z])))';

const CALLED = '(?:extension|extention|extn|exten|ext|x|line|phone|handset)(?:\\s+(?:number|num|no))?\\s*[.:#-]?\\s*';

const TWO = words(
  `(?:between\\s+|from\\s+)?(?:${CALLED}|extensions?\\s+|exts?\\.?\\s+)?${DIGITS}\\s+(?:and|to|with|called|rang|calling|phoned|&)\\s+(?:${CALLED})?${DIGITS}`,
);

const NAMED = words(`(?:on\\s+|from\\s+|to\\s+|via\\s+|at\\s+)?(?:the\\s+)?${CALLED}${DIGITS}`);

/** A number on its own, which is an extension only if the practice has it, or where "on" leads to it. */
const ALONE = words(`(?<lead>(?:on|to|from|at)\\s+)?${DIGITS}(?<own>'s\\s+(?:phone|line|extension|handset))?`);

/** What stands around an extension that nothing else names: what is read already, and nothing that could be numbered. */
const ENDS =
  /^\s*(?:$|[,.;)]|\ue000|(?:on|at|about|around|between|just|with|from|re|yesterday|today|last|mon|tues?|wed|thur?s?|fri|sat|sun|this|complain\w*|to|and|mrs?|dr|half|\d{1,2}[:.]\d)(?![a-z]))/i;

const isKnown = (staff: Staff, digits: string): boolean => staff.some(({ extensions }) => extensions.includes(digits));

interface ReadExtension {
  readonly extension?: string;
  /** Both ends are in the practice. */
  readonly isInternal?: boolean;
  readonly left: Left;
}

/** Words right before an extension that the practice has and that nothing else names. */
const BEFORE_KNOWN = /(?:^|[,.;\ue000]|(?<!\p{L})(?:spoke|rang|calls?|\p{L}+day)|\d\s?[ap]m|\d[.:]\d\d)\s*$/iu;

/** Takes out the extension, both of a call within the practice; of several that are named none is sure to be the one. */
export function readExtension(left: Left, isInternal: boolean, staff: Staff): ReadExtension {
  for (const { 0: text, 1: one = '', 2: other = '', index } of left.matchAll(TWO)) {
    const areKnown = isKnown(staff, one) && isKnown(staff, other) && one !== other;
    if ((areKnown && !/^ext\S*\s*\d+\s+and/i.test(text)) || (isInternal && one.length > 2 && other.length > 2))
      return { extension: `${one} and ${other}`, isInternal: true, left: take(left, index, index + text.length) };
  }
  const named = [...left.matchAll(NAMED)].filter(({ 1: digits = '' }) => digits.length > 2 || isKnown(staff, digits));
  const alone = [...left.matchAll(ALONE)].filter(({ 0: text, 2: digits = '', index, groups }) => {
    const end = index + text.length;
    if (!ENDS.test(left.slice(end, end + 16))) return false;
    return isKnown(staff, digits)
      ? groups?.lead || groups?.own || BEFORE_KNOWN.test(before(left, index))
      : digits.length === 3 && /^on\s/i.test(text);
  });
  const all = named.length > 0 ? named : alone;
  const [first] = all;
  if (!first) return readOwners(left, staff);
  const [extension = '', another] = new Set(all.map((match) => match[2] ?? match[1]));
  return another || OTHER.test(left.slice(first.index + first[0].length))
    ? { left }
    : { extension, left: all.reduce((rest, { 0: text, index }) => take(rest, index, index + text.length), left) };
}

/** "204 or 205" names neither. */
const OTHER = /^\s*(?:or|and|\/|&)\s*(?:ext\S*\s*|x)?\d{3,5}(?!\d)/i;

const OWNED = words(
  "(?:on\\s+|to\\s+|from\\s+)?(\\p{L}[\\p{L}-]+)(?:\\s+(\\p{L}[\\p{L}-]+))?'s\\s+(?:phone|line|extension|ext|handset|desk)(?!\\s+(?:manner|calls?|voice|skills?|number|bill|conversation|etiquette))",
);

/** "Priya’s phone" is her extension, if she has one and there is no other Priya. */
function readOwners(left: Left, staff: Staff): ReadExtension {
  for (const { 0: text, 1: first = '', 2: last = first, index } of left.matchAll(OWNED)) {
    const meant = [`${first} ${last} `, `${last} `].map((name) => name.toLowerCase());
    const [one, another] = staff.filter(({ name }) => meant.some((each) => `${name.toLowerCase()} `.startsWith(each)));
    const [extension, second] = one?.extensions ?? [];
    if (extension !== undefined && !another && second === undefined)
      return { extension, left: take(left, index, index + text.length) };
  }
  return { left };
}
