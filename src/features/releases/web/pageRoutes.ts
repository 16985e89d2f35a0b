import { refusedPage } from '../../../platform/http/refusalResponse.ts';
import { pageAnswer } from '../../../platform/http/response.ts';
import type { Door } from '../../../platform/http/route.ts';
import { leadTo, type TokenDoorDeps, tokenDoors } from '../../../platform/http/tokenRoutes.ts';
import type { LookAtPage, OpenPage } from '../openPage.ts';
import { pageLandingPage } from './pageLandingPage.ts';

export interface PageDeps extends TokenDoorDeps {
  readonly lookAtPage: LookAtPage;
  readonly openPage: OpenPage;
}

/** A fresh link to a page of the desk's own. */
export const pageDoors = (deps: PageDeps): readonly Door[] =>
  tokenDoors(
    '/page',
    deps,
    async (token) => {
      const seen = await deps.lookAtPage(token);
      return seen.ok
        ? pageAnswer(200, pageLandingPage(seen.value, deps.clock.now()))
        : refusedPage(seen.error, deps.zone);
    },
    async (token) => {
      const opened = await deps.openPage(token);
      if (!opened.ok) return refusedPage(opened.error, deps.zone);
      return leadTo('/desk', opened.value.view, opened.value.browserSecret, deps);
    },
  );
