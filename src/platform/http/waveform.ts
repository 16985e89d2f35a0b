import { Html, html } from './html.ts';

/** As many as a phone can show apart. */
const BARS = 150;

/** Units of the drawing: four across for each bar, a hundred down. It is stretched to the space there is. */
const STEP = 4;

const MIDDLE = 50;

const LONGEST = 48;

/** Silence is drawn as a thin line, and a quiet call no louder than ten times what it is. */
const SHORTEST = 1;

const QUIETEST = 0.1;

function bars(peaks: readonly number[], count: number): readonly number[] {
  if (peaks.length === 0) return [];
  const per = peaks.length / count;
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor(bar * per);
    return Math.max(...peaks.slice(from, Math.max(from + 1, Math.floor((bar + 1) * per))));
  });
}

function linesOf(peaks: readonly number[], count: number): string {
  const heights = bars(peaks, count);
  const full = Math.max(QUIETEST, ...heights);
  return heights
    .map((height, bar) => {
      const half = Math.max(SHORTEST, Math.round((height / full) * LONGEST));
      return `M${bar * STEP + STEP / 2} ${MIDDLE - half}v${2 * half}`;
    })
    .join('');
}

/** The clip drawn from its loudness. The script widens `played`, which uncovers the same drawing in another colour. */
export function waveform(peaks: readonly number[], count = BARS): Html {
  // Numbers and letters only: nothing in it to escape.
  const lines = new Html(linesOf(peaks, count));
  return html`<svg viewBox="0 0 ${count * STEP} 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
<clipPath id="played-part"><rect id="played" width="0" height="100"></rect></clipPath>
<path class="all" d="${lines}"></path>
<path class="heard" d="${lines}" clip-path="url(#played-part)"></path>
</svg>`;
}
