import type { RequestId } from '../../kernel/ids.ts';
import { type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Context } from '../../stores.ts';
import type { Session } from '../listening/openLink.ts';
import { knownPersonNow } from '../people/currentDirectory.ts';
import type { RedactedSpan } from '../requests/model/grant.ts';
import { marginOf, totalMs } from '../requests/model/redaction.ts';
import { type CaseRelease, findRelease } from './caseRelease.ts';
import { findVisit, type PageLinkView, type VisitDeps, type Visited } from './openPage.ts';

/** What has been settled of a clip, as its page shows it. */
interface SettledView {
  readonly marked: readonly RedactedSpan[];
  readonly silencedMs: number;
  readonly at: Instant;
  readonly byName: string;
}

export interface RedactionView {
  readonly requestId: RequestId;
  readonly caseId: string;
  readonly accessUntil: Instant;
  readonly durationMs: number;
  readonly peaks: readonly number[];
  /** How much further than marked each part is silenced, at both ends. */
  readonly marginMs: number;
  /** Null until something has been settled. */
  readonly settled: SettledView | null;
}

export interface DeskPageView extends PageLinkView {
  /** Set of a redaction page. */
  readonly redaction: RedactionView | null;
}

export type ViewDeskPage = (visit: Session) => Promise<Result<DeskPageView, Refused>>;

/** A page of the desk's own, and its question whether it may go on. */
export const createViewDeskPage =
  (deps: VisitDeps): ViewDeskPage =>
  async (visit) => {
    const visited = await findVisit(deps, visit);
    if (!visited.ok) return refused(visited.error);
    const { view } = visited.value;
    if (view.page.kind === 'documents') return ok({ ...view, redaction: null });
    return deps.uow.read(async (context) => {
      const release = await releaseOf(context, visited.value);
      if (!release.ok) return refused(release.error);
      return ok({ ...view, redaction: await redactionView(context, release.value) });
    });
  };

/** What a redaction page is about, if it may still be worked on. */
export const releaseOf = async (context: Context, { link, person }: Visited): Promise<Result<CaseRelease, Refusal>> =>
  link.page.kind === 'redaction'
    ? (await findRelease(context, { requestId: link.page.requestId, actor: person })).result
    : err('link-unknown');

async function redactionView(
  context: Context,
  { request, caseRecord, grant, clip }: CaseRelease,
): Promise<RedactionView> {
  const { redaction } = grant;
  return {
    requestId: request.id,
    caseId: caseRecord.id,
    accessUntil: grant.until,
    durationMs: clip.durationMs,
    peaks: clip.peaks,
    marginMs: marginOf(clip),
    settled: redaction && {
      marked: redaction.marked,
      silencedMs: totalMs(redaction.spans),
      at: redaction.at,
      byName: (await knownPersonNow(context, redaction.by)).name,
    },
  };
}
