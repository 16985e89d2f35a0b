// The clip page's script: a second press of the landing page's button does nothing, and the player asks the desk, while it is
// open, whether it may go on. What it asks is answered by the desk alone; nothing here is a right.

/** How often the desk is asked, and how many failures in a row mean that it cannot be reached. */
const ASK_MS = 3_000;
const FAILURES = 2;
const STEP_SECONDS = 5;
const LEAP_SECONDS = 30;

const OUT_OF_REACH =
  'The desk cannot be reached, so the recording is paused. It can be played again once the desk answers.';
const NO_SOUND = 'The recording could not be played on. Press Play to try again from here.';

watchOpening();
watchPlayer();

/** Landing page: people press twice, and the second press would find the link used. */
function watchOpening() {
  const form = document.getElementById('open');
  if (!form) return;
  let sent = false;
  form.addEventListener('submit', (event) => {
    if (sent) event.preventDefault();
    sent = true;
    // Whoever opens it wants to hear it: the next page begins by itself, where the browser lets it.
    if (form.dataset.begin) sessionStorage.setItem('begin', '1');
    form.querySelector('button')?.setAttribute('aria-disabled', 'true');
  });
  // Back on this page from the next one: the button may be pressed again, and says what has become of the link.
  addEventListener('pageshow', () => {
    sent = false;
    form.querySelector('button')?.removeAttribute('aria-disabled');
  });
}

