import type { CaseId, HoldId, RecordingId } from '../../../kernel/ids.ts';
import { allPages } from '../../../kernel/pages.ts';
import { addMonths, addMs, dateIn, earlier, type Instant, later, type PlainDate } from '../../../kernel/time.ts';
import type { Context, Deps, Stores } from '../../../stores.ts';
import { nameWords } from '../../recordings/model/matching.ts';
import type { Recording } from '../../recordings/model/recording.ts';
import { holdQueries, type SubjectQuery } from '../../recordings/model/searching.ts';
import { type CaseRecord, caseSchema } from '../model/case.ts';
import type { HeldCopy, Hold } from '../model/hold.ts';
import { narrowsCalls } from '../model/subjectSearch.ts';

/** Copies of one case made side by side: few enough that people's cards are not kept waiting. */
const QUEUES = 4;

/** What is copied side by side and settled together: few bytes, so that a slow line brings all of them in time. */
const BATCH = { copies: 16, bytes: 4 * 1024 * 1024 } as const;

/** Rows read of storage's index at a time. */
const PAGE = 1_000;

export interface NewHold extends Pick<Hold, 'caseId' | 'reason' | 'owner' | 'ownerName' | 'endsOn'> {
  readonly recordings: readonly Recording[];
}

/** Places a hold within the caller's transaction; the copies follow through the outbox. */
export async function placeHold(context: Context, { recordings, ...rest }: NewHold): Promise<Hold> {
  const hold: Hold = {
    ...rest,
    id: context.ids.named('H'),
    version: 0,
    placedAt: context.now,
    state: 'active',
    proposal: null,
    released: null,
  };
  await context.holds.insert(hold);
  await addToHold(context, hold, recordings);
  return hold;
}

/** Puts recordings under a hold that stands. Those under it already stay as they are; gives how many were new. */
export async function addToHold(
  context: Context,
  hold: Pick<Hold, 'id' | 'caseId'>,
  recordings: readonly Recording[],
): Promise<number> {
  const known = new Set((await context.holds.copiesOf(hold.id)).map(({ recordingId }) => recordingId));
  const copies = recordings
    .filter(({ id }) => !known.has(id))
    .map((recording) => newCopy(hold, recording, context.now, context.ids));
  if (copies.length === 0) return 0;
  await context.holds.addCopies(copies);
  await orderCopies(context.outbox, copies);
  await context.recordAudit('desk', {
    action: 'hold.place',
    subject: hold.caseId ?? hold.id,
    detail: { hold: hold.id, recordings: copies.length },
  });
  return copies.length;
}

/** Orders again the copies of a hold that storage would not let be made. Gives how many there are. */
export async function copyAgain({ holds, outbox }: Context, holdId: HoldId): Promise<number> {
  const copies = (await holds.copiesOf(holdId)).filter(({ state, fault }) => state === 'copying' && fault !== null);
  await orderCopies(outbox, copies);
  return copies.length;
}

async function orderCopies(outbox: Context['outbox'], copies: readonly HeldCopy[]): Promise<void> {
  for (const [at, copyIds] of batchesOf(copies).entries())
    await outbox.enqueue(`hold:${at % QUEUES}`, { kind: 'hold-copies', copyIds });
}

/** The cases under whose hold a recording is kept. */
export async function casesHolding(
  { holds }: Pick<Stores, 'holds'>,
  recordingId: RecordingId,
): Promise<readonly CaseId[]> {
  const ids = new Set<CaseId>();
  for (const { holdId } of await holds.findKept([recordingId])) {
    const caseId = (await holds.find(holdId))?.caseId;
    if (caseId) ids.add(caseId);
  }
  return [...ids];
}

