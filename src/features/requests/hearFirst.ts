import type { RecordingId, RequestId } from '../../kernel/ids.ts';
import { outcomeOf, type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Context, Deps } from '../../stores.ts';
import { ownChat } from '../messaging/model/post.ts';
import { personNow, type Who } from '../people/currentDirectory.ts';
import { isThem, type Person } from '../people/model/person.ts';
import { type FoundRecording, findRecording } from '../recordings/findRecording.ts';
import { longestDays } from './makeGrant.ts';
import { couldMean } from './matchRecordings.ts';
import { type AccessRequest, agreedTerms } from './model/request.ts';
import { mayAgreeNow, settleTerms } from './model/vote.ts';
import { leavesOutNames } from './visibility.ts';

interface HearingAsked {
  readonly requestId: RequestId;
  readonly recordingId: RecordingId;
  readonly actor: Who;
}

/** A recording that somebody may hear before they decide on the request that means it. */
export interface Hearing extends FoundRecording {
  readonly request: AccessRequest;
  readonly person: Person;
}

/**
 * Why somebody may hear nothing of what a request may mean: who may agree to it now may, but of a confidential case
 * nobody from whom its names are kept, and nobody where the practice forbids it.
 */
export async function hearingFault(context: Context, request: AccessRequest, actor: Who): Promise<Refusal | undefined> {
  const { directory, hearBeforeDeciding } = await context.practiceNow();
  const person = await personNow(context, actor);
  const mayAgree = mayAgreeNow(request, person, []);
  if (!mayAgree.ok) return mayAgree.error;
  if (!hearBeforeDeciding) return 'hearing-forbidden';
  const caseRecord = request.caseId === null ? undefined : await context.cases.find(request.caseId);
  return caseRecord && leavesOutNames(caseRecord, ownChat(person.email), directory) ? 'confidential-case' : undefined;
}

/** The longest call that is heard first: it lies in memory meanwhile. */
const MOST_MS = 2 * 3_600_000;

/** Everything is asked anew at each piece of a hearing: role, state, the recording. A stranger learns nothing of it. */
export async function findHearing(
  context: Context,
  { requestId, recordingId, actor }: HearingAsked,
): Promise<Result<Hearing, Refusal>> {
  const person = await personNow(context, actor);
  const request = await context.requests.find(requestId);
  if (!request) return err('request-not-found');
  const fault = await hearingFault(context, request, actor);
  if (fault) return err(fault);
  const found = await findMeant(context, request, recordingId);
  if (!found.ok) return found;
  if (!found.value) return err('recording-gone');
  if (found.value.recording.fault) return err('sound-unreadable');
  if (found.value.recording.durationMs > MOST_MS) return err('too-long-to-hear');
  const mayAgree = mayAgreeNow(request, person, [found.value.recording]);
  return mayAgree.ok ? ok({ ...found.value, request, person }) : mayAgree;
}

/** The recording a decision names, if the request means it, whatever a click says; null when it is gone. */
export async function findMeant(
  context: Context,
  request: AccessRequest,
  id: RecordingId,
): Promise<Result<FoundRecording | null, Refusal>> {
  if (request.caseId !== null && (await context.holds.lockedAmong([id])).size > 0) return err('evidence-locked');
  const found = await findRecording(context, request, id);
  // A case is served from its held copy by terms of its own: the one others have agreed to is the one that is meant.
  const isAgreedOn = request.caseId !== null && agreedTerms(request)?.recordingId === id;
  return found && !isAgreedOn && !couldMean(context, request, found.recording)
    ? err('no-such-recording')
    : ok(found ?? null);
}

/** What a form sends back may be anything; only what looks like a recording's id is written down. */
export const writtenId = (id: string): string => (/^rec-[0-9a-f]{24}$/.test(id) ? id : '-');

/** A part as it was marked. */
interface Part {
  readonly fromMs: number;
  readonly toMs: number;
}

/** *Use this part*: what an approver chose while hearing is kept for their approve form. No part is the whole call. */
export const createChoosePart =
  ({ uow, practice }: Pick<Deps, 'uow' | 'practice'>) =>
  (asked: HearingAsked, parts: readonly Part[]): Promise<Result<Part, Refused>> =>
    uow.run(async (context) => {
      const found = await findHearing(context, asked);
      const chosen = found.ok ? choose(found.value, parts, practice.limits) : found;
      await context.recordAudit(asked.actor, {
        action: 'request.choose-part',
        subject: found.ok ? asked.requestId : '-',
        outcome: outcomeOf(chosen),
        detail: { recording: writtenId(asked.recordingId) },
      });
      if (!chosen.ok || !found.ok) return refused(chosen.ok ? 'request-not-found' : chosen.error);
      const { request, person, recording } = found.value;
      const { fromMs, toMs } = chosen.value;
      const others = (request.parts ?? []).filter(({ by }) => !isThem(person, by));
      const part = { by: person.email, recordingId: recording.id, fromMs, toMs };
      await context.requests.save({ ...request, parts: [...others, part] });
      return ok({ fromMs, toMs });
    });

/** In whole seconds, outwards, inside the call and inside what others have agreed to. */
function choose(
  { request, recording }: Hearing,
  [part, ...more]: readonly Part[],
  limits: Deps['practice']['limits'],
): Result<Part, Refusal> {
  if (more.length > 0) return err('spans-invalid');
  const within = agreedTerms(request);
  const { fromMs, toMs } = part ?? within ?? { fromMs: 0, toMs: recording.durationMs };
  const terms = { fromMs: Math.floor(fromMs / 1_000) * 1_000, toMs: Math.ceil(toMs / 1_000) * 1_000 };
  return settleTerms(request, { mode: 'listen', days: 1, recordingId: recording.id, ...terms }, recording, {
    maxDays: longestDays(request, limits),
    maxMinutes: limits.maxPartMinutes,
  });
}
