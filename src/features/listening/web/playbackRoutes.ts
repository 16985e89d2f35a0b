import type { Clock } from '../../../kernel/ports.ts';
import { secretIn } from '../../../platform/http/cookie.ts';
import { refusedJson, refusedPage } from '../../../platform/http/refusalResponse.ts';
import { type Answer, jsonAnswer, pageAnswer } from '../../../platform/http/response.ts';
import type { Request, Route } from '../../../platform/http/route.ts';
import { describeSound, playSound, type Sound, saveSound } from '../../../platform/http/sound.ts';
import type { Session } from '../openLink.ts';
import type { PlayClip, ViewPlayback } from '../playClip.ts';
import { playerPage } from './playerPage.ts';

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
    const playback = playbackOf(request);
    return {
      size: () => viewPlayback(playback),
      piece: (offset, length) => playClip({ playback, offset, length, copy }),
    };
  };
  const save = async (request: Request): Promise<Answer> => {
    const seen = await viewPlayback(playbackOf(request));
    const name = seen.ok ? seen.value.requestId.replace(/[^A-Za-z0-9-]/g, '') : 'recording';
    return saveSound(soundOf(request, true), name, zone);
  };
  return [
    { method: 'GET', path: '/playback/:linkId', answer: (request) => page(deps, playbackOf(request)) },
    { method: 'HEAD', path: '/playback/:linkId', answer: (request) => page(deps, playbackOf(request)) },
    { method: 'GET', path: '/playback/:linkId/standing', answer: (request) => standing(deps, playbackOf(request)) },
    {
      method: 'GET',
      path: '/playback/:linkId/audio',
      answer: (request) => playSound(soundOf(request), request.headers.range, zone),
    },
    { method: 'HEAD', path: '/playback/:linkId/audio', answer: (request) => describeSound(soundOf(request), zone) },
    { method: 'GET', path: '/playback/:linkId/copy', answer: save },
  ];
}

function playbackOf(request: Request): Session {
  const { linkId } = request.params as { readonly linkId: string };
  return { linkId, browserSecret: secretIn(request.headers.cookie, linkId) };
}

async function page({ viewPlayback, clock, zone }: PlaybackDeps, playback: Session): Promise<Answer> {
  const seen = await viewPlayback(playback);
  return seen.ok ? pageAnswer(200, playerPage(seen.value, clock.now())) : refusedPage(seen.error, zone);
}

async function standing({ viewPlayback, zone }: PlaybackDeps, playback: Session): Promise<Answer> {
  const seen = await viewPlayback(playback);
  return seen.ok ? jsonAnswer(200, { until: seen.value.until }) : refusedJson(seen.error, zone);
}
