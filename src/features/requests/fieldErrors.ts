import { type FieldFault, type RequestFaults, type RequestField, TEXT_LIMITS } from './model/form.ts';

type Sentence = (context: { readonly field: RequestField; readonly recordingsDays: number }) => string;

const say =
  (text: string): Sentence =>
  () =>
    text;

const MISSING: Partial<Record<RequestField, string>> = {
  purpose: 'Choose why the call needs to be heard.',
  reason: 'Write why the call needs to be heard. A sentence is enough.',
  date: 'Choose the date of the call. If you only know it was between two dates, choose “Between two dates”.',
  time: 'Give the time of the call, roughly is enough. If you do not know it, choose “That day, time not known”.',
  askedBy: 'Say which body asks for this.',
  reference: 'Give the reference of the letter or case this is for.',
};

const SENTENCES: Readonly<Record<FieldFault, Sentence>> = {
  missing: ({ field }) => MISSING[field] ?? 'Fill this in.',
  'too-long': ({ field }) =>
    `Shorten this to ${((TEXT_LIMITS as Partial<Record<RequestField, number>>)[field] ?? 1000).toLocaleString('en-GB')} characters.`,
  'card-number': say(
    'This looks like a payment card number. Card numbers must never be typed here, and nothing was kept. Take it out.',
  ),
  'not-a-date': say('Write the date as year-month-day, for example 2026-11-20.'),
  'not-a-time': say('Write the time on the 24-hour clock, for example 15:10.'),
  'in-the-future': say('This is in the future. Give when the call took place.'),
  'past-retention': ({ recordingsDays }) =>
    `Recordings are deleted within ${recordingsDays} days, so nothing from then exists any more. There is no need to send this.`,
  'range-backwards': say('The second date is before the first. Swap them.'),
  'range-end-missing': say('Choose the last date it could have been.'),
  'not-an-extension': say('An extension has two to eight digits, for example 204.'),
  'extension-missing': say('Give the extension, for example 204, or tick that you do not know it.'),
  'extension-and-not-known': say('Either give the extension or tick that you do not know it, not both.'),
  'not-a-number': say('This is not a telephone number. Give it with its area code, for example 01632 960123.'),
  'number-is-extension': say(
    'This is an extension, not an outside number. If both ends were in the practice, choose “Internal call”.',
  ),
  'number-missing': say('Give the outside number, or choose “Not known”, “Internal call” or “Withheld”.'),
  'number-and-not-known': say('You gave a number: choose “A number I know” beside it, or take the number out.'),
  'parties-missing': say('Name who spoke, or tick that you do not know.'),
  'parties-and-not-known': say('Either name who spoke or tick that you do not know, not both.'),
  'reason-too-short': say('Write the reason in words, so that somebody else can judge it.'),
  'narrows-nothing': say(
    'This could mean very many calls, and browsing is not allowed (policy 5.3). Add the outside number, or the time together with the extension or a name.',
  ),
  'not-a-choice': say('Choose one of the offered answers.'),
};

/** A sentence for each input that was not taken. */
export const fieldErrors = (faults: RequestFaults, recordingsDays: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (Object.entries(faults) as [RequestField, FieldFault][]).map(([field, fault]) => [
      field,
      SENTENCES[fault]({ field, recordingsDays }),
    ]),
  );
