import type { Door } from '../../../platform/http/route.ts';
import { oneTimeDoors, type TokenDoorDeps } from '../../../platform/http/tokenRoutes.ts';
import type { LookAtPage, OpenPage } from '../openPage.ts';
import { pageLandingPage } from './pageLandingPage.ts';

export interface PageDeps extends TokenDoorDeps {
  readonly lookAtPage: LookAtPage;
  readonly openPage: OpenPage;
}

/** A fresh link to a page of the desk's own. */
export const pageDoors = ({ lookAtPage: look, openPage: open, ...deps }: PageDeps): readonly Door[] =>
  oneTimeDoors(['/page', '/desk'], { ...deps, look, open }, pageLandingPage);
