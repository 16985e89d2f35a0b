import type { Route } from '../../../platform/http/route.ts';
import { oneTimeRoutes, type TokenRouteDeps } from '../../../platform/http/tokenRoutes.ts';
import type { LookAtLink, OpenClip } from '../openClip.ts';
import { landingPage } from './landingPage.ts';

export interface ListenDeps extends TokenRouteDeps {
  readonly lookAtLink: LookAtLink;
  readonly openClip: OpenClip;
}

/** A fresh link to a clip. */
export const listenRoutes = ({ lookAtLink: look, openClip: open, ...deps }: ListenDeps): readonly Route[] =>
  oneTimeRoutes(['/listen', '/playback'], { ...deps, look, open }, landingPage);
