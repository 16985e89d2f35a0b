import type { FormErrors, FormValues } from '../../../kernel/form.ts';
import { dateIn, type Instant } from '../../../kernel/time.ts';
import { TAKEN } from '../../requests/model/wish/mask.ts';
import { numbersIn } from '../../requests/model/wish/numbers.ts';
import { readWhen as whenIn } from '../../requests/model/wish/when.ts';

/** What was typed after `/card-payment` or `/unrecorded-line`, as far as the desk understood it. */
export interface TypedOrder {
  /** What the form is filled in with; an `extension` only when the text names exactly one. */
  readonly values: FormValues;
  /** What to say at inputs that stay empty although something was typed for them. */
  readonly errors: FormErrors;
  /** Whether there is no doubt when the call was: only then may anything be deleted without a form. */
  readonly isPlain: boolean;
}

export interface OrderTextContext {
  readonly now: Instant;
  readonly zone: string;
  /** Extensions that the practice file names: they settle which of several numbers is one. */
  readonly known: readonly string[];
}

/** A longer line is no order but something pasted. */
const MAX_LINE_LENGTH = 500;

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';

/** Numbers that say when: a date (`2/11`, `25th`, `2 November`), a time (`15.10`, `3pm`) or a length of time. */
const WHEN_NUMBERS = new RegExp(
  [
    '(?<!\\d)\\d{4}-\\d{2}-\\d{2}(?!\\d)',
    '(?<!\\d)\\d{1,2}[:./-]\\d{1,2}(?:[:./-]\\d{2,4})?(?!\\d)',
    `(?<!\\d)\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?${MONTH}\\b(?:\\s+20\\d\\d)?`,
    `\\b${MONTH}\\.?\\s+(?:the\\s+)?\\d{1,2}(?!\\d)(?:,?\\s+20\\d\\d)?`,
    '(?<!\\d)\\d{1,2}\\s?(?:am|pm|a\\.m|p\\.m|st|nd|rd|th|o.?clock)\\b',
    '(?<!\\d)\\d{1,3}\\s*(?:hrs?|hours?|mins?|minutes?|secs?|seconds?|days?|weeks?|months?)\\b',
  ].join('|'),
  'giu',
);

