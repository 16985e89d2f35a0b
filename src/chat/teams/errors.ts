import { DeliveryFault } from '../../features/messaging/deliveryFault.ts';

interface RestFault {
  readonly statusCode?: number;
  readonly code?: string;
  readonly response?: { readonly headers?: { get?(name: string): string | undefined } };
}

/** The Bot Framework's errors as the desk's own. Their messages are dropped: they can hold the card. */
export function deliveryFault(error: unknown): DeliveryFault {
  if (error instanceof DeliveryFault) return error;
  const { statusCode, response } = error as RestFault;
  switch (statusCode) {
    case 401:
      return new DeliveryFault(
        'later',
        'Teams refuses the bot’s sign-in: check MICROSOFT_APP_ID and MICROSOFT_APP_PASSWORD.',
      );
    case 403:
      return new DeliveryFault(
        'unreachable',
        'This person or channel does not have the desk: add the app there.',
      );
    case 404:
      return new DeliveryFault('gone', 'The conversation or message is not there any more.');
    case 429:
      return new DeliveryFault(
        'later',
        'Teams asks to wait.',
        retryAfterMs(response?.headers?.get?.('retry-after')),
      );
    default:
      return new DeliveryFault(
        'later',
        `Teams does not take messages just now (${statusCode ?? 'no answer'}).`,
      );
  }
}

function retryAfterMs(header: string | undefined): number | null {
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
}

/** The sign-in was missing or forged. */
export const isAuthenticationError = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'AuthenticationError' || (error as RestFault).statusCode === 401);
