// The sound of the redaction page: the recording as it is, the same with marked parts muted here, and what has been saved. Whether it may go
// on is asked of the desk every few seconds; nothing here is a right.

/** @typedef {{ fromMs: number, toMs: number }} Span */
/** @typedef {'clip' | 'preview' | 'result'} Mode */

const ASK_MS = 3_000;
const FAILURES = 2;
/** A part is muted this much early: the browser looks at the time only so often. */
const AHEAD_MS = 40;

export const OUT_OF_REACH =
  'The desk cannot be reached. What you have marked is still here: wait a moment, then go on.';
const NO_SOUND = 'The recording could not be played on. Press Play to try again from here.';

/**
 * @param {{
 *   audio: HTMLAudioElement,
 *   desk: string,
 *   original: string,
 *   lengthMs: number,
 *   silent: () => readonly Span[],
 *   changed: () => void,
 *   say: (sentence: string) => void,
 *   end: (sentence: string) => void,
 * }} parts `original` is the address of the sound as it is, `silent` gives what is to be muted in a preview, `changed` is called when there is something new to draw
 */
export function createSound({ audio, desk, original, lengthMs, silent, changed, say, end }) {
  let /** @type {Mode} */ mode = /** @type {Mode} */ ('clip');
  /** Counts what has been saved, so that no browser plays what it kept of the one before. */
  let saves = 0;
  let address = '';
  let placeMs = 0;
  let stopAtMs = Number.POSITIVE_INFINITY;
  let failures = 0;
  let ended = false;

  const asking = setInterval(() => void ask(), ASK_MS);
  audio.addEventListener('play', () => {
    changed();
    follow();
  });
  audio.addEventListener('pause', changed);
  audio.addEventListener('ended', changed);
  audio.addEventListener('waiting', changed);
  audio.addEventListener('playing', () => {
    say('');
    changed();
  });
  audio.addEventListener('timeupdate', tick);
  audio.addEventListener('error', () => void gaveUp());

  function follow() {
    if (audio.paused) return;
    tick();
    requestAnimationFrame(follow);
  }

  function tick() {
    if (ended || audio.readyState === 0) return;
    placeMs = Math.min(audio.currentTime * 1_000, lengthMs);
    audio.muted = mode === 'preview' && isSilentAt(placeMs);
    if (placeMs >= stopAtMs) audio.pause();
    changed();
  }

  /** @param {number} ms */
  function isSilentAt(ms) {
    return silent().some(({ fromMs, toMs }) => ms >= fromMs - AHEAD_MS && ms < toMs);
  }

  /** @param {Mode} wanted */
  function load(wanted) {
    const next = wanted === 'result' ? `${desk}/result?n=${saves}` : `${desk}/${original}`;
    if (address === next && audio.error === null) return;
    address = next;
    audio.src = next;
    audio.load();
    audio.currentTime = placeMs / 1_000;
  }

  /**
   * @param {Mode} wanted
   * @param {number} until
   */
  async function play(wanted, until = Number.POSITIVE_INFINITY) {
    if (ended) return;
    mode = wanted;
    stopAtMs = until;
    if (placeMs >= lengthMs - 50) placeMs = 0;
    load(wanted);
    audio.currentTime = placeMs / 1_000;
    audio.muted = wanted === 'preview' && isSilentAt(placeMs);
    try {
      await audio.play();
    } catch {
      // Paused or refused meanwhile; the `error` event and the next question say which.
    }
  }

  /** The browser gave up on the sound. Why, it does not say, so the desk is asked for one byte. */
  async function gaveUp() {
    if (ended) return;
    changed();
    try {
      const answer = await fetch(address, { cache: 'no-store', headers: { range: 'bytes=44-44' } });
      const sentence = answer.ok ? NO_SOUND : (await answer.text()).trim();
      if (isFinal(answer.status)) stop(sentence);
      else say(sentence);
    } catch {
      say(OUT_OF_REACH);
    }
  }

  /** Asks the desk whether this page may go on. */
  async function ask() {
    if (ended || (document.hidden && audio.paused)) return;
    try {
      const answer = await fetch(`${desk}/standing`, { cache: 'no-store', signal: AbortSignal.timeout(ASK_MS) });
      if (answer.ok) {
        if (failures >= FAILURES) say('');
        failures = 0;
      } else if (isFinal(answer.status)) stop(String((await answer.json()).sentence));
      else missed();
    } catch {
      missed();
    }
  }

  /** The desk was not heard. Its refusal would not be heard either, so after a while nothing plays on. */
  function missed() {
    failures += 1;
    if (failures < FAILURES || ended) return;
    audio.pause();
    say(OUT_OF_REACH);
  }

  /**
   * Falls silent for good, and drops what is buffered.
   * @param {string} sentence
   */
  function stop(sentence) {
    if (ended) return;
    ended = true;
    clearInterval(asking);
    audio.pause();
    audio.removeAttribute('src');
    audio.load();
    end(sentence);
  }

  return {
    play,
    stop,
    pause: () => audio.pause(),
    isPlaying: () => !audio.paused && !audio.ended,
    isLoading: () => audio.readyState < HTMLMediaElement.HAVE_FUTURE_DATA,
    mode: () => mode,
    placeMs: () => placeMs,
    /** @param {number} ms */
    seek(ms) {
      if (ended) return;
      placeMs = Math.min(Math.max(ms, 0), lengthMs);
      if (audio.readyState > 0 || address !== '') audio.currentTime = placeMs / 1_000;
      changed();
    },
    /** There is a new result to hear. */
    saved() {
      saves += 1;
      if (mode === 'result') audio.pause();
    },
  };
}

/**
 * Storage that is away (503) comes back and a fault of the desk (5xx) may pass; a refusal (4xx) stands.
 * @param {number} status
 */
export function isFinal(status) {
  return status >= 400 && status < 500;
}
