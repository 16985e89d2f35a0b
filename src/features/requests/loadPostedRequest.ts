import { ERASED, type NoticeCard, notice } from '../messaging/model/notice.ts';
import type { PostContext } from '../messaging/posted.ts';
import { loadRequestView, type RequestView } from './loadRequestView.ts';
import { isErased } from './model/erasure.ts';
import type { AccessRequest } from './model/request.ts';
import { maySeeDetails, redactFor } from './visibility.ts';

/**
 * The request of a post as its audience may see it, or the notice that stands in its place; undefined when
 * the request is not known. What is put to directors is theirs to decide; the rest of a case's release is for
 * those who work on the case.
 */
export async function loadPostedRequest(
  { context, post, practice: { directory } }: PostContext,
  isPutToDirectors = false,
): Promise<{ readonly view: RequestView } | { readonly instead: NoticeCard } | undefined> {
  const request = await context.requests.find(post.subject);
  if (!request) return undefined;
  if (isErased(request)) return { instead: ERASED };
  const view = redactFor(await loadRequestView(context, request), post.audience, directory);
  return view.caseRecord && !isPutToDirectors && !maySeeDetails(view.caseRecord, post.audience, directory, context.now)
    ? { instead: detailsElsewhere(request) }
    : { view };
}

/** Where a case's release is told of and its details may not stand. */
const detailsElsewhere = ({ id, caseId }: AccessRequest): NoticeCard =>
  notice(
    'plain',
    `Release ${id}`,
    `It belongs to case ${caseId}. Names and details stand in the Data Protection Officer’s own chat alone.`,
  );
