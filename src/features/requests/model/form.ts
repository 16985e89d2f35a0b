import { holdsCardNumber } from '../../../kernel/paymentCard.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import {
  addDays,
  addMinutes,
  dateIn,
  type Instant,
  instantsOfLocal,
  isRealDate,
  nextDate,
  type PlainDate,
  startOfDate,
} from '../../../kernel/time.ts';
import { saysWhy } from '../../../kernel/typedText.ts';
import type { Email } from '../../people/model/person.ts';
import { PURPOSES, type Purpose, type PurposeRule, type PurposeTable } from '../../practice/model/purpose.ts';
import type {
  AskedExtension,
  AskedNumber,
  AskedParties,
  CallDescription,
  CallTime,
} from '../../recordings/model/callDescription.ts';
import { parseExtension, parseExternalNumber } from '../../recordings/model/externalNumber.ts';
import { startSpan } from '../../recordings/model/matching.ts';
import { type FieldFault, REQUEST_FIELDS, type RequestFaults, type RequestField, TEXT_LIMITS } from './fields.ts';

export interface FormContext {
  readonly now: Instant;
  readonly zone: string;
  readonly recordingsDays: number;
  readonly purposes: PurposeTable;
  /** What the directory calls somebody. */
  readonly nameOf: (email: Email) => string;
}

export interface ParsedForm {
  readonly rule: PurposeRule;
  readonly ask: CallDescription;
}

const clean = (text: string | undefined): string => (text ?? '').trim();

