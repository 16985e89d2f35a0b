import * as chrono from 'chrono-node';
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../../kernel/time.ts';
import type { Purpose } from '../../practice/model/purpose.ts';
import { parseExternalNumber } from '../../recordings/model/externalNumber.ts';
import { TOLERANCE_MINUTES } from '../../recordings/model/matching.ts';
import type { RequestField } from './fields.ts';

const EXTENSION = /\b(?:extension|ext|x)\.?\s*(\d{2,5})\b/i;

/** Where a number may begin; not inside a date (`2026-11-02`) or a time (`15:01`). */
const NUMBER = /(?<![\d./-]|\d:)(?:\+|0)\d[\d\s().-]{6,}/g;

const DATE_WITH_POINTS = /^\d{1,2}[.-]\d{1,2}[.-]\d{2,4}\b/;

const DAY = '(?:\\S*\\d|mon|tue|wed|thu|fri|sat|sun|yesterday|today)';

const BETWEEN = new RegExp(`\\bbetween\\s+(?=${DAY})(.{1,30}?)\\s+and\\s+(?=${DAY})`, 'i');

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
 * Fills in the request form from what was typed after the command: "yesterday 3.10pm ext 204 01632 960123
 * complaint about a bill". What cannot be read stays in the reason; nothing is lost and nothing is guessed
 * without the person seeing it in the form.
 */
export function readFreeText(text: string, now: Instant, zone: string): Partial<Record<RequestField, string>> {
  const found: Partial<Record<RequestField, string>> = {};
  let rest = ` ${text} `;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const match = pattern.exec(rest);
    if (match) rest = rest.replace(match[0], ' ');
    return match;
  };
  const extension = take(EXTENSION);
  if (extension?.[1]) found.extension = extension[1];
  const number = findNumber(rest);
  if (number) {
    rest = without(rest, number, /\b(?:from|number|no\.?)\s*$/i);
    found.number = number;
  } else if (take(/\b(?:withheld|anonymous)(?:\s+(?:number|caller))?\b/i)) found.number = 'withheld';
  else if (take(/\binternal(?:\s+call)?\b/i)) found.number = 'internal';
  // A part of the day says too little for a time, and would be read in place of the date behind it.
  const partOfDay = take(/\b(?:in\s+the\s+|the\s+)?(?:morning|afternoon|evening)\s+(?=of\b)/i)?.[0] ?? '';
  rest = rest
    .replace(/\s+/g, ' ')
    .replace(/\b(?:about|around|roughly|approximately|approx\.?|circa)\s+(?=\d)/gi, '')
    .replace(/\b([01]?\d|2[0-3])\.([0-5]\d)\s?(?=[ap]m\b)/gi, '$1:$2')
    .replace(/(?<=\bat\s+)([01]?\d|2[0-3])\.([0-5]\d)\b/gi, '$1:$2')
    .replace(BETWEEN, '$1 to ');
  const when = readWhen(rest, now, zone);
  if (when) {
    rest = without(rest, when.text, /\b(?:at|on|of|from|between)\s*$/i) + when.kept;
    Object.assign(found, when.fields);
  }
  const reason = `${rest} ${partOfDay}`.replace(/\s+/g, ' ').trim().replace(NOT_PARTS_OF_A_REASON, '');
  if (reason !== '') found.reason = reason;
  const purpose = PURPOSE_WORDS.find(([, words]) => words.test(reason))?.[0];
  if (purpose) found.purpose = purpose;
  return found;
}

/** Takes out what was read, and the small word that led to it. */
function without(text: string, read: string, leadingTo: RegExp): string {
  const at = text.indexOf(read);
  return `${text.slice(0, at).replace(leadingTo, '')} ${text.slice(at + read.length)}`;
}

const findNumber = (text: string): string | undefined => numbersIn(text).next().value ?? undefined;

