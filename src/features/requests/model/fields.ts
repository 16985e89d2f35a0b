import { errorsAt, type FormErrors } from '../../../kernel/form.ts';
import { CARD_TYPED } from '../../../kernel/typedText.ts';
export const REQUEST_FIELDS = [
  'purpose',
  'reason',
  'date',
  'dateTo',
  'time',
  'timeTo',
  'extension',
  'number',
  'parties',
  'askedBy',
  'reference',
] as const;

export type RequestField = (typeof REQUEST_FIELDS)[number];

/** Longest texts taken, in characters. */
export const TEXT_LIMITS = {
  reason: 1000,
  parties: 300,
  reference: 100,
  askedBy: 200,
  number: 40,
  extension: 20,
} as const;

type Sentence = string | ((context: { readonly field: RequestField; readonly recordingsDays: number }) => string);

const MISSING: Partial<Record<RequestField, string>> = {
  purpose: 'Choose why the call needs to be heard.',
  reason: 'Write why the call needs to be heard. A sentence is enough.',
  date: 'Give the date of the call, or two dates it lay between. If you know neither, give the outside number.',
  time: 'Give the earlier time too, or take the later one out.',
  askedBy: 'Say which body asks for this.',
  reference: 'Give the reference of the letter or case this is for.',
};

/** Why an input was not taken, and what is said of it. */
const SENTENCES = {
  missing: ({ field }) => MISSING[field] ?? 'Fill this in.',
  'too-long': ({ field }) =>
    `Shorten this to ${((TEXT_LIMITS as Partial<Record<RequestField, number>>)[field] ?? 1000).toLocaleString('en-GB')} characters.`,
  'card-number': CARD_TYPED,
  'not-a-date': 'Write the date as year-month-day, for example 2026-11-20.',
  'not-a-time': 'Write the time on the 24-hour clock, for example 15:10.',
  'in-the-future': 'This is in the future. Give when the call took place.',
  'past-retention': ({ recordingsDays }) =>
    `Recordings are deleted within ${recordingsDays} days, so nothing from then exists any more. There is no need to send this.`,
  'range-backwards': 'The second date is before the first. Swap them.',
  'times-backwards': 'The second time is before the first. Swap them.',
  'time-in-range': 'A time goes with one date. Take out the second date, or the times.',
  'not-an-extension':
    'An extension has two to eight digits: 204. For a call within the practice give both: 204 and 210.',
  'not-a-number':
    'This is not a telephone number. Give it with its area code, for example 01632 960123, or write withheld or internal.',
  'number-is-extension':
    'This is an extension, not an outside number. If both ends were in the practice, write “internal” here.',
  'number-and-two-extensions':
    'Two extensions are a call within the practice, which has no outside number. Take out the number or one of them.',
  'reason-too-short': 'Write the reason in words, so that somebody else can judge it.',
  'narrows-nothing':
    'This could mean very many calls, and browsing is not allowed (policy 5.3). Add the outside number, or the time together with the extension or a name.',
  'not-a-choice': 'Choose one of the offered answers.',
} as const satisfies Readonly<Record<string, Sentence>>;

export type FieldFault = keyof typeof SENTENCES;

export type RequestFaults = Partial<Record<RequestField, FieldFault>>;

/** A sentence for each input that was not taken. */
export const fieldErrors = (faults: RequestFaults, recordingsDays: number): FormErrors =>
  errorsAt(faults, (fault, input) => {
    const sentence: Sentence = SENTENCES[fault];
    return typeof sentence === 'string' ? sentence : sentence({ field: input as RequestField, recordingsDays });
  });
