import type { Instant } from '../../../kernel/time.ts';
import { type Html, html } from '../../../platform/http/html.ts';
import { factList, pageFrame } from '../../../platform/http/layout.ts';
import type { Route } from '../../../platform/http/route.ts';
import { oneTimeRoutes, type TokenRouteDeps } from '../../../platform/http/tokenRoutes.ts';
import { lengthInWords, momentText } from '../../../platform/http/wording.ts';
import type { ClipPageView } from '../clipPage.ts';
import type { LookAtLink, OpenClip } from '../openLink.ts';

export interface ListenDeps extends TokenRouteDeps {
  readonly lookAtLink: LookAtLink;
  readonly openClip: OpenClip;
}

/** A fresh link to a clip. */
export const listenRoutes = ({ lookAtLink: look, openClip: open, ...deps }: ListenDeps): readonly Route[] =>
  oneTimeRoutes(['/listen', '/playback'], { ...deps, look, open }, landingPage);

/** What a link is, and the button that uses it up. The form is sent to the address the page was read from. */
const landingPage = (view: ClipPageView, now: Instant): Html =>
  pageFrame(
    `Call recording, request ${view.requestId}`,
    view.practiceName,
    html`<h1>Part of a call recording</h1>
<p class="lead">For ${view.holderName} only. If that is not you, close this page.</p>
${factList([
  ['Request', view.requestId],
  ['Purpose', view.purposeTitle],
  ['For', view.holderName],
  ['Length', lengthInWords(view.durationMs)],
  ['Open it by', momentText(view.until, view.zone, now)],
])}
<form method="post" id="open" data-begin="1">
<button type="submit" class="main">Listen now</button>
</form>
<p class="note">This link works once and in this browser only. That you open it and listen is written down for the practice’s audit.</p>`,
  );