/** Outside numbers, as typed. A date or time behind one may look like more of it: so from the longest text down. */
export function* numbersIn(text: string): Generator<string, undefined> {
  for (const [run] of text.matchAll(NUMBER)) {
    if (DATE_WITH_POINTS.test(run)) continue;
    const words = run.trim().split(/(?<=\S)(?=\s)/);
    for (let count = words.length; count > 0; count -= 1) {
      const candidate = words.slice(0, count).join('').replace(/\D+$/, '');
      const parsed = parseExternalNumber(candidate);
      if (!parsed.ok || parsed.value.kind !== 'number') continue;
      yield candidate;
      break;
    }
  }
  return undefined;
}

interface ReadWhen {
  readonly text: string;
  readonly fields: Partial<Record<RequestField, string>>;
  /** What the form has no place for, kept for the reason. */
  readonly kept: string;
}

/** Two times this near mean the one between them, whose tolerance reaches both. */
const NEAR_MINUTES = 2 * TOLERANCE_MINUTES;

/** A date or a time in British order, as it is on the practice's clock; always the last such moment, never the next. */
function readWhen(text: string, now: Instant, zone: string): ReadWhen | undefined {
  const here = Temporal.Instant.from(now).toZonedDateTimeISO(zone);
  const reference = { instant: new Date(now), timezone: here.offsetNanoseconds / 60e9 };
  const result = chrono.en.GB.parse(text, reference, { forwardDate: false }).find(saysWhen);
  if (!result) return undefined;
  const { start, end } = result;
  const read = { text: result.text, kept: '' };
  const from = lastPast(start, here);
  if (end && dateOf(end) !== dateOf(start)) {
    const to = lastPast(end, here).toPlainDate().toString();
    return { ...read, fields: { date: from.toPlainDate().toString(), dateTo: to } };
  }
  const date = from.toPlainDate().toString();
  if (!start.isCertain('hour')) return { ...read, fields: { date } };
  const length = end?.isCertain('hour') ? minutesOf(end) - minutesOf(start) : 0;
  if (length > NEAR_MINUTES) return { ...read, kept: ` ${result.text}`, fields: { date } };
  const time = from
    .add({ minutes: Math.floor(length / 2) })
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
  return { ...read, fields: { date, time } };
}

type ParsedTime = chrono.ParsedResult['start'];

/** "Last week" or "May" names no day: left in the reason rather than guessed. "This morning" does. */
function saysWhen({ text, start }: chrono.ParsedResult): boolean {
  if (/^this (?:morning|afternoon|evening)$/i.test(text)) return true;
  if (/^(?:last|this|past|next)\s+(?:week|month|year)$/i.test(text)) return false;
  return start.isCertain('day') || start.isCertain('weekday') || start.isCertain('hour');
}

const two = (n: number | null): string => String(n ?? 0).padStart(2, '0');

const dateOf = (said: ParsedTime): string =>
  `${String(said.get('year')).padStart(4, '0')}-${two(said.get('month'))}-${two(said.get('day'))}`;

const minutesOf = (said: ParsedTime): number => (said.get('hour') ?? 0) * 60 + (said.get('minute') ?? 0);

/** What is still to come was meant of the day, the week or the year before, unless the date was given whole. */
function lastPast(said: ParsedTime, here: Temporal.ZonedDateTime): Temporal.PlainDateTime {
  const time = said.isCertain('hour') ? `${two(said.get('hour'))}:${two(said.get('minute'))}` : '00:00';
  const moment = Temporal.PlainDateTime.from(`${dateOf(said)}T${time}`);
  if (Temporal.PlainDateTime.compare(moment, here.toPlainDateTime()) <= 0) return moment;
  if (said.isCertain('weekday') && !said.isCertain('day')) return moment.subtract({ weeks: 1 });
  if (!said.isCertain('day')) return moment.subtract({ days: 1 });
  return said.isCertain('month') && !said.isCertain('year') ? moment.subtract({ years: 1 }) : moment;
}
