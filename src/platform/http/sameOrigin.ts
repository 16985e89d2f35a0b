import type { IncomingHttpHeaders } from 'node:http';
import { noticePage } from './refusalResponse.ts';
import { type Answer, pageAnswer } from './response.ts';

/**
 * Whether a form was sent from the desk's own page, by somebody who pressed: not by another site's page, and
 * not ahead of time. A page that tells no referrer has the origin `null`, so `Sec-Fetch-Site` decides where
 * there is one; over plain HTTP browsers leave it out.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, publicUrl: string | null): boolean {
  if (/prefetch|prerender|preview/i.test(`${headers['sec-purpose'] ?? ''} ${headers.purpose ?? ''}`)) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = headers;
  return origin === undefined || origin === 'null' || isOwn(origin, headers.host, publicUrl);
}

function isOwn(origin: string, host: string | undefined, publicUrl: string | null): boolean {
  if (publicUrl !== null) return origin === new URL(publicUrl).origin;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** The answer to a form that was not. */
export const notFromHere = (): Answer =>
  pageAnswer(
    403,
    noticePage(
      'Nothing has been opened',
      'That did not come from the desk’s own page. Open the link you were given and press the button there.',
    ),
  );
