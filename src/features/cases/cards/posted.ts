import { ERASED } from '../../messaging/model/notice.ts';
import type { PostContext, PostLoader, PostLoaders } from '../../messaging/posted.ts';
import { maySeeDetails } from '../../requests/visibility.ts';
import { type CaseView, loadCaseView } from '../loadCaseView.ts';
import type { CaseCard } from './views.ts';

const posted =
  (card: (view: CaseView, from: PostContext) => CaseCard): PostLoader<CaseCard> =>
  async (from) => {
    const { context, post, practice } = from;
    const caseRecord = await context.cases.find(post.subject);
    if (!caseRecord) return ERASED;
    const isFull = maySeeDetails(caseRecord, post.audience, practice.directory, context.now);
    return card(await loadCaseView(context, caseRecord, isFull), from);
  };

export const postedCases: PostLoaders<'case' | 'case-reminder' | 'emergency-notice' | 'report-received', CaseCard> = {
  case: posted((view) => ({ kind: 'case', view })),
  'case-reminder': posted((view) => ({ kind: 'case-reminder', view })),
  'emergency-notice': posted((view) => ({ kind: 'emergency-notice', view })),
  'report-received': posted(({ caseRecord, unreached }, { practice }) => ({
    kind: 'report-received',
    caseRecord,
    unreached,
    zone: practice.zone,
  })),
};
