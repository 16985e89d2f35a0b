import { listOf } from '../../kernel/listOf.ts';
import { type Instant, msBetween } from '../../kernel/time.ts';
import type { Request } from './route.ts';

/** A cookie a link, sent to that link's page only: two recordings can be open side by side. */
const nameOf = (linkId: string): string => `desk-${linkId}`;

/** The desk, not the browser, ends a playback. The cookie outlives it, so that the page can say what ended. */
const OUTLIVES_SECONDS = 3_600;

/** An opened link, as its cookie needs it. */
interface Opened {
  readonly linkId: string;
  readonly until: Instant;
}

/** The `Set-Cookie` that binds a page to this browser. No script can read it. */
export const pageCookie = (
  page: string,
  { linkId, until }: Opened,
  secret: string,
  { now, isHttps }: { readonly now: Instant; readonly isHttps: boolean },
): string => {
  const seconds = Math.max(0, Math.ceil(msBetween(now, until) / 1_000)) + OUTLIVES_SECONDS;
  return listOf([
    `${nameOf(linkId)}=${secret}`,
    `Path=${page}/${linkId}`,
    `Max-Age=${seconds}`,
    'HttpOnly',
    'SameSite=Strict',
    isHttps && 'Secure',
  ]).join('; ');
};

/** Which opened link a request to its page is of, and the secret its browser sends. */
export function sessionOf({ params, headers }: Request): { readonly linkId: string; readonly browserSecret: string } {
  const { linkId } = params as { readonly linkId: string };
  return { linkId, browserSecret: secretIn(headers.cookie, linkId) };
}

/** The secret a browser sends for a link; empty when it sends none, which no link answers to. */
export function secretIn(cookies: string | undefined, linkId: string): string {
  const start = `${nameOf(linkId)}=`;
  const found = (cookies ?? '').split(';').find((each) => each.trim().startsWith(start));
  return found?.trim().slice(start.length) ?? '';
}
