// What is marked, as a list with a history. Nothing here touches the page or the sound.

/** @typedef {{ fromMs: number, toMs: number }} Span */

/** How finely parts are marked: the page says, and in which words. */
export const step = { ms: 100, words: 'a tenth of a second' };

/**
 * In order, inside the recording, none touching another: as the desk puts them when they are saved.
 * @param {readonly Span[]} spans
 * @param {number} lengthMs
 * @returns {Span[]}
 */
export function settle(spans, lengthMs) {
  const within = spans
    .map(({ fromMs, toMs }) => ({ fromMs: Math.max(0, fromMs), toMs: Math.min(lengthMs, toMs) }))
    .filter(({ fromMs, toMs }) => fromMs < toMs)
    .sort((a, b) => a.fromMs - b.fromMs);
  /** @type {Span[]} */
  const joined = [];
  for (const span of within) {
    const last = joined.at(-1);
    if (last && span.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, span.toMs);
    else joined.push(span);
  }
  return joined;
}

/**
 * A part marked by hand, outwards to whole steps.
 * @param {number} one
 * @param {number} other
 * @returns {Span}
 */
export function spanBetween(one, other) {
  return {
    fromMs: Math.floor(Math.min(one, other) / step.ms) * step.ms,
    toMs: Math.ceil(Math.max(one, other) / step.ms) * step.ms,
  };
}

/**
 * @param {readonly Span[]} one
 * @param {readonly Span[]} other
 */
export function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** @param {readonly Span[]} spans */
export function totalMs(spans) {
  return spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}

/**
 * The marks with everything they have been.
 * @param {readonly Span[]} initial
 * @param {number} lengthMs
 * @param {() => void} changed
 */
export function createMarks(initial, lengthMs, changed) {
  /** @type {Span[][]} */
  let past = [];
  /** @type {Span[][]} */
  let future = [];
  let now = settle(initial, lengthMs);
  return {
    list: () => now,
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
    /** @param {readonly Span[]} spans */
    set(spans) {
      const next = settle(spans, lengthMs);
      if (isSame(next, now)) return;
      past = [...past, now];
      future = [];
      now = next;
      changed();
    },
    undo() {
      const before = past.at(-1);
      if (!before) return;
      past = past.slice(0, -1);
      future = [...future, now];
      now = before;
      changed();
    },
    redo() {
      const after = future.at(-1);
      if (!after) return;
      future = future.slice(0, -1);
      past = [...past, now];
      now = after;
      changed();
    },
  };
}

/**
 * `1:07.5`: minutes, seconds and a tenth; without the tenth where steps are longer.
 * @param {number} ms
 */
export function onClock(ms) {
  const tenths = step.ms < 1_000 ? Math.round(ms / step.ms) : Math.floor(ms / 1_000) * 10;
  const seconds = Math.floor(tenths / 10) % 60;
  return `${Math.floor(tenths / 600)}:${String(seconds).padStart(2, '0')}${step.ms < 1_000 ? `.${tenths % 10}` : ''}`;
}

/**
 * A place as people write it, `1:07.5`, `67.5` or `67`, in milliseconds; undefined when it is none.
 * @param {string} text
 */
export function readClock(text) {
  const [, minutes = '0', seconds = ''] = /^\s*(?:(\d{1,3}):)?(\d{1,4}(?:[.,]\d{1,3})?)\s*$/.exec(text) ?? [];
  if (seconds === '' || (text.includes(':') && Number.parseFloat(seconds.replace(',', '.')) >= 60)) return undefined;
  return Number(minutes) * 60_000 + Math.round(Number(seconds.replace(',', '.')) * 1_000);
}
