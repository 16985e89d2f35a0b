// Marks on the picture of the sound, by buttons, by dragging and by typing; hears them; saves them: on the redaction page what is silenced, before a
// decision the one part that is allowed. The desk judges what is saved; until it has answered, what is marked stays here.

import { drawList } from './redaction-list.js';
import { createMarks, isSame, onClock, settle, spanBetween, step } from './redaction-marks.js';
import { createZoom, drawPicture, watchDragging } from './redaction-picture.js';
import { saveMarks } from './redaction-saving.js';
import { createSound } from './redaction-sound.js';

/** @typedef {{ fromMs: number, toMs: number }} Span */

/** What is heard before and after a part, to judge its edges. */
const AROUND_MS = 1_000;

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const bench = byId('redaction');
const wave = byId('wave');
const place = /** @type {HTMLInputElement} */ (byId('place'));
const lengthMs = Number(bench.dataset.lengthMs);
const marginMs = Number(bench.dataset.marginMs);
const desk = bench.dataset.desk ?? '';
const original = bench.dataset.sound ?? '';
/** One part is chosen here; elsewhere several are silenced. */
const isChoice = original === 'call';
Object.assign(step, { ms: Number(bench.dataset.stepMs), words: bench.dataset.step });
const hear = document.getElementById('hear');
const saveTitle = byId('save').textContent;
const nothingTitle = byId('nothing').textContent;
const zoom = createZoom(byId('window'), wave);

let /** @type {readonly Span[] | null} */ saved =
    bench.dataset.settled === 'yes' ? JSON.parse(bench.dataset.marks ?? '[]') : null;
/** Where “Mark from here” was pressed. */
let /** @type {number | null} */ pending = null;
let /** @type {Span | null} */ dragged = null;
/** What has been settled, in a sentence; the page comes with it. */
let savedText = byId('saved').textContent ?? '';
let isSaving = false;
let hasEnded = false;

const marks = createMarks(saved ?? [], lengthMs, () => {
  // What is playing would no longer be what is marked.
  if (sound.mode() === 'result') sound.pause();
  drawMarks();
});
const sound = createSound({
  audio: /** @type {HTMLAudioElement} */ (bench.querySelector('audio')),
  desk,
  original,
  lengthMs,
  silent: () => widened(marks.list()),
  changed: draw,
  say,
  end,
});

bench.hidden = false;
drawMarks();

byId('play').addEventListener('click', () => toggle('clip'));
hear?.addEventListener('click', () => toggle(isSaved() ? 'result' : 'preview'));
place.addEventListener('input', () => sound.seek(Number(place.value)));
byId('from').addEventListener('click', () => {
  if (hasEnded) return;
  pending = sound.placeMs();
  say('');
  draw();
});
byId('to').addEventListener('click', markToHere);
byId('undo').addEventListener('click', undo);
byId('redo').addEventListener('click', redo);
for (const [id, by] of /** @type {const} */ ([
  ['zoom-in', 2],
  ['zoom-out', 1 / 2],
]))
  byId(id).addEventListener('click', () => {
    zoom.by(by, sound.placeMs() / lengthMs);
    draw();
  });
byId('save').addEventListener('click', () => void save(false));
byId('nothing').addEventListener('click', () => void save(true));
document.addEventListener('keydown', byKey);
addEventListener('beforeunload', (event) => {
  if (!hasEnded && !isSame(marks.list(), saved ?? [])) event.preventDefault();
});
watchDragging(wave, lengthMs, {
  mark: add,
  seek: (ms) => sound.seek(ms),
  dragging: (span) => {
    dragged = hasEnded ? null : span;
    draw();
  },
});

/** @param {'clip' | 'preview' | 'result'} mode */
function toggle(mode) {
  if (hasEnded) return;
  if (sound.isPlaying() && (sound.mode() === 'clip') === (mode === 'clip')) sound.pause();
  else void sound.play(mode);
}

function markToHere() {
  if (hasEnded) return;
  const here = sound.placeMs();
  if (pending === null) return say('Press “Mark from here” first, where the part begins.');
  if (here <= pending) return say('The part has to end after it begins: go on to its end, then press “Mark to here”.');
  const span = spanBetween(pending, here);
  pending = null;
  say('');
  add(span);
}

/** A part more; the one part where one is chosen. @param {Span} span */
function add(span) {
  mark(isChoice ? [span] : [...marks.list(), span]);
}

/** Every change by hand goes through here: once the page has ended nothing is to be done. @param {readonly Span[]} spans */
function mark(spans) {
  if (!hasEnded) marks.set(spans);
}

function undo() {
  if (!hasEnded) marks.undo();
}

function redo() {
  if (!hasEnded) marks.redo();
}

/** Undo and redo as everywhere, but not while a time is being typed; Escape forgets a part that was begun. @param {KeyboardEvent} event */
function byKey(event) {
  if (event.key === 'Escape' && pending !== null) {
    pending = null;
    draw();
  }
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  if (event.target instanceof HTMLInputElement && event.target.type === 'text') return;
  const key = event.key.toLowerCase();
  if (key === 'y' || (key === 'z' && event.shiftKey)) redo();
  else if (key === 'z') undo();
  else return;
  event.preventDefault();
}

