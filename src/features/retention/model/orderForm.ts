import { errorsAt, type FormErrors } from '../../../kernel/form.ts';
import { holdsCardNumber } from '../../../kernel/paymentCard.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { addDays, dateIn, type Instant, instantsOfLocal, isRealDate, startOfDate } from '../../../kernel/time.ts';
import { parseExtension } from '../../recordings/model/externalNumber.ts';

type OrderField = 'extension' | 'date' | 'time' | 'where';

/** The longest text that says how far into a call something was said, in characters. */
export const MAX_WHERE_LENGTH = 100;

const ORDER_FAULTS = {
  'extension-missing': () => 'Give the extension the call was on, for example 204.',
  'not-an-extension': () => 'An extension has two to eight digits, for example 204.',
  'card-number': () =>
    'This looks like a payment card number. Card numbers must never be typed here, and nothing was kept. Give the extension, for example 204.',
  'date-missing': () => 'Choose the date of the call.',
  'time-missing': () => 'Give the time of the call on the 24-hour clock, for example 15:10. Roughly is enough.',
  'in-the-future': () => 'This is in the future. Give when the call took place, or choose Now.',
  'past-retention': (days) =>
    `Recordings are deleted within ${days} days, so nothing from then exists any more. There is nothing to delete.`,
  'too-long': () => `Say it in at most ${MAX_WHERE_LENGTH} characters, for example “about two minutes in”.`,
} as const satisfies Readonly<Record<string, (recordingsDays: number) => string>>;

type OrderFieldFault = keyof typeof ORDER_FAULTS;

export interface OrderFormContext {
  readonly now: Instant;
  readonly zone: string;
  readonly recordingsDays: number;
  /** Extensions that are the person's own, and those that are other people's, as the practice file says. */
  readonly own: readonly string[];
  readonly others: readonly string[];
}

/** What the form of an order says, read. */
export interface OrderAsk {
  readonly extension: string;
  /** Every moment the stated local time names; none for "now". */
  readonly moments: readonly Instant[];
  readonly forAnother: boolean;
  /** How far into the call the card was read out, in the reporter's words; null when not said. */
  readonly where: string | null;
}

type Faults = Partial<Record<OrderField, OrderFieldFault>>;

/** A sentence for each input that was not taken. */
export const orderFieldErrors = (
  faults: Faults,
  { recordingsDays }: Pick<OrderFormContext, 'recordingsDays'>,
): FormErrors => errorsAt(faults, (fault) => ORDER_FAULTS[fault](recordingsDays));

/** Reads `/card-payment` and `/unrecorded-line`: an extension, and now or a time not long past. */
export function parseOrderForm(
  values: Readonly<Record<string, string>>,
  context: OrderFormContext,
): Result<OrderAsk, Faults> {
  const faults: Faults = {};
  const value = (name: string): string => values[name]?.trim() ?? '';
  const extension = readExtension(value('extension'));
  if (!extension.ok) faults.extension = extension.error;
  const moments = value('whenKind') === 'at' ? readTime(value('date'), value('time'), context) : ok([]);
  if (!moments.ok) Object.assign(faults, moments.error);
  const where = value('where');
  if (holdsCardNumber(where)) faults.where = 'card-number';
  else if (where.length > MAX_WHERE_LENGTH) faults.where = 'too-long';
  if (!extension.ok || !moments.ok || Object.keys(faults).length > 0) return err(faults);
  return ok({
    extension: extension.value,
    moments: moments.value,
    forAnother: isAnothers(extension.value, context),
    where: where === '' ? null : where,
  });
}

/** Whether an extension is not the person's own, as far as the practice file knows. */
const isAnothers = (extension: string, { own, others }: Pick<OrderFormContext, 'own' | 'others'>): boolean =>
  !own.includes(extension) && (own.length > 0 || others.includes(extension));

function readExtension(text: string): Result<string, OrderFieldFault> {
  if (text === '') return err('extension-missing');
  if (holdsCardNumber(text)) return err('card-number');
  const read = parseExtension(text);
  return read.ok ? ok(read.value) : err('not-an-extension');
}

function readTime(
  date: string,
  time: string,
  { now, zone, recordingsDays }: OrderFormContext,
): Result<readonly Instant[], Faults> {
  if (!isRealDate(date)) return err({ date: 'date-missing' });
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return err({ time: 'time-missing' });
  if (date > dateIn(now, zone)) return err({ date: 'in-the-future' });
  if (addDays(startOfDate(date, zone), recordingsDays + 1) <= now) return err({ date: 'past-retention' });
  const moments = instantsOfLocal(date, time, zone).filter((moment) => moment <= now);
  return moments.length === 0 ? err({ time: 'in-the-future' }) : ok(moments);
}
