import type { FormErrors, FormValues } from '../../../kernel/form.ts';
import type { RecordingId } from '../../../kernel/ids.ts';
import { holdsCardNumber } from '../../../kernel/paymentCard.ts';
import { type Refused, refusal, refused } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { SubmitFault } from '../../../kernel/submitFault.ts';
import { dateIn } from '../../../kernel/time.ts';
import { saysWhy } from '../../../kernel/typedText.ts';
import type { Context } from '../../../stores.ts';
import type { Actor } from '../../people/actor.ts';
import { personNow } from '../../people/currentDirectory.ts';
import { mayActAsDpo } from '../../people/model/person.ts';
import type { Receipt } from '../../recordings/model/deletionOrder.ts';
import type { Recording } from '../../recordings/model/recording.ts';
import type { PlaceInTime } from '../../recordings/model/recordingQueries.ts';
import { searchQueries } from '../../recordings/model/searching.ts';
import type { CaseDeps } from '../actOnCase.ts';
import { extensionsOf } from '../holds/placeHold.ts';
import { narrowsCalls, parseSubjectQuery, type RecordingSearch, subjectQueryErrors } from '../model/subjectSearch.ts';

/** What is known of one call the DPO’s search came upon. */
export type SearchHit =
  | { readonly kind: 'stored'; readonly recording: Recording; readonly isHeld: boolean }
  | { readonly kind: 'held'; readonly recording: Recording }
  | { readonly kind: 'deleted'; readonly receipt: Receipt };

/** One page of what was found, the newest first. */
export interface FoundView {
  readonly search: RecordingSearch;
  /** The page’s number, from 1. */
  readonly page: number;
  readonly found: readonly SearchHit[];
  readonly hasMore: boolean;
  readonly zone: string;
}

/** Calls a page: what fits a message on both platforms with a button each. */
export const FOUND_A_PAGE = 8;

/** Pages somebody may turn: beyond them a search is browsing, and must be narrowed. */
const MAX_PAGES = 50;

export type FindRecordings = (act: {
  readonly actor: Actor;
  readonly values: FormValues;
}) => Promise<Result<FoundView, SubmitFault>>;

/** The DPO’s own search, by person, number, extension and dates; with a reason, and audited (policy 5.3, 5.4). */
export const createFindRecordings =
  (deps: CaseDeps): FindRecordings =>
  async ({ actor, values }) => {
    const { uow, clock, ids, practice } = deps;
    const now = clock.now();
    const subjectQuery = parseSubjectQuery(values, dateIn(now, practice.zone));
    const reason = values.reason?.trim() ?? '';
    const errors: FormErrors = {
      ...(subjectQuery.ok ? {} : subjectQueryErrors(subjectQuery.error)),
      ...reasonErrors(reason),
    };
    const isDpo = await maySearch(deps, actor);
    if (isDpo && (!subjectQuery.ok || Object.keys(errors).length > 0)) return err({ kind: 'fields', errors });
    if (isDpo && subjectQuery.ok && !narrowsCalls(subjectQuery.value))
      return err({
        kind: 'fields',
        errors: {
          person: 'Give a name, a telephone number or an extension: listing everything would be browsing (policy 5.3).',
        },
      });
    return uow.run(async (context) => {
      const search = subjectQuery.ok
        ? { id: ids.named('F'), by: actor.email, at: now, reason, subjectQuery: subjectQuery.value }
        : undefined;
      const allowed = isDpo && search !== undefined;
      const view = allowed ? await pageOf(context, search, 1) : undefined;
      await context.recordAudit(actor, {
        action: 'recordings.search',
        subject: allowed ? search.id : '-',
        outcome: allowed ? 'ok' : 'not-the-dpo',
        detail: { found: view?.found.length ?? 0, more: view?.hasMore ?? false },
      });
      if (!allowed || !view) return err({ kind: 'refused', refused: refusal('not-the-dpo') });
      await context.searches.insert(search);
      return ok(view);
    });
  };

/** The id of a case, which may be a letter and digits alone. */
const CASE_ID = /(?<![\p{L}\d])[SP]-[0-9A-Z]{7}(?![\p{L}\d])/u;

function reasonErrors(reason: string): FormErrors {
  if (!saysWhy(reason) && !CASE_ID.test(reason))
    return { reason: 'Write why you search, in a few words: it is written down (policy 5.3).' };
  if (holdsCardNumber(reason))
    return { reason: 'This looks like a payment card number. Take it out; nothing was kept.' };
  return reason.length > 500 ? { reason: 'Shorten this to 500 characters.' } : {};
}

