import { refusedPage } from '../../../platform/http/refusalResponse.ts';
import { pageAnswer } from '../../../platform/http/response.ts';
import type { Door } from '../../../platform/http/route.ts';
import { leadTo, type TokenDoorDeps, tokenDoors } from '../../../platform/http/tokenRoutes.ts';
import type { LookAtLink, OpenClip } from '../openClip.ts';
import { landingPage } from './landingPage.ts';

export interface ListenDeps extends TokenDoorDeps {
  readonly lookAtLink: LookAtLink;
  readonly openClip: OpenClip;
}

/** A fresh link to a clip. */
export const listenDoors = (deps: ListenDeps): readonly Door[] =>
  tokenDoors(
    '/listen',
    deps,
    async (token) => {
      const seen = await deps.lookAtLink(token);
      return seen.ok
        ? pageAnswer(200, landingPage(seen.value, deps.clock.now()))
        : refusedPage(seen.error, deps.zone);
    },
    async (token) => {
      const opened = await deps.openClip(token);
      if (!opened.ok) return refusedPage(opened.error, deps.zone);
      return leadTo('/hearing', opened.value.view, opened.value.browserSecret, deps);
    },
  );
