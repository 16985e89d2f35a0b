import { isLoopback } from '../../src/kernel/loopback.ts';
import type { InboundRequest, InboundRoute } from '../../src/platform/http/inboundRoute.ts';
import { textAnswer } from '../../src/platform/http/response.ts';
import { isSameOrigin } from '../../src/platform/http/sameOrigin.ts';
import { isClockMove } from './clockMoves.ts';
import type { DeskActs } from './deskActs.ts';

const MAX_BYTES = 1_000;

/** The page's buttons, `POST /demo/clock` with `to` and `POST /demo/call`; each ends on the page again. */
export function clockRoutes(acts: DeskActs, say: (done: string) => void): readonly InboundRoute[] {
  const door = (path: string, act: (form: URLSearchParams) => Promise<string> | null): InboundRoute => ({
    method: 'POST',
    path,
    maxBytes: MAX_BYTES,
    answer: async (request) => {
      if (!isFromThePage(request)) return textAnswer(403, 'Only the demonstration’s own page may do this.');
      const done = act(new URLSearchParams(request.rawBody.toString('utf8')));
      if (!done) return textAnswer(400, 'The demonstration does not know how far that is.');
      say(await done);
      return { status: 303, headers: { location: '/demo' } };
    },
  });
  return [
    door('/demo/clock', (form) => {
      const to = form.get('to');
      return isClockMove(to) ? acts.move(to) : null;
    }),
    door('/demo/call', () => acts.callComesIn()),
  ];
}

/** Another site's page may post to this computer too, under a name of its own that leads here. */
function isFromThePage({ headers }: InboundRequest): boolean {
  const { host = '', origin, 'sec-fetch-site': site } = headers;
  const own = `http://${host}`;
  return (
    URL.canParse(own) &&
    isLoopback(own) &&
    isSameOrigin(
      { host, ...(origin === undefined ? {} : { origin }), ...(site === undefined ? {} : { 'sec-fetch-site': site }) },
      null,
    )
  );
}
