import type { RequestId } from '../../kernel/ids.ts';
import { type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Context } from '../../stores.ts';
import type { Session } from '../listening/openLink.ts';
import type { WholeSound } from '../listening/wholeSound.ts';
import { knownPersonNow } from '../people/currentDirectory.ts';
import type { Recording } from '../recordings/model/recording.ts';
import type { RedactedSpan } from '../requests/model/grant.ts';
import { marginOf, totalMs } from '../requests/model/redaction.ts';
import { type AccessRequest, agreedTerms, partChosen } from '../requests/model/request.ts';
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
  /** Set of a page where a call is heard before it is decided. */
  readonly hearing: HearingView | null;
}

interface HearingView {
  readonly request: AccessRequest;
  readonly recording: Recording;
  readonly durationMs: number;
  readonly peaks: readonly number[];
  /** The part that this person chose before, or what others have agreed to. */
  readonly chosen: RedactedSpan | null;
}

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
