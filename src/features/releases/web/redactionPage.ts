import type { Instant } from '../../../kernel/time.ts';
import { type Html, html } from '../../../platform/http/html.ts';
import { factList, pageFrame } from '../../../platform/http/layout.ts';
import { DESK_STYLE, REDACTION_SCRIPT } from '../../../platform/http/staticRoutes.ts';
import { waveform } from '../../../platform/http/waveform.ts';
import { lengthInWords, lengthOnClock, momentText } from '../../../platform/http/wording.ts';
import type { DeskPageView, RedactionView } from '../viewRedactionPage.ts';
import { pageTitle } from './pageRoutes.ts';

/** Where the DPO marks what must not leave the practice. The script marks; the desk alone judges what is saved. */
export const redactionPage = (view: DeskPageView, clip: RedactionView, now: Instant): Html =>
  pageFrame(
    `${pageTitle(view.page)}, case ${clip.caseId}`,
    view.practiceName,
    html`<h1>${pageTitle(view.page)}</h1>
<p class="lead">Mark what other people said, and whatever tells of them. Whoever gets the recording hears silence there. The recording itself stays as it is.</p>
<noscript><p class="notice">This page needs JavaScript. Nothing can be marked without it.</p></noscript>
${workbench(view, clip)}
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
    html`<link rel="stylesheet" href="${DESK_STYLE}">
<script type="module" src="${REDACTION_SCRIPT}"></script>`,
  );

const workbench = (
  view: DeskPageView,
  clip: RedactionView,
): Html => html`<section id="redaction" aria-label="Recording" hidden data-desk="/desk/${view.linkId}" data-length-ms="${clip.durationMs}" data-margin-ms="${clip.marginMs}" data-settled="${clip.settled ? 'yes' : 'no'}" data-marks="${JSON.stringify(clip.settled?.marked ?? [])}">
<div class="controls">
<button type="button" id="play" class="main">Play</button>
<button type="button" id="hear" class="other">Hear the result</button>
<p id="time"><span id="at">0:00.0</span> of ${lengthOnClock(clip.durationMs)}</p>
</div>
<p id="playing" class="note" aria-live="polite"></p>
<div id="wave">${waveform(clip.peaks)}
<svg id="shades" viewBox="0 0 ${clip.durationMs} 100" preserveAspectRatio="none" aria-hidden="true" focusable="false"></svg></div>
<input type="range" id="place" min="0" max="${clip.durationMs}" step="100" value="0" aria-label="Position in the recording">
<div class="tools">
<button type="button" id="from" class="other">Mark from here</button>
<button type="button" id="to" class="other">Mark to here</button>
<button type="button" id="undo" class="other">Undo</button>
<button type="button" id="redo" class="other">Redo</button>
</div>
<p class="note">Or drag across the picture of the sound. On the slider, the arrow keys move by a tenth of a second.</p>
<h2 id="marks-title">Marked parts</h2>
<p id="none">No part is marked.</p>
<ol id="marks" aria-labelledby="marks-title"></ol>
${clip.marginMs > 0 ? html`<p class="note">This recording was stored as an MP3, whose sound can lag a little. Each part is silenced for a quarter of a second more at both ends.</p>` : null}
<audio preload="none"></audio>
<div class="saving">
<button type="button" id="save" class="main">Silence these parts</button>
<button type="button" id="nothing" class="other">Nothing needs silencing</button>
</div>
</section>`;

function settledText(view: DeskPageView, { settled }: RedactionView, now: Instant): Html {
  if (!settled) return html`Nothing has been settled yet, so nothing can be given out.`;
  const count = settled.marked.length;
  const what =
    count === 0
      ? 'nothing needs silencing'
      : `${count === 1 ? 'one part is' : `${count} parts are`} silent, ${(settled.silencedMs / 1_000).toFixed(1)} seconds in all`;
  return html`Settled by ${settled.byName}, ${momentText(settled.at, view.zone, now)}: ${what}.`;
}
