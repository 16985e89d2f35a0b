import { MOST_DAYS, MOST_HEARINGS } from '../listening/model/outsideLink.ts';
import { LONGEST_NAME, type OutsideField, type OutsideFieldFault } from './model/outsideForm.ts';

const SENTENCES: Readonly<Record<OutsideFieldFault, string>> = {
  missing: 'Write who the link is for: the person, or the officer and force.',
  'too-long': `Shorten this to ${LONGEST_NAME} characters.`,
  'card-number':
    'This looks like a payment card number. Card numbers must never be typed here, and nothing was kept. Take it out.',
  'days-out-of-range': `Write how many days the link may be used, from 1 to ${MOST_DAYS}.`,
  'hearings-out-of-range': `Write how often it may be heard, from 1 to ${MOST_HEARINGS}.`,
  'no-route': 'Choose how you give the passcode. It must go another way than the link.',
};

/** The sentence beside each input of the form that was not taken. */
export const outsideFieldErrors = (
  faults: Partial<Record<OutsideField, OutsideFieldFault>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(faults).map(([field, fault]) => [field, SENTENCES[fault]]));
