import type { Refusal } from '../../kernel/refusal.ts';
import type { Grant } from '../requests/model/grant.ts';
import type { AccessRequest } from '../requests/model/request.ts';
import { releaseAccessFault } from '../requests/visibility.ts';
import { type ClipPageView, clipPageView } from './clipPage.ts';
import { type ClipLink, clipFault } from './model/clipLink.ts';
import { createLookAt, createOpen, type LinkPolicy } from './openLink.ts';

interface LinkedClip {
  readonly grant: Grant;
  readonly request: AccessRequest;
  /** Why it is no longer the holder's to hear, whatever the grant says. */
  readonly standing: Refusal | undefined;
}

const CLIP_LINKS: LinkPolicy<ClipLink, LinkedClip, ClipPageView> = {
  kind: 'clip',
  load: async (context, link) => {
    const grant = await context.grants.find(link.grantId);
    const request = grant && (await context.requests.find(grant.requestId));
    if (!grant || !request) return undefined;
    const standing = await releaseAccessFault(context, request, link.mintedFor);
    return { grant, request, standing };
  },
  access: ({ grant }, now) => clipFault(grant, now),
  opener: ({ standing }) => standing,
  end: ({ grant }) => grant.until,
  audit: ({ id }, { request }) => ({ action: 'clip.open', subject: request.id, detail: { link: id } }),
  view: (link, { grant, request }, practice) => clipPageView(link, grant, request, practice),
};

export const createLookAtLink = (deps: Parameters<typeof createLookAt>[0]) => createLookAt(deps, CLIP_LINKS);

export type LookAtLink = ReturnType<typeof createLookAtLink>;

export const createOpenClip = (deps: Parameters<typeof createOpen>[0]) => createOpen(deps, CLIP_LINKS);

export type OpenClip = ReturnType<typeof createOpenClip>;
