import type { Request } from 'restify';
import type { LookAtLink, OpenClip } from '../../usecases/openClip.ts';
import type { Clock } from '../../usecases/ports.ts';
import { type Answer, pageAnswer } from './answer.ts';
import type { Door } from './door.ts';
import { hearingCookie } from './hearingCookie.ts';
import { landingPage } from './landingPage.ts';
import { isPressedHere, notFromHere } from './pressedHere.ts';
import { refusedPage } from './refusalAnswer.ts';

export interface ListenDeps {
  readonly publicUrl: string | null;
  /** The practice's zone. */
  readonly zone: string;
  readonly clock: Clock;
  readonly lookAtLink: LookAtLink;
  readonly openClip: OpenClip;
}

/** A fresh link: looking at it (GET, HEAD, a preview) uses nothing up; the button (POST) opens it. */
export function listenDoors(deps: ListenDeps): readonly Door[] {
  const look = (request: Request): Promise<Answer> => lookAt(deps, tokenOf(request));
  return [
    { method: 'GET', path: '/listen/:token', answer: look },
    { method: 'HEAD', path: '/listen/:token', answer: look },
    { method: 'POST', path: '/listen/:token', answer: (request) => open(deps, request) },
  ];
}

const tokenOf = (request: Request): string => (request.params as { readonly token: string }).token;

async function lookAt({ lookAtLink, clock, zone }: ListenDeps, token: string): Promise<Answer> {
  const seen = await lookAtLink(token);
  return seen.ok ? pageAnswer(200, landingPage(seen.value, clock.now())) : refusedPage(seen.error, zone);
}

async function open(deps: ListenDeps, request: Request): Promise<Answer> {
  if (!isPressedHere(request.headers, deps.publicUrl)) return notFromHere();
  const opened = await deps.openClip(tokenOf(request));
  if (!opened.ok) return refusedPage(opened.error, deps.zone);
  const { view, browserSecret } = opened.value;
  const isHttps = deps.publicUrl?.startsWith('https:') ?? false;
  return {
    status: 303,
    headers: {
      location: `/hearing/${view.linkId}`,
      'set-cookie': hearingCookie(view, browserSecret, { now: deps.clock.now(), isHttps }),
    },
    body: '',
  };
}
