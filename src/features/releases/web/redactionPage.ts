import type { Instant } from '../../../kernel/time.ts';
import { type Html, html } from '../../../platform/http/html.ts';
import { factList, pageFrame } from '../../../platform/http/layout.ts';
import { lengthInWords, momentText } from '../../../platform/http/wording.ts';
import type { DeskPageView, RedactionView } from '../viewRedactionPage.ts';
import { pageTitle } from './pageRoutes.ts';
import { BENCH_FILES, workbench } from './workbench.ts';

/** Where the DPO marks what must not leave the practice. The script marks; the desk alone judges what is saved. */
export const redactionPage = (view: DeskPageView, clip: RedactionView, now: Instant): Html =>
  pageFrame(
    `${pageTitle(view.page)}, case ${clip.caseId}`,
    view.practiceName,
    html`<h1>${pageTitle(view.page)}</h1>
<p class="lead">Mark what other people said, and whatever tells of them. Whoever gets the recording hears silence there. The recording itself stays as it is.</p>
<noscript><p class="notice">This page needs JavaScript. Nothing can be marked without it.</p></noscript>
${workbench({
  ...clip,
  linkId: view.linkId,
  marks: clip.settled?.marked ?? null,
  step: 'a tenth of a second',
  sound: 'clip',
  hear: html`<button type="button" id="hear" class="other">Hear the result</button>`,
  title: 'Marked parts',
  note:
    clip.marginMs > 0
      ? 'This recording was stored as an MP3, whose sound can lag a little. Each part is silenced for a quarter of a second more at both ends.'
      : null,
  save: 'Silence these parts',
  nothing: 'Nothing needs silencing',
})}
<p id="said" role="alert" tabindex="-1"></p>
<p id="saved" role="status">${settledText(view, clip, now)}</p>
${factList([
  ['Case', clip.caseId],
  ['Request', clip.requestId],
  ['Length', lengthInWords(clip.durationMs)],
  ['Use this page until', momentText(view.until, view.zone, now)],
  ['Access ends', momentText(clip.accessUntil, view.zone, now)],
])}
<p class="note">That you listen here and what you settle is written down for the practice’s audit.</p>`,
    BENCH_FILES,
  );

function settledText(view: DeskPageView, { settled }: RedactionView, now: Instant): Html {
  if (!settled) return html`Nothing has been settled yet, so nothing can be given out.`;
  const count = settled.marked.length;
  const what =
    count === 0
      ? 'nothing needs silencing'
      : `${count === 1 ? 'one part is' : `${count} parts are`} silent, ${(settled.silencedMs / 1_000).toFixed(1)} seconds in all`;
  return html`Settled by ${settled.byName}, ${momentText(settled.at, view.zone, now)}: ${what}.`;
}
