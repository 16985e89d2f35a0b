import type { Request } from 'restify';
import type { Clock } from '../../kernel/ports.ts';
import type { Refused } from '../../kernel/refusal.ts';
import type { Result } from '../../kernel/result.ts';
import type { Instant } from '../../kernel/time.ts';
import { pageCookie } from './cookie.ts';
import type { Html } from './html.ts';
import { refusedPage } from './refusalResponse.ts';
import { type Answer, pageAnswer } from './response.ts';
import type { Route } from './route.ts';
import { isSameOrigin, notFromHere } from './sameOrigin.ts';

export interface TokenRouteDeps {
  readonly publicUrl: string | null;
  /** The practice's zone. */
  readonly zone: string;
  readonly clock: Clock;
}

/** A link with a token in its address: looking (GET, HEAD) uses nothing up; pressing on its page (POST) opens it. */
export function tokenRoutes(
  path: '/listen' | '/page' | '/outside',
  { publicUrl }: Pick<TokenRouteDeps, 'publicUrl'>,
  look: (token: string) => Promise<Answer>,
  open: (token: string, request: Request) => Promise<Answer>,
): readonly Route[] {
  const lookAt = (request: Request): Promise<Answer> => look(tokenOf(request));
  const pressed = async (request: Request): Promise<Answer> =>
    isSameOrigin(request.headers, publicUrl) ? open(tokenOf(request), request) : notFromHere();
  return [
    { method: 'GET', path: `${path}/:token`, answer: lookAt },
    { method: 'HEAD', path: `${path}/:token`, answer: lookAt },
    { method: 'POST', path: `${path}/:token`, answer: pressed },
  ];
}

interface LinkView {
  readonly linkId: string;
  readonly until: Instant;
}

interface OneTimeLinkDeps<View extends LinkView> extends TokenRouteDeps {
  readonly look: (token: string) => Promise<Result<View, Refused>>;
  readonly open: (token: string) => Promise<Result<{ readonly view: View; readonly browserSecret: string }, Refused>>;
}

/** The same for a link that its button alone opens: `landing` shows what it is, and who opens it is led to `page`. */
export const oneTimeRoutes = <View extends LinkView>(
  [path, page]: readonly ['/listen', '/playback'] | readonly ['/page', '/desk'],
  { look, open, ...deps }: OneTimeLinkDeps<View>,
  landing: (view: View, now: Instant) => Html,
): readonly Route[] =>
  tokenRoutes(
    path,
    deps,
    async (token) => {
      const seen = await look(token);
      return seen.ok ? pageAnswer(200, landing(seen.value, deps.clock.now())) : refusedPage(seen.error, deps.zone);
    },
    async (token) => {
      const opened = await open(token);
      return opened.ok
        ? redirectTo(page, opened.value.view, opened.value.browserSecret, deps)
        : refusedPage(opened.error, deps.zone);
    },
  );

const tokenOf = (request: Request): string => (request.params as { readonly token: string }).token;

/** Leads the browser that opened a link to its page, and binds the page to that browser. */
export const redirectTo = (
  page: '/playback' | '/desk',
  view: LinkView,
  browserSecret: string,
  { publicUrl, clock }: Pick<TokenRouteDeps, 'publicUrl' | 'clock'>,
): Answer => ({
  status: 303,
  headers: {
    location: `${page}/${view.linkId}`,
    'set-cookie': pageCookie(page, view, browserSecret, {
      now: clock.now(),
      isHttps: publicUrl?.startsWith('https:') ?? false,
    }),
  },
  body: '',
});
