import * as chrono from 'chrono-node';
import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';
import type { FormErrors } from '../../../kernel/form.ts';
import { addMonths, dateIn, type Instant, isRealDate, type PlainDate } from '../../../kernel/time.ts';

export const absenceSchema = z.object({
  id: z.string(),
  email: z.string(),
  from: instantSchema,
  until: instantSchema,
  fromDate: z.string(),
  /** The last day, included. */
  untilDate: z.string(),
});

/** Days on which somebody who decides is not asked. */
export type Absence = Document<typeof absenceSchema>;

/** The absence of somebody at a moment. */
export const absenceOf = (
  { absences }: { readonly absences: readonly Absence[] },
  email: string,
  now: Instant,
): Absence | undefined => absences.find((each) => each.email === email && each.from <= now && now < each.until);

/**
 * The two days in "from 1 December to 5 December"; what is not said is empty. `isSure` where they were said in one
 * stretch of two whole days: anything else is shown before it counts.
 */
export function readDays(
  text: string,
  now: Instant,
  zone: string,
): { readonly days: { readonly from?: PlainDate; readonly until?: PlainDate }; readonly isSure: boolean } {
  const reference = new Date(`${dateIn(now, zone)}T12:00:00`);
  const found = chrono.en.GB.parse(text, reference, { forwardDate: true });
  const [first, second, ...more] = found.flatMap(({ start, end }) => (end ? [start, end] : [start]));
  const dateOf = (day: chrono.ParsedComponents) =>
    [day.get('year'), day.get('month'), day.get('day')].map((part) => String(part).padStart(2, '0')).join('-');
  const hasHour = [first, second].some((each) => each?.isCertain('hour'));
  return {
    days: { ...(first && { from: dateOf(first) }), ...(second && { until: dateOf(second) }) },
    isSure: found.length === 1 && second !== undefined && more.length === 0 && !hasHour,
  };
}

/** Whether somebody says that they are back, in so many words. */
export const saysBack = (text: string): boolean => /^\W*(?:i.?m\s+)?back\W*$/i.test(text);

/** The days of a delegation are said and kept as those of an absence are. */
export const delegationSchema = absenceSchema.extend({ namedBy: z.string(), namedAt: instantSchema });

/** A delegate the DPO named in the chat (policy 5.7). */
export type NamedDelegation = Document<typeof delegationSchema>;

/** The longest somebody may stand in, or be away, without saying so again. */
const MAX_MONTHS = 6;

/** What is wrong with a first and a last day that somebody typed. */
export function spanFaults(from: string, until: string, today: PlainDate): FormErrors {
  const errors: Record<string, string> = {};
  const isFrom = isRealDate(from) && from >= today;
  if (!isFrom) errors.from = 'Choose the first day: today or later.';
  else if (from > addMonths(today, MAX_MONTHS))
    errors.from = 'That is more than six months away. Choose an earlier day.';
  if (!isRealDate(until) || (isFrom && until < from)) errors.until = 'Choose the last day: the first or later.';
  else if (isFrom && until > addMonths(from, MAX_MONTHS))
    errors.until = 'That is longer than six months. Name an earlier day; you can say so again.';
  return errors;
}
