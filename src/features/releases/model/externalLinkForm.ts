import { holdsCardNumber } from '../../../kernel/paymentCard.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { listText } from '../../../kernel/text.ts';
import { CARD_TYPED } from '../../../kernel/typedText.ts';
import {
  type ExternalLinkTerms,
  MAX_DAYS,
  MAX_PLAYBACKS,
  PASSCODE_ROUTES,
} from '../../listening/model/externalLink.ts';

const DIGITS = 8;

/** `48271093` as people read it out and copy it: `4827-1093`. */
export const formatPasscode = (digits: string): string => `${digits.slice(0, DIGITS / 2)}-${digits.slice(DIGITS / 2)}`;

/** What somebody typed as eight digits, whatever they put between them; undefined when it can be no passcode. */
export function readPasscode(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').replace(/[\s\p{Pd}.]/gu, '');
  return /^[0-9]{8}$/.test(digits) ? digits : undefined;
}

const MAX_NAME_LENGTH = 200;

/** What the form offers. */
export const DAYS_OFFERED = [1, 3, 7, 14, MAX_DAYS] as const;

export const PLAYBACKS_OFFERED = [1, 2, 3, 5, MAX_PLAYBACKS] as const;

/** What is said at an input that was not taken. */
export const LINK_FAULTS = {
  missing: 'Write who the link is for: the person, or the officer and force.',
  'too-long': `Shorten this to ${MAX_NAME_LENGTH} characters.`,
  'card-number': CARD_TYPED,
  'days-out-of-range': `Choose for how many days the link may be used: ${listText(DAYS_OFFERED, 'or')}.`,
  'playbacks-out-of-range': `Choose how often it may be heard: ${listText(PLAYBACKS_OFFERED, 'or')}.`,
  'no-route': 'Choose how you give the passcode. It must go another way than the link.',
} as const;

type ExternalLinkFieldFault = keyof typeof LINK_FAULTS;

type Values = Readonly<Record<string, string | undefined>>;

const wholeFrom1 = (text: string | undefined, most: number): number | undefined => {
  const number = /^\d{1,3}$/.test(text?.trim() ?? '') ? Number(text) : 0;
  return number >= 1 && number <= most ? number : undefined;
};

function nameFault(name: string): ExternalLinkFieldFault | undefined {
  if (name === '') return 'missing';
  if (holdsCardNumber(name)) return 'card-number';
  return name.length > MAX_NAME_LENGTH ? 'too-long' : undefined;
}

/** Reads the form of an external link: `toWhom`, `route`, `days`, `hearings`. */
export function parseExternalLinkForm(
  values: Values,
): Result<ExternalLinkTerms, Partial<Record<keyof ExternalLinkTerms, ExternalLinkFieldFault>>> {
  const recipient = values.recipient?.trim() ?? '';
  const route = PASSCODE_ROUTES.find((each) => each === values.route);
  const days = wholeFrom1(values.days, MAX_DAYS);
  const playbacks = wholeFrom1(values.playbacks, MAX_PLAYBACKS);
  const ofName = nameFault(recipient);
  if (!ofName && route && days && playbacks) return ok({ recipient, route, days, playbacks });
  return err({
    ...(ofName ? { recipient: ofName } : {}),
    ...(route ? {} : { route: 'no-route' as const }),
    ...(days ? {} : { days: 'days-out-of-range' as const }),
    ...(playbacks ? {} : { playbacks: 'playbacks-out-of-range' as const }),
  });
}
