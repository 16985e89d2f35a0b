import { type Html, html } from '../../../platform/http/html.ts';
import { pageFrame } from '../../../platform/http/layout.ts';
import { refusedPage } from '../../../platform/http/refusalResponse.ts';
import { type Answer, pageAnswer, textAnswer } from '../../../platform/http/response.ts';
import { type Request, type Route, readBody } from '../../../platform/http/route.ts';
import { EXTERNAL_STYLE } from '../../../platform/http/staticRoutes.ts';
import { redirectTo, type TokenRouteDeps, tokenRoutes } from '../../../platform/http/tokenRoutes.ts';
import type { EnterPasscode, PasscodeFault, ViewExternalLink } from '../enterPasscode.ts';

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

/** Where somebody outside types the passcode; it tells whose practice it is, no more. `fault` is of the one before. */
const externalPage = (practiceName: string, fault: string | null = null): Html =>
  pageFrame(
    'A recording for you',
    practiceName,
    html`<h1>A recording for you</h1>
<p class="lead">${practiceName} has sent you this link, and given you a passcode by another way. Type the passcode to listen.</p>
<form method="post" id="open" class="passcode">
<label for="passcode">Passcode</label>
<input id="passcode" name="passcode" type="text" inputmode="numeric" autocomplete="off" spellcheck="false" maxlength="24" required autofocus aria-describedby="passcode-note${fault === null ? '' : ' passcode-fault'}"${fault === null ? null : html` aria-invalid="true"`}>
${fault === null ? null : html`<p id="passcode-fault" class="fault" role="alert">${fault}</p>`}
<p id="passcode-note" class="note">Eight digits. Spaces and dashes do not matter. Only a few tries can be made.</p>
<button type="submit" class="main">Listen</button>
</form>
<p class="note">Each passcode that is looked at, right or wrong, and each time the recording is heard, is written down by the practice.</p>`,
    html`<link rel="stylesheet" href="${EXTERNAL_STYLE}">`,
  );
