import { holdsCardNumber } from '../../../kernel/paymentCard.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import {
  MOST_DAYS,
  MOST_HEARINGS,
  type OutsideTerms,
  PASSCODE_ROUTES,
} from '../../listening/model/outsideLink.ts';

export type OutsideField = keyof OutsideTerms;

export type OutsideFieldFault =
  | 'missing'
  | 'too-long'
  | 'card-number'
  | 'no-route'
  | 'days-out-of-range'
  | 'hearings-out-of-range';

export const LONGEST_NAME = 200;

type Values = Readonly<Record<string, string | undefined>>;

const wholeFrom1 = (text: string | undefined, most: number): number | undefined => {
  const number = /^\d{1,3}$/.test(text?.trim() ?? '') ? Number(text) : 0;
  return number >= 1 && number <= most ? number : undefined;
};

function nameFault(name: string): OutsideFieldFault | undefined {
  if (name === '') return 'missing';
  if (holdsCardNumber(name)) return 'card-number';
  return name.length > LONGEST_NAME ? 'too-long' : undefined;
}

/** Reads the form of an outside link: `toWhom`, `route`, `days`, `hearings`. */
export function parseOutsideForm(
  values: Values,
): Result<OutsideTerms, Partial<Record<OutsideField, OutsideFieldFault>>> {
  const toWhom = values.toWhom?.trim() ?? '';
  const route = PASSCODE_ROUTES.find((each) => each === values.route);
  const days = wholeFrom1(values.days, MOST_DAYS);
  const hearings = wholeFrom1(values.hearings, MOST_HEARINGS);
  const ofName = nameFault(toWhom);
  if (!ofName && route && days && hearings) return ok({ toWhom, route, days, hearings });
  return err({
    ...(ofName ? { toWhom: ofName } : {}),
    ...(route ? {} : { route: 'no-route' as const }),
    ...(days ? {} : { days: 'days-out-of-range' as const }),
    ...(hearings ? {} : { hearings: 'hearings-out-of-range' as const }),
  });
}
