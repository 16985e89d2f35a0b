import type { Instant } from '../../../kernel/time.ts';
import { type Html, html } from '../../../platform/http/html.ts';
import { factList, pageFrame } from '../../../platform/http/layout.ts';
import { lengthInWords, momentText } from '../../../platform/http/wording.ts';
import type { DeskPageView } from '../viewRedactionPage.ts';
import { pageTitle } from './pageRoutes.ts';
import { BENCH_FILES, workbench } from './workbench.ts';

/** Where somebody who may agree to a request hears the call first, and chooses the part that answers the reason. */
export const hearingPage = (view: DeskPageView, hearing: NonNullable<DeskPageView['hearing']>, now: Instant): Html =>
  pageFrame(
    `${pageTitle(view.page)}, request ${hearing.request.id}`,
    view.practiceName,
    html`<h1>${pageTitle(view.page)}</h1>
<p class="lead">Hear as much as you need to decide, and choose the part that answers the reason: ${hearing.request.ask.reason}</p>
<noscript><p class="notice">This page needs JavaScript. Nothing can be heard without it.</p></noscript>
${workbench({
  ...hearing,
  linkId: view.linkId,
  marginMs: 0,
  marks: hearing.chosen && [hearing.chosen],
  step: 'a second',
  sound: 'call',
  hear: null,
  title: 'The part to allow',
  note: null,
  save: 'Use this part',
  nothing: 'Use the whole call',
})}
<p id="said" role="alert" tabindex="-1"></p>
<p id="saved" role="status">${hearing.chosen ? 'This part is filled in when you press Approve in the chat.' : 'Nothing is chosen yet. You can also go back to the chat and decide without.'}</p>
${factList([
  ['Request', hearing.request.id],
  ['Asked by', hearing.request.requesterName],
  ['Purpose', hearing.request.rule.title],
  ['Call', momentText(hearing.recording.startedAt, view.zone, now)],
  ['Length', lengthInWords(hearing.durationMs)],
  ['Use this page until', momentText(view.until, view.zone, now)],
])}
<p class="note">That you listen here before deciding is written down for the practice’s audit. The person who asked is not told. The page ends once the request is decided.</p>`,
    BENCH_FILES,
  );
