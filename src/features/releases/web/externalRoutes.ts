import { readBody } from '../../../platform/http/readBody.ts';
import { refusedPage } from '../../../platform/http/refusalResponse.ts';
import { type Answer, pageAnswer, textAnswer } from '../../../platform/http/response.ts';
import type { Request, Route } from '../../../platform/http/route.ts';
import { redirectTo, type TokenRouteDeps, tokenRoutes } from '../../../platform/http/tokenRoutes.ts';
import type { EnterPasscode, PasscodeFault, ViewExternalLink } from '../enterPasscode.ts';
import { externalPage } from './externalPage.ts';

export interface ExternalLinkDeps extends TokenRouteDeps {
  readonly viewExternalLink: ViewExternalLink;
  readonly enterPasscode: EnterPasscode;
}

/** A passcode and the name of its input; nothing longer is read. */
const MAX_BYTES = 1_024;

/** A link of somebody outside: looking at it tells nothing; the passcode begins a playback. */
export const externalLinkRoutes = (deps: ExternalLinkDeps): readonly Route[] =>
  tokenRoutes(
    '/outside',
    deps,
    async (token) => {
      const seen = await deps.viewExternalLink(token);
      return seen.ok ? pageAnswer(200, externalPage(seen.value.practiceName)) : refusedPage(seen.error, deps.zone);
    },
    (token, request) => enter(deps, token, request),
  );

async function enter(deps: ExternalLinkDeps, token: string, request: Request): Promise<Answer> {
  const body = await readBody(request, MAX_BYTES);
  if (body === 'too-long') return textAnswer(413, 'That is too long.', { connection: 'close' });
  const typed = new URLSearchParams(body.toString('utf8')).get('passcode') ?? '';
  const entered = await deps.enterPasscode(token, typed);
  if (!entered.ok) return refusedVisit(entered.error, deps.zone);
  return redirectTo('/playback', entered.value.view, entered.value.browserSecret, deps);
}

function refusedVisit(fault: PasscodeFault, zone: string): Answer {
  if (fault.kind === 'refused') return refusedPage(fault.refused, zone);
  const status = fault.kind === 'malformed' ? 400 : fault.kind === 'crowded' ? 429 : 403;
  return pageAnswer(status, externalPage(fault.practiceName, sentenceOf(fault)));
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
