import { errorsAt, type FormErrors } from '../../../kernel/form.ts';
import { CARD_TYPED } from '../../../kernel/typedText.ts';
export const REQUEST_FIELDS = [
  'purpose',
  'reason',
  'whenKind',
  'date',
  'time',
  'dateTo',
  'extension',
  'extensionNotKnown',
  'numberKind',
  'number',
  'parties',
  'partiesNotKnown',
  'other',
  'askedBy',
  'reference',
] as const;

export type RequestField = (typeof REQUEST_FIELDS)[number];

/** Longest texts taken, in characters. */
export const TEXT_LIMITS = {
  reason: 1000,
  other: 1000,
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
  date: 'Choose the date of the call. If you only know it was between two dates, choose “Between two dates”.',
  time: 'Give the time of the call, roughly is enough. If you do not know it, choose “That day, time not known”.',
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
  'range-end-missing': 'Choose the last date it could have been.',
  'not-an-extension': 'An extension has two to eight digits, for example 204.',
  'extension-missing': 'Give the extension, for example 204, or tick that you do not know it.',
  'extension-and-not-known': 'Either give the extension or tick that you do not know it, not both.',
  'not-a-number': 'This is not a telephone number. Give it with its area code, for example 01632 960123.',
  'number-is-extension':
    'This is an extension, not an outside number. If both ends were in the practice, choose “Internal call”.',
  'number-missing': 'Give the outside number, or choose “Not known”, “Internal call” or “Withheld”.',
  'number-and-not-known': 'You gave a number: choose “A number I know” beside it, or take the number out.',
  'parties-missing': 'Name who spoke, or tick that you do not know.',
  'parties-and-not-known': 'Either name who spoke or tick that you do not know, not both.',
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
