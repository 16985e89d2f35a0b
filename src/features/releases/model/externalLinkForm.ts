import { holdsCardNumber } from '../../../kernel/paymentCard.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import {
  type ExternalLinkTerms,
  MAX_DAYS,
  MAX_PLAYBACKS,
  PASSCODE_ROUTES,
} from '../../listening/model/externalLink.ts';

export type ExternalLinkField = keyof ExternalLinkTerms;

export type ExternalLinkFieldFault =
  | 'missing'
  | 'too-long'
  | 'card-number'
  | 'no-route'
  | 'days-out-of-range'
  | 'playbacks-out-of-range';

export const MAX_NAME_LENGTH = 200;

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
): Result<ExternalLinkTerms, Partial<Record<ExternalLinkField, ExternalLinkFieldFault>>> {
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
