import type { WishReading } from './readWish.ts';

export const readIntent = (
  text: string,
  _reading: WishReading,
): 'card-payment' | 'my-requests' | 'request-recording' | undefined =>
  /read out/.test(text)
    ? 'card-payment'
    : /status/.test(text)
      ? 'my-requests'
      : /call/.test(text)
        ? 'request-recording'
        : undefined;
