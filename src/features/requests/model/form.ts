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
import { PURPOSES, type Purpose, type PurposeRule, type PurposeTable } from '../../practice/model/purpose.ts';
import type {
  AskedExtension,
  AskedNumber,
  AskedParties,
  CallDescription,
  CallTime,
} from '../../recordings/model/callDescription.ts';
import { parseExtension, parseExternalNumber } from '../../recordings/model/externalNumber.ts';
import { TOLERANCE_MINUTES } from '../../recordings/model/matching.ts';
import { type FieldFault, REQUEST_FIELDS, type RequestFaults, type RequestField, TEXT_LIMITS } from './fields.ts';

export interface FormContext {
  readonly now: Instant;
  readonly zone: string;
  readonly recordingsDays: number;
  readonly purposes: PurposeTable;
}

export interface ParsedForm {
  readonly rule: PurposeRule;
  readonly ask: CallDescription;
}

const clean = (text: string | undefined): string => (text ?? '').trim();

/** Reads the request form (policy 5.2). Every fault is found at once, each at its input. */
export function parseRequestForm(
  raw: Readonly<Record<string, string | undefined>>,
  context: FormContext,
): Result<ParsedForm, RequestFaults> {
  const value = (field: RequestField): string => clean(raw[field]);
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
  const when = take(readWhen(value, context));
  const extension = take(readExtension(value));
  const number = take(readNumber(value));
  const parties = take(readParties(value));
  for (const need of rule?.besides ?? []) {
    const field = need === 'reference' ? 'reference' : 'askedBy';
    if (value(field) === '') fault(field, 'missing');
  }
  if (rule && when && extension && number && parties && Object.keys(faults).length === 0) {
    const ask: CallDescription = {
      reason: value('reason'),
      when,
      extension,
      number,
      parties,
      other: value('other') || null,
      reference: value('reference') || null,
      askedBy: value('askedBy') || null,
    };
    if (narrows(ask)) return ok({ rule, ask });
    fault(when.kind === 'about' ? 'extension' : 'whenKind', 'narrows-nothing');
  }
  return err(faults);
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

function readWhen(value: Values, context: FormContext): Read<CallTime> {
  const kind = value('whenKind') || 'about';
  const date = readDate('date', value('date'), context);
  if (!date.ok) return date;
  switch (kind) {
    case 'about': {
      const time = value('time');
      if (time === '') return err(['time', 'missing']);
      if (!TIME.test(time)) return err(['time', 'not-a-time']);
      const moments = instantsOfLocal(date.value, time, context.zone);
      const first = moments[0] as Instant;
      const last = moments.at(-1) as Instant;
      if (first > context.now) return err(['time', 'in-the-future']);
      if (pastRetention(addMinutes(last, TOLERANCE_MINUTES), context)) return err(['date', 'past-retention']);
      return ok({ kind, date: date.value, time });
    }
    case 'day':
      if (pastRetention(startOfDate(nextDate(date.value), context.zone), context))
        return err(['date', 'past-retention']);
      return ok({ kind, date: date.value });
    case 'range': {
      if (value('dateTo') === '') return err(['dateTo', 'range-end-missing']);
      const to = readDate('dateTo', value('dateTo'), context);
      if (!to.ok) return to;
      if (to.value < date.value) return err(['dateTo', 'range-backwards']);
      if (pastRetention(startOfDate(nextDate(to.value), context.zone), context))
        return err(['dateTo', 'past-retention']);
      return ok({ kind, from: date.value, to: to.value });
    }
    default:
      return err(['whenKind', 'not-a-choice']);
  }
}

function readExtension(value: Values): Read<AskedExtension> {
  const text = value('extension');
  const notKnown = value('extensionNotKnown') === 'true';
  if (text === '') return notKnown ? ok({ kind: 'not-known' }) : err(['extension', 'extension-missing']);
  if (notKnown) return err(['extension', 'extension-and-not-known']);
  const parsed = parseExtension(text);
  return parsed.ok ? ok({ kind: 'known', extension: parsed.value }) : err(['extension', 'not-an-extension']);
}

function readNumber(value: Values): Read<AskedNumber> {
  const text = value('number');
  const kind = value('numberKind') || 'known';
  switch (kind) {
    case 'known': {
      if (text === '') return err(['number', 'number-missing']);
      const parsed = parseExternalNumber(text);
      if (!parsed.ok) return err(['number', 'not-a-number']);
      if (parsed.value.kind === 'extension') return err(['number', 'number-is-extension']);
      return parsed.value.kind === 'withheld' ? ok({ kind: 'withheld' }) : ok({ kind, e164: parsed.value.e164 });
    }
    case 'not-known':
    case 'internal':
    case 'withheld':
      return text === '' ? ok({ kind }) : err(['number', 'number-and-not-known']);
    default:
      return err(['numberKind', 'not-a-choice']);
  }
}

function readParties(value: Values): Read<AskedParties> {
  const names = value('parties');
  const notKnown = value('partiesNotKnown') === 'true';
  if (names === '') return notKnown ? ok({ kind: 'not-known' }) : err(['parties', 'parties-missing']);
  return notKnown ? err(['parties', 'parties-and-not-known']) : ok({ kind: 'known', names });
}

/**
 * Whether a request narrows the calls it could mean enough not to be browsing (policy 5.3). An outside number
 * narrows by itself. An extension, a withheld or internal number, or names narrow with a time of day; without
 * one, an extension needs one of the others beside it, and only within one day.
 */
export function narrows(ask: CallDescription): boolean {
  const extension = ask.extension.kind === 'known';
  const sort = ask.number.kind === 'internal' || ask.number.kind === 'withheld';
  const names = ask.parties.kind === 'known';
  if (ask.number.kind === 'known') return true;
  switch (ask.when.kind) {
    case 'about':
      return extension || sort || names;
    case 'day':
      return extension && (sort || names);
    case 'range':
      return false;
  }
}
