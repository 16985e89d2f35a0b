// The list of marked parts: each with its two times, which can be typed or nudged, a button to hear it and one to remove it.

import { onClock, readClock, step } from './redaction-marks.js';

/** @typedef {{ fromMs: number, toMs: number }} Span */

const LEAP = 10;

/**
 * Draws the list anew and leaves the focus where it was.
 * @param {HTMLElement} list
 * @param {readonly Span[]} spans
 * @param {{
 *   set: (spans: readonly Span[]) => void,
 *   hear: (span: Span) => void,
 *   say: (sentence: string) => void,
 * }} acts
 */
export function drawList(list, spans, acts) {
  const focus = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.part : undefined;
  list.replaceChildren(...spans.map((span, at) => rowOf(span, at, spans, acts)));
  if (focus === undefined) return;
  const [at = '0', what = ''] = focus.split(' ');
  const row = Math.min(Number(at), spans.length - 1);
  const again = list.querySelector(`[data-part="${row} ${what}"]`);
  if (again instanceof HTMLElement) again.focus();
  else document.getElementById('undo')?.focus();
}

/**
 * @param {Span} span
 * @param {number} at
 * @param {readonly Span[]} spans
 * @param {Parameters<typeof drawList>[2]} acts
 */
function rowOf(span, at, spans, acts) {
  const row = document.createElement('li');
  const name = `part ${at + 1}`;
  /** @param {Partial<Span>} change */
  const put = (change) => {
    const next = { ...span, ...change };
    if (next.fromMs >= next.toMs) acts.say('A part has to begin before it ends. It has been left as it was.');
    else {
      acts.say('');
      acts.set(spans.map((each, i) => (i === at ? next : each)));
    }
    return next.fromMs < next.toMs;
  };
  const times = document.createElement('div');
  times.className = 'times';
  times.append(
    timeOf('From', span.fromMs, `${at} from`, name, (ms) => put({ fromMs: ms }), acts.say),
    timeOf('To', span.toMs, `${at} to`, name, (ms) => put({ toMs: ms }), acts.say),
  );
  const buttons = document.createElement('div');
  buttons.className = 'buttons';
  buttons.append(
    buttonOf('Hear it', `Hear ${name}`, `${at} hear`, () => acts.hear(span)),
    buttonOf('Remove', `Remove ${name}`, `${at} remove`, () => acts.set(spans.filter((_, i) => i !== at))),
  );
  row.append(times, buttons);
  return row;
}

/**
 * One end of a part.
 * @param {string} label
 * @param {number} ms
 * @param {string} part
 * @param {string} name
 * @param {(ms: number) => boolean} put
 * @param {(sentence: string) => void} say
 */
function timeOf(label, ms, part, name, put, say) {
  const whole = document.createElement('div');
  whole.className = 'time';
  const caption = document.createElement('label');
  const input = document.createElement('input');
  input.type = 'text';
  input.inputMode = 'decimal';
  input.autocomplete = 'off';
  input.value = onClock(ms);
  input.id = `time-${part.replace(' ', '-')}`;
  input.dataset.part = part;
  input.setAttribute('aria-label', `${label}, ${name}`);
  caption.htmlFor = input.id;
  caption.textContent = label;
  input.addEventListener('change', () => {
    const read = readClock(input.value);
    if (read === undefined) {
      input.setAttribute('aria-invalid', 'true');
      say(`Write a time as minutes and seconds, for example ${onClock(7_500)}.`);
    } else if (!put(read)) input.value = onClock(ms);
    else input.removeAttribute('aria-invalid');
  });
  input.addEventListener('keydown', (event) => {
    const by = step.ms * (event.shiftKey ? LEAP : 1);
    if (event.key === 'ArrowUp') put(ms + by);
    else if (event.key === 'ArrowDown') put(ms - by);
    else return;
    event.preventDefault();
  });
  whole.append(
    caption,
    buttonOf('−', `${label} of ${name}: ${step.words} earlier`, `${part}-less`, () => put(ms - step.ms)),
    input,
    buttonOf('+', `${label} of ${name}: ${step.words} later`, `${part}-more`, () => put(ms + step.ms)),
  );
  return whole;
}

/**
 * @param {string} text
 * @param {string} label
 * @param {string} part
 * @param {() => void} press
 */
function buttonOf(text, label, part, press) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'other small';
  button.textContent = text;
  button.setAttribute('aria-label', label);
  button.dataset.part = part;
  button.addEventListener('click', press);
  return button;
}
