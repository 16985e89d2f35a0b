import type { Clock } from '../../../kernel/ports.ts';
import { secretIn } from '../../../platform/http/cookie.ts';
import { refusedJson, refusedPage } from '../../../platform/http/refusalResponse.ts';
import { type Answer, jsonAnswer, pageAnswer } from '../../../platform/http/response.ts';
import type { Door, Request } from '../../../platform/http/route.ts';
import type { HearClip, ViewHearing } from '../hearClip.ts';
import type { Session } from '../openLink.ts';
import { createAudioDoor } from './audioRoute.ts';
import { playerPage } from './playerPage.ts';

export interface HearingDeps {
  /** The practice's zone. */
  readonly zone: string;
  readonly clock: Clock;
  readonly viewHearing: ViewHearing;
  readonly hearClip: HearClip;
}

/** An opened link, for the browser that opened it: the page, its sound, whether it may go on, and a copy where one was agreed. */
export function hearingDoors(deps: HearingDeps): readonly Door[] {
  const audio = createAudioDoor(deps);
  return [
    { method: 'GET', path: '/hearing/:linkId', answer: (request) => page(deps, hearingOf(request)) },
    { method: 'HEAD', path: '/hearing/:linkId', answer: (request) => page(deps, hearingOf(request)) },
    {
      method: 'GET',
      path: '/hearing/:linkId/standing',
      answer: (request) => standing(deps, hearingOf(request)),
    },
    {
      method: 'GET',
      path: '/hearing/:linkId/audio',
      answer: (request) => audio.hear(hearingOf(request), request.headers.range),
    },
    {
      method: 'HEAD',
      path: '/hearing/:linkId/audio',
      answer: (request) => audio.describe(hearingOf(request)),
    },
    { method: 'GET', path: '/hearing/:linkId/copy', answer: (request) => audio.copy(hearingOf(request)) },
  ];
}

function hearingOf(request: Request): Session {
  const { linkId } = request.params as { readonly linkId: string };
  return { linkId, browserSecret: secretIn(request.headers.cookie, linkId) };
}

async function page({ viewHearing, clock, zone }: HearingDeps, hearing: Session): Promise<Answer> {
  const seen = await viewHearing(hearing);
  return seen.ok ? pageAnswer(200, playerPage(seen.value, clock.now())) : refusedPage(seen.error, zone);
}

async function standing({ viewHearing, zone }: HearingDeps, hearing: Session): Promise<Answer> {
  const seen = await viewHearing(hearing);
  return seen.ok ? jsonAnswer(200, { until: seen.value.until }) : refusedJson(seen.error, zone);
}
