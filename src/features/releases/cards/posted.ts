import { notice } from '../../messaging/model/notice.ts';
import type { PostContext, PostLoaders } from '../../messaging/posted.ts';
import { loadPostedRequest } from '../../requests/loadPostedRequest.ts';
import type { ReleaseCard } from './views.ts';

const posted = (kind: 'release' | 'link-locked') => async (from: PostContext) => {
  const found = await loadPostedRequest(from);
  if (!found || 'instead' in found) return found?.instead;
  const { view } = found;
  const outside = view.grant === null ? [] : await from.context.links.findExternal(view.grant.id);
  return { kind, view, outside };
};

export const postedReleases: PostLoaders<'release' | 'link-locked' | 'link-given', ReleaseCard> = {
  release: posted('release'),
  'link-locked': posted('link-locked'),
  // The passcode stands as long as a link waits for it; nothing else is ever drawn in its place.
  'link-given': async ({ context, post }) => {
    const grant = await context.grants.findByRequest(post.subject);
    const links = grant ? await context.links.findExternal(grant.id) : [];
    return links.some(({ end, playbacks, playbacksLeft }) => end === null && playbacksLeft === playbacks)
      ? undefined
      : GIVEN;
  },
};

const GIVEN = notice(
  'plain',
  'The passcode is gone from this chat',
  'Its link has been opened, or can be opened no more. What becomes of the link stands on the release’s card.',
);
