import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';
import type { FormErrors } from '../../../kernel/form.ts';
import { addMonths, isRealDate, type PlainDate } from '../../../kernel/time.ts';
import { absenceSchema } from './absence.ts';

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
