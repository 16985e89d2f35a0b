import type { Route } from '../../../platform/http/route.ts';
import { oneTimeRoutes, type TokenRouteDeps } from '../../../platform/http/tokenRoutes.ts';
import type { LookAtPage, OpenPage } from '../openPage.ts';
import { pageLandingPage } from './pageLandingPage.ts';

export interface PageDeps extends TokenRouteDeps {
  readonly lookAtPage: LookAtPage;
  readonly openPage: OpenPage;
}

/** A fresh link to a page of the desk's own. */
export const pageRoutes = ({ lookAtPage: look, openPage: open, ...deps }: PageDeps): readonly Route[] =>
  oneTimeRoutes(['/page', '/desk'], { ...deps, look, open }, pageLandingPage);
