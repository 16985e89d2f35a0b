import { type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Context } from '../../stores.ts';
import type { Session } from '../listening/openLink.ts';
import type { WholeSound } from '../listening/wholeSound.ts';
import { knownPersonNow } from '../people/currentDirectory.ts';
import type { Hearing } from '../requests/hearFirst.ts';
import type { RedactedSpan } from '../requests/model/grant.ts';
import { marginOf, totalMs } from '../requests/model/redaction.ts';
import { agreedTerms, partChosen } from '../requests/model/request.ts';
import { type CaseRelease, findRelease } from './caseRelease.ts';
import { findVisit, type PageLinkView, type VisitDeps, type Visited } from './openPage.ts';

export interface DeskPageView extends PageLinkView {
  /** Set of a redaction page. */
  readonly redaction: RedactionView | null;
  /** Set of a page where a call is heard before it is decided. */
  readonly hearing: HearingView | null;
}

/** `chosen`: the part that this person chose before, or what others have agreed to. */
type HearingView = Hearing & Pick<RedactionView, 'durationMs' | 'peaks'> & { readonly chosen: RedactedSpan | null };

export type ViewDeskPage = (visit: Session) => Promise<Result<DeskPageView, Refused>>;

/** A page of the desk's own, and its question whether it may go on. */
export const createViewDeskPage =
  (deps: VisitDeps & { readonly wholeSound: WholeSound }): ViewDeskPage =>
  async (visit) => {
    const visited = await findVisit(deps, visit);
    if (!visited.ok) return refused(visited.error);
    const { view, hearing, person } = visited.value;
    if (hearing) {
      const whole = await deps.wholeSound(hearing);
      if (!whole.ok) return refused(whole.error);
      const { durationMs, peaks } = whole.value;
      const chosen = partChosen(hearing.request, person, hearing.recording.id) ?? agreedTerms(hearing.request) ?? null;
      return ok({ ...view, redaction: null, hearing: { ...hearing, durationMs, peaks, chosen } });
    }
    if (view.page.kind !== 'redaction') return ok({ ...view, redaction: null, hearing });
    return deps.uow.read(async (context) => {
      const release = await releaseOf(context, visited.value);
      if (!release.ok) return refused(release.error);
      return ok({ ...view, redaction: await redactionView(context, release.value), hearing });
    });
  };

/** What a redaction page is about, if it may still be worked on. */
export const releaseOf = async (context: Context, { link, person }: Visited): Promise<Result<CaseRelease, Refusal>> =>
  link.page.kind === 'redaction'
    ? (await findRelease(context, { requestId: link.page.requestId, actor: person })).result
    : err('link-unknown');

async function redactionView(context: Context, { request, caseRecord, grant, clip }: CaseRelease) {
  const { redaction } = grant;
  return {
    requestId: request.id,
    caseId: caseRecord.id,
    accessUntil: grant.until,
    durationMs: clip.durationMs,
    peaks: clip.peaks,
    /** How much further than marked each part is silenced, at both ends. */
    marginMs: marginOf(clip),
    /** Null until something has been settled. */
    settled: redaction && {
      marked: redaction.marked,
      silencedMs: totalMs(redaction.spans),
      at: redaction.at,
      byName: (await knownPersonNow(context, redaction.by)).name,
    },
  };
}

export type RedactionView = Readonly<Awaited<ReturnType<typeof redactionView>>>;
