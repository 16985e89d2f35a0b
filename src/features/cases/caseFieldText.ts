import type { FormErrors } from '../../kernel/form.ts';
import type { StepFieldFault } from './model/stepForm.ts';
import type { SubjectQueryFault } from './model/subjectSearch.ts';

const CARD =
  'This looks like a payment card number. Card numbers must never be typed here, and nothing was kept. Take it out.';

const STEP: Readonly<Record<StepFieldFault, string>> = {
  missing: 'Fill this in.',
  'too-long': 'Shorten this to 1,000 characters.',
  'card-number': CARD,
  'not-a-date': 'Choose the day.',
  'in-the-future': 'This is in the future. Choose the day it happened.',
  'before-receipt': 'This is before the request came. Choose the day it happened.',
  'before-asked': 'This is before you asked. Choose the day the answer came.',
  'notice-too-late':
    'The person must be told of an extension within the first month, so it cannot be had any more. Answer as soon as you can.',
  'not-a-choice': 'Choose one of these.',
  'offence-and-withheld':
    'Either name the offence, or tick that naming it would prejudice the investigation; not both.',
  trawling:
    'This asks for everything, which is trawling: the law permits what is needed for this offence. Name the person or the call.',
  'rank-too-low':
    'An Inspector or above must have authorised it. Ask the officer who did, and give that name and rank.',
};

const WANTED: Readonly<Record<SubjectQueryFault, string>> = {
  'card-number': CARD,
  'too-long': 'Shorten this.',
  'not-a-number':
    'This is no telephone number. Give it with its area code, for example 01632 960123; several with commas.',
  'not-an-extension': 'An extension has two to eight digits, for example 204.',
  'not-a-date': 'Write the date as year-month-day, for example 2026-11-20.',
  'in-the-future': 'This is in the future. Give the first day the calls may have been on.',
  'range-backwards': 'The last day is before the first. Swap them.',
};

const said = <Fault extends string>(
  faults: Readonly<Partial<Record<string, Fault>>>,
  texts: Readonly<Record<Fault, string>>,
): FormErrors =>
  Object.fromEntries(
    Object.entries(faults).flatMap(([field, fault]) => (fault === undefined ? [] : [[field, texts[fault]]])),
  );

/** A sentence for each input of a step’s form that was not taken. */
export const stepErrors = (faults: Readonly<Record<string, StepFieldFault>>): FormErrors => said(faults, STEP);

/** The same of which calls are meant. */
export const subjectQueryErrors = (faults: Readonly<Partial<Record<string, SubjectQueryFault>>>): FormErrors =>
  said(faults, WANTED);
