import type { Deps } from '../../deps.ts';
import type { RequestId } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Stores } from '../../stores.ts';
import { knownPersonNow } from '../people/currentDirectory.ts';
import type { SilencedSpan } from '../requests/model/grant.ts';
import { type CaseRelease, findRelease } from './caseRelease.ts';
import { marginOf, totalMs } from './model/redaction.ts';
import { type DeskVisit, findVisit, type PageLinkView, type Visited } from './openPage.ts';

type Part = Pick<Deps, 'uow' | 'clock' | 'practice'>;

/** What has been settled of a clip, as its page shows it. */
export interface SettledView {
  readonly marked: readonly SilencedSpan[];
  readonly silencedMs: number;
  readonly at: Instant;
  readonly byName: string;
}

export interface SilencingView {
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
  /** Set of a silencing page. */
  readonly silencing: SilencingView | null;
}

export type ViewDeskPage = (visit: DeskVisit) => Promise<Result<DeskPageView, Refused>>;

/** A page of the desk's own, and its question whether it may go on. */
export const createViewDeskPage =
  ({ uow, clock, practice }: Part): ViewDeskPage =>
  (visit) =>
    uow.read(async (stores) => {
      const now = clock.now();
      const visited = await findVisit(stores, practice, visit, now);
      if (!visited.ok) return refused(visited.error);
      const { view } = visited.value;
      if (view.page.kind === 'papers') return ok({ ...view, silencing: null });
      const release = await releaseOf(stores, practice, visited.value, now);
      if (!release.ok) return refused(release.error);
      return ok({ ...view, silencing: await silencingView(stores, practice, release.value, now) });
    });

/** What a silencing page is about, if it may still be worked on. */
export const releaseOf = async (
  stores: Stores,
  practice: Part['practice'],
  { link, person }: Visited,
  now: Instant,
): Promise<Result<CaseRelease, Refusal>> =>
  link.page.kind === 'silencing'
    ? (await findRelease(stores, practice, { requestId: link.page.requestId, actor: person }, now)).result
    : err('link-unknown');

async function silencingView(
  stores: Stores,
  practice: Part['practice'],
  { request, file, grant, clip }: CaseRelease,
  now: Instant,
): Promise<SilencingView> {
  const { redaction } = grant;
  return {
    requestId: request.id,
    caseId: file.id,
    accessUntil: grant.until,
    durationMs: clip.durationMs,
    peaks: clip.peaks,
    marginMs: marginOf(clip),
    settled: redaction && {
      marked: redaction.marked,
      silencedMs: totalMs(redaction.spans),
      at: redaction.at,
      byName: (await knownPersonNow(stores, practice, redaction.by, now)).name,
    },
  };
}