/** What people write in an input they cannot fill. */
const NOT_KNOWN = /^(?:not known|unknown|(?:i )?do(?:n[’']?t| not) know|no idea|n\/?a|none|[?-]+)[.]?$/i;

const LEFT_OPEN: readonly RequestField[] = ['date', 'time', 'extension', 'number', 'parties'];

/** An input's text: empty where it says that it is not known. Staff who were picked count among the parties. */
const valuesOf =
  (raw: RawForm, { nameOf }: Pick<FormContext, 'nameOf'>): Values =>
  (field) => {
    const typed = clean(raw[field]);
    const text = LEFT_OPEN.includes(field) && NOT_KNOWN.test(typed) ? '' : typed;
    if (field !== 'parties') return text;
    const picked = clean(raw.staff)
      .split(/[\s,]+/)
      .filter((email) => email !== '');
    const names = picked.map(nameOf).filter((name) => !text.toLowerCase().includes(name.toLowerCase()));
    return [...names, text].filter((each) => each !== '').join(', ');
  };

type RawForm = Readonly<Record<string, string | undefined>>;

/**
 * Reads the request form (policy 5.2): purpose and reason are required, and a date unless the outside number is known;
 * what else is empty is not known. Every fault is found at once, each at its input.
 */
export function parseRequestForm(raw: RawForm, context: FormContext): Result<ParsedForm, RequestFaults> {
  const value = valuesOf(raw, context);
  const faults: RequestFaults = { ...textFaults(value) };
  const fault = (field: RequestField, why: FieldFault): void => {
    faults[field] ??= why;
  };
  const take = <T>(result: Result<T, readonly [RequestField, FieldFault]>): T | undefined => {
    if (result.ok) return result.value;
    fault(...result.error);
    return undefined;
  };

  const rule = take(readPurpose(value('purpose'), context.purposes));
  if (value('reason') === '') fault('reason', 'missing');
  else if (!saysWhy(value('reason'))) fault('reason', 'reason-too-short');
  const extension = take(readExtension(value('extension')));
  const isInternal = extension?.kind === 'known' && extension.otherExtension !== undefined;
  const number = take(readNumber(value('number'), isInternal));
  const when = take(readWhen(value, number?.kind === 'known', context));
  for (const need of rule?.besides ?? []) {
    const field = need === 'reference' ? 'reference' : 'askedBy';
    if (value(field) === '') fault(field, 'missing');
  }
  if (!when || !extension || !number) return err(faults);
  const call = { when, extension, number, parties: readParties(value('parties')) };
  if (!narrows(call)) fault(isShort(when) ? 'extension' : 'time', 'narrows-nothing');
  if (!rule || Object.keys(faults).length > 0) return err(faults);
  const [reference, askedBy] = [value('reference') || null, value('askedBy') || null];
  return ok({ rule, ask: { reason: value('reason'), ...call, other: null, reference, askedBy } });
}

/** Card numbers and overlong texts, whatever the input: looked for first, so that such a text is judged no further. */
function textFaults(value: (field: RequestField) => string): RequestFaults {
  const faults: RequestFaults = {};
  for (const field of REQUEST_FIELDS) {
    const limit = (TEXT_LIMITS as Partial<Record<RequestField, number>>)[field];
    if (holdsCardNumber(value(field))) faults[field] = 'card-number';
    else if (limit !== undefined && value(field).length > limit) faults[field] = 'too-long';
  }
  return faults;
}

type Read<T> = Result<T, readonly [RequestField, FieldFault]>;

type Values = (field: RequestField) => string;

function readPurpose(text: string, table: PurposeTable): Read<PurposeRule> {
  if (text === '') return err(['purpose', 'missing']);
  const purpose = PURPOSES.find((p): p is Purpose => p === text);
  const rule = purpose && table[purpose];
  return rule && rule.raisedBy === 'staff' ? ok(rule) : err(['purpose', 'not-a-choice']);
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

function readDate(field: RequestField, text: string, context: FormContext): Read<PlainDate> {
  if (text === '') return err([field, 'missing']);
  if (!isRealDate(text)) return err([field, 'not-a-date']);
  if (text > dateIn(context.now, context.zone)) return err([field, 'in-the-future']);
  return ok(text);
}

/** The last moment of a date is past retention when nothing of that day can still be stored. */
const pastRetention = (lastMoment: Instant, { now, recordingsDays }: FormContext): boolean =>
  addDays(lastMoment, recordingsDays) <= now;

function readWhen(value: Values, isNumberKnown: boolean, context: FormContext): Read<CallTime> {
  const { now, zone, recordingsDays } = context;
  const [time, timeTo] = [value('time'), value('timeTo')];
  // The outside number finds the call in all the time that recordings are kept.
  if (isNumberKnown && [value('date'), time, timeTo, value('dateTo')].every((text) => text === ''))
    return ok({ kind: 'range', from: dateIn(addDays(now, -recordingsDays), zone), to: dateIn(now, zone) });
  const date = readDate('date', value('date'), context);
  if (!date.ok) return date;
  if (!['', date.value].includes(value('dateTo'))) {
    const to = readDate('dateTo', value('dateTo'), context);
    if (!to.ok) return to;
    if (to.value < date.value) return err(['dateTo', 'range-backwards']);
    if (time !== '' || timeTo !== '') return err(['dateTo', 'time-in-range']);
    if (pastRetention(startOfDate(nextDate(to.value), zone), context)) return err(['dateTo', 'past-retention']);
    return ok({ kind: 'range', from: date.value, to: to.value });
  }
  if (time === '' && timeTo !== '') return err(['time', 'missing']);
  const wrong = (['time', 'timeTo'] as const).find((field) => value(field) !== '' && !TIME.test(value(field)));
  if (wrong) return err([wrong, 'not-a-time']);
  if (timeTo !== '' && timeTo < time) return err(['timeTo', 'times-backwards']);
  const when: CallTime =
    time === ''
      ? { kind: 'day', date: date.value }
      : timeTo === '' || timeTo === time
        ? { kind: 'about', date: date.value, time }
        : { kind: 'hours', date: date.value, from: time, to: timeTo };
  const [first = now] = time === '' ? [] : instantsOfLocal(date.value, time, zone);
  if (first > now) return err(['time', 'in-the-future']);
  // Storage is asked up to a minute past the tolerance.
  const { to } = startSpan(when, zone);
  if (pastRetention(when.kind === 'day' ? to : addMinutes(to, -1), context)) return err(['date', 'past-retention']);
  return ok(when);
}

function readExtension(text: string): Read<AskedExtension> {
  if (text === '') return ok({ kind: 'not-known' });
  const parts = [...new Set(text.split(/\s*(?:[,;&/+]|\band\b)\s*/i))].map(parseExtension);
  const [one, other] = parts.map((part) => (part.ok ? part.value : undefined));
  if (one === undefined || parts.length > 2 || parts.some((part) => !part.ok))
    return err(['extension', 'not-an-extension']);
  return ok({ kind: 'known', extension: one, ...(other === undefined ? {} : { otherExtension: other }) });
}

/** The one input takes a number, or a word for a call without one; two extensions are such a call too. */
function readNumber(text: string, isInternal: boolean): Read<AskedNumber> {
  if (text === '') return ok({ kind: isInternal ? 'internal' : 'not-known' });
  if (/^(?:an\s+)?internal(?:\s+call)?$/i.test(text)) return ok({ kind: 'internal' });
  if (isInternal) return err(['number', 'number-and-two-extensions']);
  const parsed = parseExternalNumber(text);
  if (!parsed.ok) return err(['number', 'not-a-number']);
  if (parsed.value.kind === 'extension') return err(['number', 'number-is-extension']);
  return ok(parsed.value.kind === 'withheld' ? { kind: 'withheld' } : { kind: 'known', e164: parsed.value.e164 });
}

const readParties = (names: string): AskedParties => (names === '' ? { kind: 'not-known' } : { kind: 'known', names });

/** Hours as few as these narrow as a remembered time does, which may be half an hour out either way. */
const FEW_HOURS = 3;

const PART_OF_DAY_HOURS = 6;

const isWithin = (when: CallTime, hours: number): boolean =>
  when.kind === 'hours' && minutesOf(when.to) - minutesOf(when.from) <= hours * 60;

const isShort = (when: CallTime): boolean => when.kind === 'about' || isWithin(when, FEW_HOURS);

const isPartOfDay = (when: CallTime): boolean => isWithin(when, PART_OF_DAY_HOURS);

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/**
 * Whether a request narrows the calls it could mean enough not to be browsing (policy 5.3). An outside number
 * narrows by itself. An extension, a withheld or internal number, or names narrow with a time of day or a few hours,
 * names with half a day; without, an extension needs one of the others beside it, and only within one day.
 */
export function narrows(ask: Pick<CallDescription, 'when' | 'extension' | 'number' | 'parties'>): boolean {
  const extension = ask.extension.kind === 'known';
  const sort = ask.number.kind === 'internal' || ask.number.kind === 'withheld';
  const names = ask.parties.kind === 'known';
  if (ask.number.kind === 'known') return true;
  if (isShort(ask.when)) return extension || sort || names;
  // A name within a part of a day is somebody's call; a longer time with a name could be anybody's.
  if (names && isPartOfDay(ask.when)) return true;
  return ask.when.kind !== 'range' && extension && (sort || names);
}