/** Player page. */
function watchPlayer() {
  const player = document.getElementById('player');
  const audio = player?.querySelector('audio');
  const play = document.getElementById('play');
  const position = document.getElementById('position');
  const said = document.getElementById('said');
  if (!player || !audio || !play || !position || !said) return;

  const address = player.dataset.playback ?? '';
  const seconds = Number(player.dataset.lengthMs) / 1_000;
  const bytes = Number(player.dataset.bytes);
  let ended = false;
  let failures = 0;
  /** Set when the browser has given up on the sound: the next Play loads it again and goes on from here. */
  let /** @type {number | null} */ resumeAt = null;

  showControls();
  beginWhenAsked();
  draw();
  const asking = setInterval(() => void ask(), ASK_MS);
  document.addEventListener('visibilitychange', () => void ask());

  play.addEventListener('click', toggle);
  audio.addEventListener('play', () => {
    play.textContent = 'Pause';
    void ask(); // what is buffered already would play without asking
  });
  audio.addEventListener('pause', () => {
    play.textContent = 'Play';
  });
  audio.addEventListener('ended', () => {
    play.textContent = 'Play again';
  });
  audio.addEventListener('waiting', () => {
    play.textContent = 'Loading…';
  });
  audio.addEventListener('playing', () => {
    play.textContent = 'Pause';
    say('');
  });
  audio.addEventListener('timeupdate', draw);
  audio.addEventListener('seeking', draw);
  audio.addEventListener('error', () => void gaveUp());

  position.addEventListener('keydown', steer);
  position.addEventListener('pointerdown', (event) => {
    if (ended || event.button !== 0) return;
    position.setPointerCapture(event.pointerId);
    seekToPointer(event);
  });
  position.addEventListener('pointermove', (event) => {
    if (position.hasPointerCapture(event.pointerId)) seekToPointer(event);
  });

  /** What is of use with a script only. */
  function showControls() {
    for (const id of ['play', 'time', 'keys']) document.getElementById(id)?.removeAttribute('hidden');
    // One player is enough: the browser's own is for whoever has no script.
    if (audio) audio.hidden = true;
    const slider = {
      role: 'slider',
      tabindex: '0',
      'aria-label': 'Position in the recording',
      'aria-valuemin': '0',
      'aria-valuemax': String(Math.round(seconds)),
    };
    for (const [name, value] of Object.entries(slider)) position?.setAttribute(name, value);
  }

  /** Right after the button of the page before, and never again: a page that is loaded anew stays silent. */
  function beginWhenAsked() {
    if (sessionStorage.getItem('begin') === null) return;
    sessionStorage.removeItem('begin');
    void start();
  }

  function toggle() {
    if (ended || !audio) return;
    if (!audio.paused) audio.pause();
    else void start();
  }

  async function start() {
    if (!audio) return;
    if (resumeAt !== null) {
      audio.load();
      audio.currentTime = resumeAt;
      resumeAt = null;
    }
    try {
      await audio.play();
    } catch {
      // Paused or refused meanwhile; the `error` event and the next question say which.
    }
  }

  /** @param {number} to */
  function seek(to) {
    if (ended || !audio) return;
    const at = Math.min(Math.max(to, 0), seconds);
    if (resumeAt !== null) resumeAt = at;
    else audio.currentTime = at;
    draw();
  }

  /** @param {PointerEvent} event */
  function seekToPointer(event) {
    const box = /** @type {HTMLElement} */ (position).getBoundingClientRect();
    seek(((event.clientX - box.left) / box.width) * seconds);
  }

  /** @param {KeyboardEvent} event */
  function steer(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const to = placeFor(event.key);
    if (to !== undefined) seek(to);
    else if (event.key === ' ' || event.key === 'Enter') toggle();
    else return;
    event.preventDefault();
  }

  /** @param {string} key */
  function placeFor(key) {
    const now = placeNow();
    if (key === 'ArrowRight' || key === 'ArrowUp') return now + STEP_SECONDS;
    if (key === 'ArrowLeft' || key === 'ArrowDown') return now - STEP_SECONDS;
    if (key === 'PageUp') return now + LEAP_SECONDS;
    if (key === 'PageDown') return now - LEAP_SECONDS;
    if (key === 'Home') return 0;
    return key === 'End' ? seconds : undefined;
  }

  function placeNow() {
    return resumeAt ?? audio?.currentTime ?? 0;
  }

  function draw() {
    const at = Math.min(placeNow(), seconds);
    const clock = document.getElementById('at');
    if (clock) clock.textContent = onClock(at);
    const played = document.getElementById('played');
    const width = Number(position?.querySelector('svg')?.viewBox.baseVal.width ?? 0);
    played?.setAttribute('width', String(seconds > 0 ? (at / seconds) * width : 0));
    position?.setAttribute('aria-valuenow', String(Math.round(at)));
    position?.setAttribute('aria-valuetext', `${inWords(at)} of ${inWords(seconds)}`);
  }

  /** Asks the desk whether this playback may go on. */
  async function ask() {
    if (ended || (document.hidden && audio?.paused)) return;
    try {
      const answer = await fetch(`${address}/standing`, { cache: 'no-store', signal: AbortSignal.timeout(ASK_MS) });
      if (answer.ok) {
        if (failures >= FAILURES) say('');
        failures = 0;
      } else if (isFinal(answer.status)) end(await sentenceOf(answer));
      else missed();
    } catch {
      missed();
    }
  }

  /** The desk was not heard. Its refusal would not be heard either, so after a while nothing plays on. */
  function missed() {
    failures += 1;
    if (failures < FAILURES || ended) return;
    audio?.pause();
    say(OUT_OF_REACH);
  }

  /** The browser gave up on the sound. Why, it does not say, so the desk is asked for one byte from where it stopped. */
  async function gaveUp() {
    if (ended || !audio) return;
    resumeAt = audio.currentTime;
    play?.replaceChildren('Play');
    const at = Math.min(Math.floor((resumeAt / seconds) * bytes), bytes - 1);
    try {
      const answer = await fetch(`${address}/audio`, { cache: 'no-store', headers: { range: `bytes=${at}-${at}` } });
      if (answer.ok) say(NO_SOUND);
      else if (isFinal(answer.status)) end((await answer.text()).trim());
      else say((await answer.text()).trim());
    } catch {
      say(OUT_OF_REACH);
    }
  }

  /**
   * Falls silent for good: drops what is buffered, ends the controls and says why.
   * @param {string} sentence
   */
  function end(sentence) {
    if (ended || !audio || !position) return;
    const hadFocus = player?.contains(document.activeElement);
    ended = true;
    clearInterval(asking);
    audio.pause();
    audio.removeAttribute('src');
    audio.load();
    play?.replaceChildren('Ended');
    play?.setAttribute('aria-disabled', 'true');
    position.setAttribute('aria-disabled', 'true');
    position.removeAttribute('tabindex');
    for (const id of ['keys', 'copy']) document.getElementById(id)?.remove();
    // "Until when" is no longer true.
    for (const time of document.querySelectorAll('dl time')) time.closest('div')?.remove();
    say(sentence);
    if (hadFocus) said?.focus();
  }

  /** @param {string} sentence */
  function say(sentence) {
    if (said && said.textContent !== sentence) said.textContent = sentence;
  }
}

/**
 * Storage that is away (503) comes back and a fault of the desk (5xx) may pass; a refusal (4xx) stands.
 * @param {number} status
 */
function isFinal(status) {
  return status >= 400 && status < 500;
}

/** @param {Response} answer */
async function sentenceOf(answer) {
  const { sentence } = await answer.json();
  return String(sentence);
}

/** @param {number} seconds */
function onClock(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** @param {number} seconds */
function inWords(seconds) {
  const whole = Math.floor(seconds);
  const minutes = Math.floor(whole / 60);
  const rest = whole % 60;
  const parts = [];
  if (minutes > 0) parts.push(`${minutes} minute${minutes === 1 ? '' : 's'}`);
  if (rest > 0 || minutes === 0) parts.push(`${rest} second${rest === 1 ? '' : 's'}`);
  return parts.join(' ');
}