const isSaved = () => saved !== null && isSame(marks.list(), saved);

/** @param {readonly Span[]} spans */
function widened(spans) {
  return settle(
    spans.map(({ fromMs, toMs }) => ({ fromMs: fromMs - marginMs, toMs: toMs + marginMs })),
    lengthMs,
  );
}

/** What changes with the marks alone. */
function drawMarks() {
  drawList(byId('marks'), marks.list(), {
    set: mark,
    say,
    hear: ({ fromMs, toMs }) => {
      sound.seek(fromMs - AROUND_MS);
      void sound.play('clip', toMs + AROUND_MS);
    },
  });
  byId('none').hidden = marks.list().length > 0;
  disable('undo', !marks.canUndo());
  disable('redo', !marks.canRedo());
  const isUnsaved = !isSame(marks.list(), saved ?? []);
  put('saved', isUnsaved ? `What is marked has not been saved: press “${saveTitle}”.` : savedText);
  draw();
}

/** What changes while it plays. */
function draw() {
  const at = sound.placeMs();
  byId('at').textContent = onClock(at);
  place.value = String(at);
  place.setAttribute('aria-valuetext', `${onClock(at)} of ${onClock(lengthMs)}`);
  drawPicture(wave, lengthMs, { at, pending, marked: marks.list(), silent: widened(marks.list()), open: dragged });
  const playing = sound.isPlaying();
  byId('play').textContent = playing && sound.mode() === 'clip' ? 'Pause' : 'Play';
  if (hear) hear.textContent = playing && sound.mode() !== 'clip' ? 'Pause' : 'Hear the result';
  if (playing) zoom.follow(at / lengthMs);
  disable('zoom-in', !zoom.canGoOn(2));
  disable('zoom-out', !zoom.canGoOn(1 / 2));
  const now = sound.isLoading() ? 'Loading the sound…' : PLAYING[sound.mode()];
  put('playing', playing ? now : pending === null ? '' : `A part begins at ${onClock(pending)}.`);
  disable('to', pending === null);
}

const PLAYING = {
  clip: 'Playing the recording as it is.',
  preview: 'Playing with the marked parts silent. This has not been saved.',
  result: 'Playing what was saved.',
};

/** @param {boolean} nothing */
async function save(nothing) {
  if (isSaving || hasEnded) return;
  const spans = marks.list();
  if (!nothing && spans.length === 0)
    return say(`No part is marked. Mark ${isChoice ? 'it' : 'at least one'}, or press “${nothingTitle}”.`);
  if (nothing && spans.length > 0 && !isChoice)
    return say(`Parts are marked. Remove them first, or press “${saveTitle}”.`);
  setSaving(true);
  const outcome = await saveMarks(desk, nothing ? [] : spans, nothing);
  setSaving(false);
  if (outcome.kind === 'saved') hasSaved(spans, outcome);
  else if (outcome.kind === 'over') sound.stop(outcome.sentence);
  else say(outcome.sentence);
}

/**
 * What has been marked since it was sent stays as it is, and unsaved.
 * @param {readonly Span[]} sent
 * @param {{ marked: Span[], silencedMs: number }} settled
 */
function hasSaved(sent, { marked, silencedMs }) {
  const isUntouched = isSame(marks.list(), sent);
  const [chosen] = marked;
  const parts = marked.length === 1 ? 'One part is' : `${marked.length} parts are`;
  savedText =
    isChoice && chosen
      ? `Kept: ${onClock(chosen.fromMs)} to ${onClock(chosen.toMs)}. Go back to the chat and press Approve: it is filled in.`
      : marked.length === 0
        ? 'Saved: nothing needs silencing. You can go back to the chat.'
        : `Saved. ${parts} silent, ${(silencedMs / 1_000).toFixed(1)} seconds in all. “Hear the result” plays what was saved; then go back to the chat.`;
  saved = marked;
  sound.saved();
  if (isUntouched) marks.set(marked);
  say('');
  drawMarks();
}

/** @param {boolean} now */
function setSaving(now) {
  isSaving = now;
  disable('save', now);
  disable('nothing', now);
  byId('save').textContent = now ? 'Saving…' : saveTitle;
}

/** The page may no longer be used: nothing can be heard or saved, but what was marked can still be read. @param {string} sentence */
function end(sentence) {
  hasEnded = true;
  for (const button of bench.querySelectorAll('button')) button.setAttribute('aria-disabled', 'true');
  for (const input of bench.querySelectorAll('input')) input.disabled = true;
  // "Until when" is no longer true.
  for (const time of document.querySelectorAll('dl time')) time.closest('div')?.remove();
  put('said', sentence);
  byId('said').focus();
}

/**
 * @param {string} id
 * @param {boolean} is
 */
function disable(id, is) {
  if (is || hasEnded) byId(id).setAttribute('aria-disabled', 'true');
  else byId(id).removeAttribute('aria-disabled');
}

/** Why the page has ended stays said. @param {string} sentence */
function say(sentence) {
  if (!hasEnded) put('said', sentence);
}

/**
 * @param {string} id
 * @param {string} text
 */
function put(id, text) {
  const element = byId(id);
  if (element.textContent !== text) element.textContent = text;
}
