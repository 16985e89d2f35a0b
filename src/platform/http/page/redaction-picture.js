// The picture of the sound: what is marked in it, where it plays, and marking by dragging across it.

import { spanBetween } from './redaction-marks.js';

/** @typedef {{ fromMs: number, toMs: number }} Span */

const SVG = 'http://www.w3.org/2000/svg';
/** Less than this is a click, not a drag. */
const DRAG_PIXELS = 4;

/**
 * @param {HTMLElement} wave
 * @param {number} lengthMs
 * @param {{
 *   at: number,
 *   pending: number | null,
 *   marked: readonly Span[],
 *   silent: readonly Span[],
 *   open: Span | null,
 * }} what `silent` is what is marked with its margins, `open` a part that is being marked
 */
export function drawPicture(wave, lengthMs, { at, pending, marked, silent, open }) {
  const width = Number(wave.querySelector('svg')?.viewBox.baseVal.width ?? 0);
  wave.querySelector('#played')?.setAttribute('width', String((at / lengthMs) * width));
  const begun = pending !== null && at > pending ? [{ fromMs: pending, toMs: at }] : [];
  wave
    .querySelector('#shades')
    ?.replaceChildren(
      ...silent.map((span) => shade(span, 'margin')),
      ...marked.map((span) => shade(span, 'mark')),
      ...[...begun, ...(open ? [open] : [])].map((span) => shade(span, 'open')),
      ...(pending === null ? [] : [lineAt(pending, 'begun')]),
      lineAt(at, 'here'),
    );
}

/**
 * @param {Span} span
 * @param {string} kind
 */
const shade = ({ fromMs, toMs }, kind) =>
  shape('rect', { x: fromMs, y: 0, width: toMs - fromMs, height: 100, class: kind });

/**
 * @param {number} ms
 * @param {string} kind
 */
const lineAt = (ms, kind) => shape('line', { x1: ms, x2: ms, y1: 0, y2: 100, class: kind });

/**
 * @param {string} name
 * @param {Record<string, string | number>} facts
 */
function shape(name, facts) {
  const element = document.createElementNS(SVG, name);
  for (const [fact, value] of Object.entries(facts)) element.setAttribute(fact, String(value));
  return element;
}

/** Beyond this a bar of the picture is wider than it tells. */
const MOST = 16;

/**
 * The picture wider than its window.
 * @param {HTMLElement} around
 * @param {HTMLElement} wave
 */
export function createZoom(around, wave) {
  let times = 1;
  /** @param {number} by */
  const canGoOn = (by) => times * by >= 1 && times * by <= MOST;
  return {
    canGoOn,
    /**
     * @param {number} by
     * @param {number} place what stays in the middle, 0 to 1
     */
    by(by, place) {
      if (!canGoOn(by)) return;
      times *= by;
      wave.style.width = `${times * 100}%`;
      around.scrollLeft = place * around.scrollWidth - around.clientWidth / 2;
    },
    /** Turns the page of the picture when what plays leaves it. @param {number} place */
    follow(place) {
      const at = place * around.scrollWidth - around.scrollLeft;
      if (at < 0 || at > around.clientWidth) around.scrollLeft += at;
    },
  };
}

/**
 * A drag marks a part, a click goes there.
 * @param {HTMLElement} wave
 * @param {number} lengthMs
 * @param {{ mark: (span: Span) => void, seek: (ms: number) => void, dragging: (span: Span | null) => void }} acts
 */
export function watchDragging(wave, lengthMs, { mark, seek, dragging }) {
  let /** @type {{ x: number, ms: number } | null} */ start = null;
  let /** @type {Span | null} */ span = null;
  /** @param {PointerEvent} event */
  const msAt = (event) => {
    const box = wave.getBoundingClientRect();
    return Math.min(Math.max(((event.clientX - box.left) / box.width) * lengthMs, 0), lengthMs);
  };
  const forget = () => {
    start = null;
    span = null;
    dragging(null);
  };
  wave.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    wave.setPointerCapture(event.pointerId);
    start = { x: event.clientX, ms: msAt(event) };
  });
  wave.addEventListener('pointermove', (event) => {
    if (!start || (span === null && Math.abs(event.clientX - start.x) < DRAG_PIXELS)) return;
    span = spanBetween(start.ms, msAt(event));
    dragging(span);
  });
  wave.addEventListener('pointerup', () => {
    if (span) mark(span);
    else if (start) seek(start.ms);
    forget();
  });
  wave.addEventListener('pointercancel', forget);
}
