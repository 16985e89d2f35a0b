import { ERASED } from '../../messaging/model/notice.ts';
import type { PostContext, PostLoader, PostLoaders } from '../../messaging/posted.ts';
import { isFullFor } from '../../requests/visibility.ts';
import type { CaseView } from '../caseView.ts';
import { loadCaseView } from '../loadCaseView.ts';
import type { CaseCard } from './views.ts';

const posted =
  (card: (view: CaseView, from: PostContext) => CaseCard): PostLoader<CaseCard> =>
  async (from) => {
    const { context, post, practice } = from;
    const file = await context.cases.find(post.subject);
    if (!file) return ERASED;
    const isFull = isFullFor(file, post.audience, practice.directory, context.now);
    return card(await loadCaseView(context, file, isFull), from);
  };

export const postedCases: PostLoaders<
  'case' | 'case-reminder' | 'emergency-notice' | 'report-received',
  CaseCard
> = {
  case: posted((view) => ({ kind: 'case', view })),
  'case-reminder': posted((view) => ({ kind: 'case-reminder', view })),
  'emergency-notice': posted((view) => ({ kind: 'emergency-notice', view })),
  'report-received': posted(({ file, unreached }, { practice }) => ({
    kind: 'report-received',
    file,
    unreached,
    zone: practice.zone,
  })),
};