async function maySearch({ uow }: CaseDeps, actor: Actor): Promise<boolean> {
  const person = await uow.read((context) => personNow(context, actor));
  return mayActAsDpo(person);
}

const isPage = (page: number): boolean => Number.isInteger(page) && page >= 1 && page <= MAX_PAGES;

export type TurnPage = (act: {
  readonly actor: Actor;
  readonly searchId: string;
  readonly page: number;
}) => Promise<Result<FoundView, Refused>>;

/** Another page of a search, for the one who made it. */
export const createTurnPage =
  (deps: CaseDeps): TurnPage =>
  async ({ actor, searchId, page }) => {
    const isDpo = await maySearch(deps, actor);
    return deps.uow.run(async (context) => {
      const search = await context.searches.find(searchId);
      const fault = !isDpo
        ? 'not-the-dpo'
        : !search || search.by !== actor.email || !isPage(page)
          ? 'search-over'
          : undefined;
      await context.recordAudit(actor, {
        action: 'recordings.page',
        subject: search?.id,
        outcome: fault,
        detail: { page: isPage(page) ? page : null },
      });
      if (fault || !search) return refused(fault ?? 'search-over');
      return ok(await pageOf(context, search, page));
    });
  };

/** All up to the page at once; the last page where there are fewer. */
async function pageOf(context: Context, search: RecordingSearch, page: number): Promise<FoundView> {
  const found = await nextFound(context, search, null, page * FOUND_A_PAGE + 1);
  const at = Math.min(page, Math.max(1, Math.ceil(found.length / FOUND_A_PAGE)));
  const end = at * FOUND_A_PAGE;
  return {
    search,
    page: at,
    found: found.slice(end - FOUND_A_PAGE, end),
    hasMore: found.length > end && at < MAX_PAGES,
    zone: context.practice.zone,
  };
}

export const placeOf = (found: SearchHit): PlaceInTime =>
  found.kind === 'deleted'
    ? { startedAt: found.receipt.startedAt, id: found.receipt.recordingId }
    : { startedAt: found.recording.startedAt, id: found.recording.id };

const newestFirst = (a: SearchHit, b: SearchHit): number => {
  const [x, y] = [placeOf(a), placeOf(b)];
  if (x.startedAt !== y.startedAt) return x.startedAt < y.startedAt ? 1 : -1;
  return x.id < y.id ? 1 : -1;
};

/** What is stored, what is held though its recording has gone, and what was deleted, put together by time. */
export async function nextFound(
  context: Context,
  { subjectQuery }: Pick<RecordingSearch, 'subjectQuery'>,
  after: PlaceInTime | null,
  limit: number,
): Promise<readonly SearchHit[]> {
  const queries = searchQueries(
    subjectQuery,
    extensionsOf(subjectQuery.person, context.practice),
    context.practice.zone,
  );
  // A receipt has no name: no question by one finds any.
  const nameless = queries.filter(({ words }) => words.length === 0);
  const receipts = await each(nameless, (query) => context.receipts.search(query, after, limit));
  const kept = await each(queries, (query) => context.holds.search(query, after, limit));
  const live = await each(queries, (query) => context.recordings.search(query, after, limit));
  // What is stored comes before what is left of it, and a copy before a receipt.
  const all = new Map<RecordingId, SearchHit>([
    ...receipts.map((receipt) => [receipt.recordingId, { kind: 'deleted', receipt }] as const),
    ...kept.map(({ recording }) => [recording.id, { kind: 'held', recording }] as const),
    ...live.map((recording) => [recording.id, { kind: 'stored', recording, isHeld: false }] as const),
  ]);
  return withHolds(context, [...all.values()].sort(newestFirst).slice(0, limit));
}

async function each<T, Answer>(
  all: readonly T[],
  ask: (one: T) => Promise<readonly Answer[]>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const one of all) answers.push(...(await ask(one)));
  return answers;
}

/** Says of what is stored whether a copy of it is kept. */
async function withHolds({ holds }: Context, found: readonly SearchHit[]): Promise<readonly SearchHit[]> {
  const stored = found.flatMap((one) => (one.kind === 'stored' ? [one.recording.id] : []));
  const held = new Set((await holds.findKept(stored)).map(({ recordingId }) => recordingId));
  return found.map((one) => (one.kind === 'stored' ? { ...one, isHeld: held.has(one.recording.id) } : one));
}
