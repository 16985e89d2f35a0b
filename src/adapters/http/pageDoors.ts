import type { Request } from 'restify';
import type { LookAtPage, OpenPage } from '../../usecases/openPage.ts';
import type { Clock } from '../../usecases/ports.ts';
import { type Answer, pageAnswer } from './answer.ts';
import type { Door } from './door.ts';
import { deskCookie } from './hearingCookie.ts';
import { pageLandingPage } from './pageLandingPage.ts';
import { isPressedHere, notFromHere } from './pressedHere.ts';
import { refusedPage } from './refusalAnswer.ts';

export interface PageDeps {
  readonly publicUrl: string | null;
  /** The practice's zone. */
  readonly zone: string;
  readonly clock: Clock;
  readonly lookAtPage: LookAtPage;
  readonly openPage: OpenPage;
}

/** A fresh link to a page of the desk's own: looking at it uses nothing up; the button opens it. */
export function pageDoors(deps: PageDeps): readonly Door[] {
  const look = (request: Request): Promise<Answer> => lookAt(deps, tokenOf(request));
  return [
    { method: 'GET', path: '/page/:token', answer: look },
    { method: 'HEAD', path: '/page/:token', answer: look },
    { method: 'POST', path: '/page/:token', answer: (request) => open(deps, request) },
  ];
}

const tokenOf = (request: Request): string => (request.params as { readonly token: string }).token;

async function lookAt({ lookAtPage, clock, zone }: PageDeps, token: string): Promise<Answer> {
  const seen = await lookAtPage(token);
  return seen.ok ? pageAnswer(200, pageLandingPage(seen.value, clock.now())) : refusedPage(seen.error, zone);
}

async function open(deps: PageDeps, request: Request): Promise<Answer> {
  if (!isPressedHere(request.headers, deps.publicUrl)) return notFromHere();
  const opened = await deps.openPage(tokenOf(request));
  if (!opened.ok) return refusedPage(opened.error, deps.zone);
  const { view, browserSecret } = opened.value;
  const isHttps = deps.publicUrl?.startsWith('https:') ?? false;
  return {
    status: 303,
    headers: {
      location: `/desk/${view.linkId}`,
      'set-cookie': deskCookie(view, browserSecret, { now: deps.clock.now(), isHttps }),
    },
    body: '',
  };
}
