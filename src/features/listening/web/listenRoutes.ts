import type { Door } from '../../../platform/http/route.ts';
import { oneTimeDoors, type TokenDoorDeps } from '../../../platform/http/tokenRoutes.ts';
import type { LookAtLink, OpenClip } from '../openClip.ts';
import { landingPage } from './landingPage.ts';

export interface ListenDeps extends TokenDoorDeps {
  readonly lookAtLink: LookAtLink;
  readonly openClip: OpenClip;
}

/** A fresh link to a clip. */
export const listenDoors = ({ lookAtLink: look, openClip: open, ...deps }: ListenDeps): readonly Door[] =>
  oneTimeDoors(['/listen', '/hearing'], { ...deps, look, open }, landingPage);
