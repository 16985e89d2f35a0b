import { type Html, html } from '../../../platform/http/html.ts';
import { DESK_STYLE, REDACTION_SCRIPT } from '../../../platform/http/staticRoutes.ts';
import { waveform } from '../../../platform/http/waveform.ts';
import { lengthOnClock } from '../../../platform/http/wording.ts';
import type { RedactedSpan } from '../../requests/model/grant.ts';

/** How finely a part is marked, in milliseconds. */
const STEPS = { 'a tenth of a second': 100, 'a second': 1_000 } as const;

/** Bars of the picture: more than on the page of a clip, since it can be zoomed. */
const BARS = 600;

interface Bench {
  readonly linkId: string;
  readonly durationMs: number;
  readonly peaks: readonly number[];
  readonly marginMs: number;
  /** Null until something has been saved. */
  readonly marks: readonly RedactedSpan[] | null;
  readonly step: keyof typeof STEPS;
  /** `call`: one part of it is chosen; of a clip several are silenced. */
  readonly sound: 'clip' | 'call';
  readonly hear: Html | null;
  readonly title: string;
  readonly note: string | null;
  readonly save: string;
  readonly nothing: string;
}

/** Where parts of a recording are marked, for whatever they are marked; its script finds all by these ids. */
export const workbench = (
  bench: Bench,
): Html => html`<section id="redaction" aria-label="Recording" hidden data-desk="/desk/${bench.linkId}" data-sound="${bench.sound}" data-step="${bench.step}" data-step-ms="${STEPS[bench.step]}" data-length-ms="${bench.durationMs}" data-margin-ms="${bench.marginMs}" data-settled="${bench.marks ? 'yes' : 'no'}" data-marks="${JSON.stringify(bench.marks ?? [])}">
<div class="controls">
<button type="button" id="play" class="main">Play</button>
${bench.hear}
<p id="time"><span id="at">0:00</span> of ${lengthOnClock(bench.durationMs)}</p>
</div>
<p id="playing" class="note" aria-live="polite"></p>
<div id="window"><div id="wave">${waveform(bench.peaks, BARS)}
<svg id="shades" viewBox="0 0 ${bench.durationMs} 100" preserveAspectRatio="none" aria-hidden="true" focusable="false"></svg></div></div>
<input type="range" id="place" min="0" max="${bench.durationMs}" step="100" value="0" aria-label="Position in the recording">
<div class="tools">
<button type="button" id="from" class="other">Mark from here</button>
<button type="button" id="to" class="other">Mark to here</button>
<button type="button" id="undo" class="other">Undo</button>
<button type="button" id="redo" class="other">Redo</button>
<button type="button" id="zoom-in" class="other">Zoom in</button>
<button type="button" id="zoom-out" class="other">Zoom out</button>
</div>
<p class="note">Or drag across the picture of the sound. On the slider, the arrow keys move by a tenth of a second.</p>
<h2 id="marks-title">${bench.title}</h2>
<p id="none">No part is marked.</p>
<ol id="marks" aria-labelledby="marks-title"></ol>
${bench.note === null ? null : html`<p class="note">${bench.note}</p>`}
<audio preload="none"></audio>
<div class="saving">
<button type="button" id="save" class="main">${bench.save}</button>
<button type="button" id="nothing" class="other">${bench.nothing}</button>
</div>
</section>`;

export const BENCH_FILES = html`<link rel="stylesheet" href="${DESK_STYLE}">
<script type="module" src="${REDACTION_SCRIPT}"></script>`;
