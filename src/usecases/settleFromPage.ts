import type { Redaction, SilencedSpan } from '../domain/release/grant.ts';
import type { Result } from '../domain/result.ts';
import type { Deps } from './deps.ts';
import { type DeskVisit, findVisit } from './openPage.ts';
import { type Refused, refused } from './refused.ts';
import type { SettleRedaction } from './settleRedaction.ts';

type Part = Pick<Deps, 'uow' | 'clock' | 'practice'> & { readonly settleRedaction: SettleRedaction };

export type SettleFromPage = (act: {
  readonly visit: DeskVisit;
  readonly spans: readonly SilencedSpan[];
}) => Promise<Result<Redaction, Refused>>;

/** What is marked on a silencing page, settled for the clip the page is about and in the name of the person it was opened for. */
export const createSettleFromPage =
  ({ uow, clock, practice, settleRedaction }: Part): SettleFromPage =>
  async ({ visit, spans }) => {
    const now = clock.now();
    const visited = await uow.read((stores) => findVisit(stores, practice, visit, now));
    if (visited.ok && visited.value.link.page.kind === 'silencing') {
      const { requestId } = visited.value.link.page;
      return settleRedaction({ requestId, actor: visited.value.person, spans });
    }
    const fault = visited.ok ? 'link-unknown' : visited.error;
    await uow.run(async ({ audit, pageLinks }) => {
      const link = await pageLinks.find(visit.linkId);
      await audit.append({
        at: now,
        // The browser is not the page's own, or the person's no longer: who it is cannot be said.
        actor: 'unknown',
        action: 'clip.silence',
        subject: link?.page.kind === 'silencing' ? link.page.requestId : '-',
        outcome: fault,
        detail: { page: link ? link.id : null },
      });
    });
    return refused(fault);
  };
