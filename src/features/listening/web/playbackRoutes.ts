import { listOf } from '../../../kernel/listOf.ts';
import type { Clock } from '../../../kernel/ports.ts';
import type { Instant } from '../../../kernel/time.ts';
import { sessionOf } from '../../../platform/http/cookie.ts';
import { type Html, html } from '../../../platform/http/html.ts';
import { factList, pageFrame } from '../../../platform/http/layout.ts';
import { refusedPage, standingAnswer } from '../../../platform/http/refusalResponse.ts';
import { type Answer, pageAnswer } from '../../../platform/http/response.ts';
import type { Request, Route } from '../../../platform/http/route.ts';
import { describeSound, playSound, type Sound, saveSound } from '../../../platform/http/sound.ts';
import { waveform } from '../../../platform/http/waveform.ts';
import { lengthInWords, lengthOnClock, momentText } from '../../../platform/http/wording.ts';
import type { ClipPageView } from '../clipPage.ts';
import type { Session } from '../openLink.ts';
import type { PlayClip, ViewPlayback } from '../playClip.ts';

/** The page of an opened link. Without its script the browser's own player works, and the desk refuses what it must. */
const playerPage = (view: ClipPageView, now: Instant): Html =>
  pageFrame(
    view.externalReference === null
      ? `Call recording, request ${view.requestId}`
      : `Call recording, reference ${view.externalReference}`,
    view.practiceName,
    html`<h1>Part of a call recording</h1>
${player(view)}
<p id="said" role="alert" tabindex="-1"></p>
${factList(view.externalReference === null ? ownFacts(view, now) : externalFacts(view, view.externalReference, now))}
${view.hasSilence ? html`<p class="note">Where it falls silent, words that concern somebody else have been taken out.</p>` : null}
${view.mayCopy ? html`<p id="copy"><a href="/playback/${view.linkId}/copy">Save a copy</a> <span>A sound file (WAV). Keep it no longer than the purpose needs.</span></p>` : null}
<p class="note">That you listen${view.mayCopy ? ' or save a copy' : ''} is written down for the practice’s audit. Access can be stopped at any moment; the sound then stops here too.</p>`,
  );

type Facts = Parameters<typeof factList>[0];

const ownFacts = (view: ClipPageView, now: Instant): Facts =>
  listOf([
    ['Request', view.requestId],
    ['Purpose', view.purposeTitle],
    ['For', view.holderName],
    ['Length', lengthInWords(view.durationMs)],
    ['Listen here until', momentText(view.until, view.zone, now)],
    view.accessUntil !== view.until && (['Access ends', momentText(view.accessUntil, view.zone, now)] as const),
  ]);

/** No more than somebody outside needs: of the practice's people they see nothing. */
const externalFacts = (view: ClipPageView, reference: string, now: Instant): Facts => [
  ['Reference', reference],
  ['Length', lengthInWords(view.durationMs)],
  ['Listen here until', momentText(view.until, view.zone, now)],
];

const player = (
  view: ClipPageView,
): Html => html`<section id="player" aria-label="Player" data-playback="/playback/${view.linkId}" data-length-ms="${view.durationMs}" data-bytes="${view.bytes}">
<div class="controls">
<button type="button" id="play" class="main" hidden>Play</button>
<p id="time" hidden><span id="at">0:00</span> of ${lengthOnClock(view.durationMs)}</p>
</div>
<div id="position">${waveform(view.peaks)}</div>
<audio controls preload="none" controlslist="nodownload noremoteplayback" src="/playback/${view.linkId}/audio"></audio>
<p id="keys" class="note" hidden>Keys on the picture of the sound: left and right 5 seconds, page up and page down 30 seconds, space to play or pause.</p>
</section>`;

export interface PlaybackDeps {
  /** The practice's zone. */
  readonly zone: string;
  readonly clock: Clock;
  readonly viewPlayback: ViewPlayback;
  readonly playClip: PlayClip;
}

/** An opened link, for the browser that opened it: the page, its sound, whether it may go on, a copy where agreed. */
export function playbackRoutes(deps: PlaybackDeps): readonly Route[] {
  const { viewPlayback, playClip, zone } = deps;
  const soundOf = (request: Request, copy = false): Sound => {
    const playback = sessionOf(request);
    return {
      size: () => viewPlayback(playback),
      piece: (offset, length) => playClip({ playback, offset, length, copy }),
    };
  };
  const save = async (request: Request): Promise<Answer> => {
    const seen = await viewPlayback(sessionOf(request));
    const name = seen.ok ? seen.value.requestId.replace(/[^A-Za-z0-9-]/g, '') : 'recording';
    return saveSound(soundOf(request, true), name, zone);
  };
  return [
    { method: 'GET', path: '/playback/:linkId', answer: (request) => page(deps, sessionOf(request)) },
    { method: 'HEAD', path: '/playback/:linkId', answer: (request) => page(deps, sessionOf(request)) },
    {
      method: 'GET',
      path: '/playback/:linkId/standing',
      answer: (request) => standingAnswer(viewPlayback(sessionOf(request)), zone),
    },
    {
      method: 'GET',
      path: '/playback/:linkId/audio',
      answer: (request) => playSound(soundOf(request), request.headers.range, zone),
    },
    { method: 'HEAD', path: '/playback/:linkId/audio', answer: (request) => describeSound(soundOf(request), zone) },
    { method: 'GET', path: '/playback/:linkId/copy', answer: save },
  ];
}

async function page({ viewPlayback, clock, zone }: PlaybackDeps, playback: Session): Promise<Answer> {
  const seen = await viewPlayback(playback);
  return seen.ok ? pageAnswer(200, playerPage(seen.value, clock.now())) : refusedPage(seen.error, zone);
}