/** A number that is called an extension, and one that stands alone and is as long as one. */
const NAMED =
  /(?<![\p{L}\d])(?:extension|extn|ext|x|line|phone|desk)(?:\s+(?:number|no))?\s*[.:#-]?\s*(\d{2,8})(?!\d)/giu;
const BARE = /(?<![\p{L}\d])#?([1-9]\d{1,7})(?![\p{L}\d])/gu;

const TIME_WITHOUT_POINT = /(?<![\d/.-])([01]\d|2[0-3])([0-5]\d)(?![\d/-])/;

/** A time of day and nothing else. */
const PLAIN_TIME = /^(?:at\s+)?(\d{1,2}[:.][0-5]\d\s*(?:am|pm)?)$/i;

/** Words that add nothing to an extension and a time. */
const FILLER = /\b(?:on|at|today|about|around|for|the|call|calls|please|just|from|of|a|and|to)\b|[^\p{L}\d]/giu;

/** Reads what was typed after the command. A wrong deletion is final, so nothing is guessed: doubt leaves it empty. */
export function readOrderText(text: string, context: OrderTextContext): TypedOrder {
  const line = text.normalize('NFKC').trim().slice(0, MAX_LINE_LENGTH);
  const { extension, doubt, rest } = readExtension(line, context.known);
  const { isUnread, ...when } = readWhen(rest, context);
  // A number nobody could place may have been meant for the extension.
  const isMeant = isUnread || MAY_BE_EXTENSION.test(line);
  const unclear = doubt ?? (extension === undefined && isMeant ? WHICH_EXTENSION : undefined);
  return {
    values: { ...(extension === undefined ? {} : { extension }), ...when.values },
    errors: { ...(unclear === undefined ? {} : { extension: unclear }), ...when.errors },
    isPlain: when.isPlain && unclear === undefined,
  };
}

/** An extension that is named or spelt out, has digits of another script, or begins with a nought like a time. */
const MAY_BE_EXTENSION =
  /\b(?:ext|extn|extension)\b|(?:\b(?:oh|zero|one|two|three|four|five|six|seven|eight|nine|double)\b[\s-]*){2}|(?![0-9])\p{Nd}|(?<![\d:./-])0\d{3}(?![\d:./-])/iu;

const WHICH_EXTENSION = 'The desk could not tell which extension you mean. Give one, for example 204.';

const NOT_BY_NUMBER =
  'The desk finds the call by extension and time, not by the caller’s number. Give the extension, for example 204.';

const WHICH_TIME = 'The desk could not read when the call was. Choose one, and give the date and the time of the call.';

interface ReadExtension {
  readonly extension: string | undefined;
  /** What to say where something was typed and the extension is not clear from it. */
  readonly doubt: string | undefined;
  readonly rest: string;
}

function readExtension(line: string, known: readonly string[]): ReadExtension {
  const outside = [...numbersIn(line)];
  const text = outside.reduce((left, number) => left.replace(number, ' '), line);
  // Blanks of the same length, so that a place in one text is the same place in the other.
  const masked = text.replace(WHEN_NUMBERS, (when) => ' '.repeat(when.length));
  const named = [...masked.matchAll(NAMED)];
  const candidates = named.length > 0 ? named : [...masked.matchAll(BARE)];
  const wanted = new Set(candidates.map(([, digits = '']) => digits));
  const familiar = [...wanted].filter((digits) => known.includes(digits));
  const [extension, another] = familiar.length === 1 ? familiar : wanted;
  const isClear = extension !== undefined && another === undefined;
  const taken = candidates.filter(([, digits]) => !isClear || digits === extension);
  return {
    extension: isClear ? extension : undefined,
    doubt:
      another !== undefined
        ? WHICH_EXTENSION
        : extension === undefined && outside.length > 0
          ? NOT_BY_NUMBER
          : undefined,
    rest: taken.reduceRight(
      (left, { 0: said, index }) => `${left.slice(0, index)} ${left.slice(index + said.length)}`,
      text,
    ),
  };
}

function readWhen(rest: string, { now, zone }: OrderTextContext): TypedOrder & { readonly isUnread: boolean } {
  const bare = rest.replace(EDGES, '');
  if (bare.replace(FILLER, '').toLowerCase() === 'now')
    return { values: { whenKind: 'now' }, errors: {}, isPlain: true, isUnread: false };
  // A sentence that says so is shown in the form before anything is deleted.
  if (JUST_NOW.test(bare)) return { values: { whenKind: 'now' }, errors: {}, isPlain: false, isUnread: false };
  const said = bare.replace(TIME_WITHOUT_POINT, '$1:$2').replace(TIME_WITH_POINT, '$1:$2');
  const { values: read, left: unread } = whenIn(said, { now, zone });
  const left = unread.replaceAll(TAKEN, '').replace(FILLER, '');
  const isUnread = /\d/.test(left) || read.timeTo !== undefined;
  if (read.date === undefined || read.dateTo !== undefined)
    return {
      // Nothing typed means the call just now; words that say no time leave it open.
      values: { whenKind: left === '' && read.date === undefined ? 'now' : isUnread ? 'at' : '' },
      errors: isUnread ? { time: WHICH_TIME } : {},
      isPlain: false,
      isUnread,
    };
  const doubt = isUnread ? WHICH_TIME : halfOfDayDoubt(said, read.time);
  const time = doubt === undefined ? read.time : undefined;
  return {
    values: { whenKind: 'at', date: read.date, ...(time === undefined ? {} : { time }) },
    errors: doubt === undefined ? {} : { time: doubt },
    isPlain: PLAIN_TIME.test(said) && doubt === undefined && read.date === dateIn(now, zone),
    isUnread,
  };
}

const JUST_NOW =
  /\b(?:just|right) now\b|\bjust (?:read|gave|given|told|said|shouted|took|taken|paid|been|had)\b|\bstill on\b/i;

/** Ten past three may be at night or in the afternoon; `03:10` and `3.10am` are not. */
function halfOfDayDoubt(said: string, time: string | undefined): string | undefined {
  const [hour, minutes] = [Number.parseInt(time ?? '', 10), time?.slice(2)];
  const early = hour % 12;
  if (!(early >= 1 && early < 8) || SAYS_HALF.test(said) || (hour > 12 && said.includes(String(hour))))
    return undefined;
  return `Say whether you mean 0${early}${minutes} or ${early + 12}${minutes}: give the time on the 24-hour clock.`;
}

const SAYS_HALF = /(?<!\d)0\d[:.]|\d\s*[ap]\.?m\b|\bmorning\b|\bnight\b|\bago\b/i;

const EDGES = /^[\s.,;:!?-]+|[\s.,;:!?-]+$/g;

const TIME_WITH_POINT = /(?<![\d.])(\d{1,2})\.([0-5]\d)(?![\d.])/g;
