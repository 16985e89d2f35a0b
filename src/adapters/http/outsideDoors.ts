import type { Request } from 'restify';
import type { EnterPasscode, LookAtOutsideLink, PasscodeFault } from '../../usecases/enterPasscode.ts';
import type { Clock } from '../../usecases/ports.ts';
import { type Answer, pageAnswer, textAnswer } from './answer.ts';
import type { Door } from './door.ts';
import { hearingCookie } from './hearingCookie.ts';
import { outsidePage } from './outsidePage.ts';
import { isPressedHere, notFromHere } from './pressedHere.ts';
import { readBody } from './readBody.ts';
import { refusedPage } from './refusalAnswer.ts';

export interface OutsideDeps {
  readonly publicUrl: string | null;
  /** The practice's zone. */
  readonly zone: string;
  readonly clock: Clock;
  readonly lookAtOutsideLink: LookAtOutsideLink;
  readonly enterPasscode: EnterPasscode;
}

/** A passcode and the name of its input; nothing longer is read. */
const MOST_BYTES = 1_024;

/** A link of somebody outside: looking at it uses nothing up and tells nothing; the passcode begins a hearing. */
export function outsideDoors(deps: OutsideDeps): readonly Door[] {
  const look = (request: Request): Promise<Answer> => lookAt(deps, tokenOf(request));
  return [
    { method: 'GET', path: '/outside/:token', answer: look },
    { method: 'HEAD', path: '/outside/:token', answer: look },
    { method: 'POST', path: '/outside/:token', answer: (request) => enter(deps, request) },
  ];
}

const tokenOf = (request: Request): string => (request.params as { readonly token: string }).token;

async function lookAt({ lookAtOutsideLink, zone }: OutsideDeps, token: string): Promise<Answer> {
  const seen = await lookAtOutsideLink(token);
  return seen.ok ? pageAnswer(200, outsidePage(seen.value.practiceName)) : refusedPage(seen.error, zone);
}

async function enter(deps: OutsideDeps, request: Request): Promise<Answer> {
  if (!isPressedHere(request.headers, deps.publicUrl)) return notFromHere();
  const body = await readBody(request, MOST_BYTES);
  if (body === 'too-long') return textAnswer(413, 'That is too long.', { connection: 'close' });
  const typed = new URLSearchParams(body.toString('utf8')).get('passcode') ?? '';
  const entered = await deps.enterPasscode(tokenOf(request), typed);
  if (!entered.ok) return turnedAway(entered.error, deps.zone);
  const { view, browserSecret } = entered.value;
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

function turnedAway(fault: PasscodeFault, zone: string): Answer {
  if (fault.kind === 'refused') return refusedPage(fault.refused, zone);
  const status = fault.kind === 'malformed' ? 400 : fault.kind === 'crowded' ? 429 : 403;
  return pageAnswer(status, outsidePage(fault.practiceName, sentenceOf(fault)));
}

function sentenceOf(fault: Exclude<PasscodeFault, { readonly kind: 'refused' }>): string {
  switch (fault.kind) {
    case 'malformed':
      return 'A passcode has eight digits, like 1234-5678. That was not one, so it has not been counted.';
    case 'crowded':
      return 'Others typed a passcode at the same moment, so yours was not looked at. Type it again.';
    case 'wrong':
      return `That is not the passcode. ${fault.triesLeft === 1 ? '1 try is' : `${fault.triesLeft} tries are`} left.`;
  }
}
