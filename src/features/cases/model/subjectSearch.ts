import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';
import { errorsAt, type FormErrors } from '../../../kernel/form.ts';
import { holdsCardNumber } from '../../../kernel/paymentCard.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { isRealDate, type PlainDate } from '../../../kernel/time.ts';
import { CARD_TYPED } from '../../../kernel/typedText.ts';
import { parseExtension, parseExternalNumber } from '../../recordings/model/externalNumber.ts';
import { type SubjectQuery, subjectQuerySchema } from '../../recordings/model/searching.ts';

const SUBJECT_QUERY_FAULTS = {
  'card-number': CARD_TYPED,
  'too-long': 'Shorten this.',
  'not-a-number':
    'This is no telephone number. Give it with its area code, for example 01632 960123; several with commas.',
  'not-an-extension': 'An extension has two to eight digits, for example 204.',
  'not-a-date': 'Write the date as year-month-day, for example 2026-11-20.',
  'in-the-future': 'This is in the future. Give the first day the calls may have been on.',
  'range-backwards': 'The last day is before the first. Swap them.',
} as const;

type SubjectQueryFault = keyof typeof SUBJECT_QUERY_FAULTS;

const WANTED_INPUTS = ['person', 'numbers', 'extension', 'callsFrom', 'callsTo'] as const;

type SubjectQueryInput = (typeof WANTED_INPUTS)[number];

const LONGEST = 200;

/** Telephone numbers one person may be known by. */
const MAX_NUMBERS = 10;

/** Reads which calls are meant: by person, number in any spelling, extension, dates. An empty input asks nothing. */
export function parseSubjectQuery(
  values: Readonly<Record<string, string>>,
  today: PlainDate,
): Result<SubjectQuery, Partial<Record<SubjectQueryInput, SubjectQueryFault>>> {
  const faults: Partial<Record<SubjectQueryInput, SubjectQueryFault>> = {};
  const value = (name: SubjectQueryInput): string => {
    const typed = values[name]?.trim() ?? '';
    if (holdsCardNumber(typed)) faults[name] = 'card-number';
    else if (typed.length > LONGEST) faults[name] = 'too-long';
    return typed;
  };
  const day = (name: 'callsFrom' | 'callsTo'): PlainDate | null => {
    const typed = value(name);
    if (typed === '') return null;
    if (!isRealDate(typed)) faults[name] ??= 'not-a-date';
    else if (name === 'callsFrom' && typed > today) faults[name] ??= 'in-the-future';
    return typed;
  };
  const person = value('person');
  const numbers = new Set<string>();
  for (const part of value('numbers')
    .split(/[,;\n]| and | or /)
    .map((each) => each.trim())
    .filter((each) => each !== '')) {
    const read = parseExternalNumber(part);
    if (read.ok && read.value.kind === 'number') numbers.add(read.value.e164);
    else faults.numbers ??= 'not-a-number';
  }
  if (numbers.size > MAX_NUMBERS) faults.numbers ??= 'too-long';
  const typedExtension = value('extension');
  const extension = typedExtension === '' ? null : parseExtension(typedExtension);
  if (extension && !extension.ok) faults.extension ??= 'not-an-extension';
  const [from, to] = [day('callsFrom'), day('callsTo')];
  if (from !== null && to !== null && to < from) faults.callsTo ??= 'range-backwards';
  if (Object.keys(faults).length > 0) return err(faults);
  return ok({
    person: person === '' ? null : person,
    numbers: [...numbers],
    extension: extension?.ok ? extension.value : null,
    from,
    to,
  });
}

/** A sentence for each input that was not taken. */
export const subjectQueryErrors = (faults: Partial<Record<SubjectQueryInput, SubjectQueryFault>>): FormErrors =>
  errorsAt(faults, (fault) => SUBJECT_QUERY_FAULTS[fault]);

/** Whether anything narrows the calls: without it a hold would be on everything. */
export const narrowsCalls = ({ person, numbers, extension }: SubjectQuery): boolean =>
  person !== null || numbers.length > 0 || extension !== null;

export const recordingSearchSchema = z.object({
  /** `F-7K3MQ9A`. */
  id: z.string(),
  by: z.string(),
  at: instantSchema,
  reason: z.string(),
  subjectQuery: subjectQuerySchema,
});

/** A search of the DPO's: why, and for what, so that its pages and buttons can be drawn again (policy 5.3, 5.4). */
export type RecordingSearch = Document<typeof recordingSearchSchema>;
