import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';
import { holdsCardNumber } from '../../../kernel/paymentCard.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { isRealDate, type PlainDate } from '../../../kernel/time.ts';
import { parseExtension, parseExternalNumber } from '../../recordings/model/externalNumber.ts';
import { type SubjectQuery, subjectQuerySchema } from '../../recordings/model/subjectQuery.ts';

export type SubjectQueryFault =
  | 'card-number'
  | 'too-long'
  | 'not-a-number'
  | 'not-an-extension'
  | 'not-a-date'
  | 'in-the-future'
  | 'range-backwards';

const WANTED_INPUTS = ['person', 'numbers', 'extension', 'callsFrom', 'callsTo'] as const;

export type SubjectQueryInput = (typeof WANTED_INPUTS)[number];

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
