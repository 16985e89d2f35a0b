import * as chrono from 'chrono-node';
import { Temporal } from 'temporal-polyfill';
import type { Purpose } from '../approval/purpose.ts';
import { parseExternalNumber } from '../recording/externalNumber.ts';
import type { Instant } from '../time.ts';
import type { RequestField } from './form.ts';

const EXTENSION = /\b(?:extension|ext|x)\.?\s*(\d{2,5})\b/i;
const NUMBER = /(?:\+|\b00|\b0)[\d][\d\s().-]{6,}\d\b/;
const NOT_PARTS_OF_A_REASON = /^[\s,;:.\-–]+|[\s,;:\-–]+$/g;

const PURPOSE_WORDS: readonly (readonly [Purpose, RegExp])[] = [
  ['complaint', /\bcomplain(?:t|ts|ed|ing|s)?\b/i],
  ['abuse', /\b(?:abus(?:e|ive)|nuisance|threat(?:s|ened|ening)?|swor[en]|shouting)\b/i],
  ['training', /\btraining\b/i],
  ['performance', /\b(?:performance|appraisal)\b/i],
  ['disciplinary', /\bdisciplinary\b/i],
  ['legal', /\b(?:legal|solicitors?|lawyers?|court|insurance claim)\b/i],
  ['regulatory', /\b(?:regulator(?:y)?|RCVS|VMD)\b/i],
];

/**
 * Fills in the request form from what was typed after the command: "yesterday 3.10pm ext 204 01632 960123 complaint about a bill". What
 * cannot be read stays in the reason; nothing is lost and nothing is guessed without the person seeing it in the form.
 */
export function readFreeText(
  text: string,
  now: Instant,
  zone: string,
): Partial<Record<RequestField, string>> {
  const found: Partial<Record<RequestField, string>> = {};
  let rest = ` ${text} `;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const match = pattern.exec(rest);
    if (match) rest = rest.replace(match[0], ' ');
    return match;
  };
  const extension = take(EXTENSION);
  if (extension?.[1]) found.extension = extension[1];
  const number = NUMBER.exec(rest);
  const parsed = number && parseExternalNumber(number[0]);
  if (number && parsed?.ok && parsed.value.kind === 'number') {
    rest = rest.replace(number[0], ' ');
    found.number = number[0].trim();
    found.numberKind = 'known';
  } else if (take(/\b(?:withheld|anonymous)(?:\s+(?:number|caller))?\b/i)) found.numberKind = 'withheld';
  else if (take(/\binternal(?:\s+call)?\b/i)) found.numberKind = 'internal';
  rest = rest
    .replace(/\b(?:about|around|roughly|approximately|approx\.?|circa)\s+(?=\d)/gi, '')
    .replace(/\bbetween\s+(.{1,30}?)\s+and\s+/i, '$1 to ');
  const when = readWhen(rest, now, zone);
  if (when) {
    rest = rest.replace(when.text, ' ');
    Object.assign(found, when.fields);
  }
  const reason = rest
    .replace(/\s+/g, ' ')
    .replace(/\b(?:at|on|about|from|between)\s*$/i, '')
    .trim()
    .replace(NOT_PARTS_OF_A_REASON, '');
  if (reason !== '') found.reason = reason;
  const purpose = PURPOSE_WORDS.find(([, words]) => words.test(reason))?.[0];
  if (purpose) found.purpose = purpose;
  return found;
}

interface ReadWhen {
  readonly text: string;
  readonly fields: Partial<Record<RequestField, string>>;
}

/** A date or a time in British order, as it is on the practice's clock; a weekday or a time means the last one, not the next. */
function readWhen(text: string, now: Instant, zone: string): ReadWhen | undefined {
  const here = Temporal.Instant.from(now).toZonedDateTimeISO(zone);
  const reference = { instant: new Date(now), timezone: here.offsetNanoseconds / 60e9 };
  const [result] = chrono.en.GB.parse(text, reference, { forwardDate: false });
  if (!result) return undefined;
  const { start, end } = result;
  if (end && dateOf(end) !== dateOf(start))
    return { text: result.text, fields: { whenKind: 'range', date: dateOf(start), dateTo: dateOf(end) } };
  if (!start.isCertain('hour'))
    return { text: result.text, fields: { whenKind: 'day', date: dateOf(start) } };
  const time = `${two(start.get('hour'))}:${two(start.get('minute'))}`;
  const date = lastPast(dateOf(start), time, start.isCertain('day') || start.isCertain('weekday'), here);
  return { text: result.text, fields: { whenKind: 'about', date, time } };
}

const two = (n: number | null): string => String(n ?? 0).padStart(2, '0');

const dateOf = (parts: { get(part: 'year' | 'month' | 'day'): number | null }): string =>
  `${String(parts.get('year')).padStart(4, '0')}-${two(parts.get('month'))}-${two(parts.get('day'))}`;

/** A bare time still to come today was meant of yesterday. */
function lastPast(date: string, time: string, dateGiven: boolean, here: Temporal.ZonedDateTime): string {
  const said = Temporal.PlainDateTime.from(`${date}T${time}`);
  const future = Temporal.PlainDateTime.compare(said, here.toPlainDateTime()) > 0;
  return future && !dateGiven ? said.toPlainDate().subtract({ days: 1 }).toString() : date;
}
