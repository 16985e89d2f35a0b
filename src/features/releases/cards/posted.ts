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

export const postedReleases: PostLoaders<'release' | 'link-locked', ReleaseCard> = {
  release: posted('release'),
  'link-locked': posted('link-locked'),
};
