import { MAX_DAYS, MAX_PLAYBACKS } from '../listening/model/externalLink.ts';
import { type ExternalLinkField, type ExternalLinkFieldFault, MAX_NAME_LENGTH } from './model/externalLinkForm.ts';

const SENTENCES: Readonly<Record<ExternalLinkFieldFault, string>> = {
  missing: 'Write who the link is for: the person, or the officer and force.',
  'too-long': `Shorten this to ${MAX_NAME_LENGTH} characters.`,
  'card-number':
    'This looks like a payment card number. Card numbers must never be typed here, and nothing was kept. Take it out.',
  'days-out-of-range': `Write how many days the link may be used, from 1 to ${MAX_DAYS}.`,
  'playbacks-out-of-range': `Write how often it may be heard, from 1 to ${MAX_PLAYBACKS}.`,
  'no-route': 'Choose how you give the passcode. It must go another way than the link.',
};

/** The sentence beside each input of the form that was not taken. */
export const externalFieldErrors = (
  faults: Partial<Record<ExternalLinkField, ExternalLinkFieldFault>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(faults).map(([field, fault]) => [field, SENTENCES[fault]]));