/** Ids by the batch; a recording larger than one goes alone. */
function batchesOf(copies: readonly HeldCopy[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let room = { copies: 0, bytes: 0 };
  for (const { id, recording } of copies) {
    if (room.copies === 0 || room.bytes < recording.bytes) {
      batches.push([]);
      room = { ...BATCH };
    }
    batches.at(-1)?.push(id);
    room = { copies: room.copies - 1, bytes: room.bytes - recording.bytes };
  }
  return batches;
}

const newCopy = (hold: Pick<Hold, 'id'>, recording: Recording, now: Instant, ids: Deps['ids']): HeldCopy => ({
  id: ids.unique(),
  version: 0,
  holdId: hold.id,
  recordingId: recording.id,
  recording,
  orderedAt: now,
  blobName: `${hold.id}/${recording.id}${endingOf(recording.blobName)}`,
  state: 'copying',
  sha256: null,
  heldAt: null,
  fault: null,
});

/** `.wav`, `.mp3`; nothing else of the name, which often holds a person’s. */
const endingOf = (blobName: string): string => /\.[A-Za-z0-9]{1,8}$/.exec(blobName)?.[0].toLowerCase() ?? '';

/** Extensions of staff whose name this is. */
export function extensionsOf(
  person: string | null,
  { directory }: Pick<Deps['practice'], 'directory'>,
): readonly string[] {
  const words = person === null ? [] : nameWords(person);
  if (words.length === 0) return [];
  return directory.people
    .filter(({ name }) => {
      const own = nameWords(name);
      return own.length > 0 && own.every((word) => words.includes(word));
    })
    .flatMap(({ extensions }) => extensions);
}

/**
 * What a case means of what is stored now, and of what another hold keeps though its recording has gone: calls that had
 * begun when it was reported. All of them: a receptionist's own calls of a month are more than a thousand.
 */
export async function meantByCase(
  context: Context,
  {
    subjectQuery,
    report,
  }: { readonly subjectQuery: SubjectQuery; readonly report: Pick<CaseRecord['report'], 'reportedAt'> },
  within?: { readonly from: Instant; readonly to: Instant },
): Promise<readonly Recording[]> {
  if (!narrowsCalls(subjectQuery)) return [];
  const found = new Map<string, Recording>();
  for (const query of holdQueries(
    subjectQuery,
    extensionsOf(subjectQuery.person, context.practice),
    context.practice.zone,
  )) {
    const to = earlier(query.to, addMs(report.reportedAt, 1));
    const asked = within
      ? { ...query, from: later(query.from, within.from), to: earlier(to, within.to) }
      : { ...query, to };
    const kept = async (after: Recording | null, size: number) =>
      (await context.holds.search(asked, after, size)).map(({ recording }) => recording);
    const live = (after: Recording | null, size: number) => context.recordings.search(asked, after, size);
    for (const each of [...(await allPages(PAGE, kept)), ...(await allPages(PAGE, live))]) found.set(each.id, each);
  }
  return [...found.values()];
}

/** Puts what a case means under its hold, or under a first one; where two people have ended it, it stays ended. */
export async function holdMeant(
  context: Context,
  caseRecord: CaseRecord,
  within?: { readonly from: Instant; readonly to: Instant },
): Promise<number> {
  const holds = await context.holds.findByCase(caseRecord.id);
  const standing = holds.find(({ state }) => state !== 'released');
  if (!standing && holds.length > 0) return 0;
  const meant = await meantByCase(context, caseRecord, within);
  if (standing) return addToHold(context, standing, meant);
  if (meant.length > 0) await holdForCase(context, caseRecord, meant);
  return meant.length;
}

/** Before any of these is deleted by an order: each case that is open keeps what it means of them. */
export async function holdForOpenCases(context: Context, recordings: readonly Recording[]): Promise<void> {
  const starts = recordings.map(({ startedAt }) => startedAt);
  const within = { from: starts.reduce(earlier), to: addMs(starts.reduce(later), 1) };
  // A case that cannot be read must not keep an order from being carried out; the watch over cases names it.
  for (const caseRecord of await context.cases.open())
    if (caseSchema.safeParse(caseRecord).success) await holdMeant(context, caseRecord, within);
}

/** The hold of a case’s own on what it means (policy 5.4; DPA 2018 s.173). */
export async function holdForCase(
  context: Context,
  { id: caseId, kind, report }: CaseRecord,
  recordings: readonly Recording[],
): Promise<Hold> {
  const { practice } = context;
  const { dpo } = (await context.practiceNow()).directory;
  const owner = dpo[0] ?? report.reportedBy;
  return placeHold(context, {
    caseId,
    reason: holdReason(kind, report.receivedOn),
    owner,
    ownerName: practice.directory.people.find(({ email }) => email === owner)?.name ?? owner,
    endsOn: addMonths(dateIn(context.now, practice.zone), HOLD_MONTHS),
    recordings,
  });
}

/** Months until a hold must be looked at again: an answer, and the time in which a complaint about it usually comes. */
export const HOLD_MONTHS = 6;

const holdReason = (kind: CaseRecord['kind'], receivedOn: PlainDate): string =>
  kind === 'subject-access'
    ? `Subject access request received on ${receivedOn}: nothing that answers it may be destroyed (DPA 2018 s.173).`
    : `Police request received on ${receivedOn}: kept until it is answered (policy 5.6).`;
