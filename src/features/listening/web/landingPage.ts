import type { Instant } from '../../../kernel/time.ts';
import { type Html, html } from '../../../platform/http/html.ts';
import { factList, pageFrame } from '../../../platform/http/layout.ts';
import { lengthInWords, momentText } from '../../../platform/http/wording.ts';
import type { ClipPageView } from '../clipPage.ts';

/** What a link is, and the button that uses it up. The form is sent to the address the page was read from. */
export const landingPage = (view: ClipPageView, now: Instant): Html =>
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
<form method="post" id="open">
<button type="submit" class="main">Open the recording</button>
</form>
<p class="note">This link works once and in this browser only. That you open it and listen is written down for the practice’s audit.</p>`,
  );
