import type { FormErrors, FormValues } from '../../kernel/form.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { SubmitFault } from '../../kernel/submitFault.ts';
import type { Context } from '../../stores.ts';
import { postToPerson } from '../messaging/post.ts';
import { findRecording } from '../recordings/findRecording.ts';
import type { Recording } from '../recordings/model/recording.ts';
import { type ActDeps, actOnRequest, type OnRequest, requestAct } from './actOnRequest.ts';
import { followApprovers } from './followApprovers.ts';
import { findMeant, writtenId } from './hearFirst.ts';
import type { RequestView } from './loadRequestView.ts';
import { longestDays, makeGrant } from './makeGrant.ts';
import { matchRecordings, onlyMatch } from './matchRecordings.ts';
import { parseOffset } from './model/part.ts';
import { type AccessRequest, agreedTerms } from './model/request.ts';
import type { ClipTerms } from './model/terms.ts';
import { approvalSlotFor, askQuestion, castAgreement, castDenial, standBack, statementHash } from './model/vote.ts';
import { notifyDpo } from './notifyDpo.ts';

export type Approve = (act: OnRequest & { readonly values: FormValues }) => Promise<Result<RequestView, SubmitFault>>;

const text = (values: FormValues, name: string): string | null => values[name]?.trim() || null;

/** Reads the second step of Approve. An empty end means the end of the recording. */
export function parseApproveForm(values: FormValues): Result<ClipTerms, FormErrors> {
  const errors: Record<string, string> = {};
  const offset = (name: 'from' | 'to', otherwise: number): number => {
    const given = text(values, name);
    if (given === null) return otherwise;
    const parsed = parseOffset(given);
    if (!parsed.ok) errors[name] = 'Write minutes and seconds, for example 1:30.';
    return parsed.ok ? parsed.value : otherwise;
  };
  const fromMs = offset('from', 0);
  const toMs = offset('to', Number.MAX_SAFE_INTEGER);
  if (!values.recordingId) errors.recordingId = 'Choose which recording this is about.';
  if (!errors.from && !errors.to && toMs <= fromMs) errors.to = 'The end must come after the start.';
  const mode = values.mode === 'copy' ? 'copy' : 'listen';
  if (Object.keys(errors).length > 0) return err(errors);
  return ok({ recordingId: values.recordingId ?? '', fromMs, toMs, mode, days: Number(values.days) });
}

/** One approver's yes, to a part of one recording. The last slot's yes makes the grant and orders the clip. */
export const createApprove =
  (deps: ActDeps): Approve =>
  async ({ requestId, actor, values }) => {
    const terms = parseApproveForm(values);
    if (!terms.ok) return err({ kind: 'fields', errors: terms.error });
    const { limits } = deps.practice;
    const result = await actOnRequest(deps, {
      requestId,
      actor,
      action: 'request.approve',
      detail: {
        recording: writtenId(terms.value.recordingId),
        mode: terms.value.mode,
        statement: statementHash(text(values, 'statement')),
      },
      change: async (request, context, person) => {
        const { now } = context;
        // Whether the person may is asked first: a refusal must not tell a stranger whether a recording is stored.
        const seat = approvalSlotFor(request, person, []);
        if (!seat.ok) return seat;
        const found = await findMeant(context, request, terms.value.recordingId);
        if (!found.ok) return found;
        const recording = found.value?.recording ?? null;
        const yes = {
          terms: terms.value,
          comment: text(values, 'comment'),
          statement: text(values, 'statement'),
          consultation: text(values, 'consultation'),
        };
        const rules = { maxDays: longestDays(request, limits), maxMinutes: limits.maxPartMinutes };
        return castAgreement(request, person, yes, { now, recording, ...rules });
      },
      alongside: async (request, context) => {
        const last = request.agreements.at(-1);
        if (last?.delegate) await notifyDpo(context, request, last);
        if (request.state === 'approved' && last) await makeGrant(context, request, last.terms);
      },
    });
    return result.ok ? result : err({ kind: 'refused', refused: result.error });
  };

/** One denial ends it; the requester is told why. */
export const createDeny = requestAct<{ readonly reason: string }>(({ reason }) => ({
  action: 'request.deny',
  change: async (request, context, person) =>
    castDenial(request, person, reason, context.now, await meantBy(context, request)),
  alongside: tellRequester,
}));

/** Sends a question to the requester and waits for the answer. */
export const createAsk = requestAct<{ readonly question: string }>(({ question }) => ({
  action: 'request.ask',
  change: async (request, context, person) =>
    askQuestion(request, person, question, context.now, await meantBy(context, request)),
  alongside: tellRequester,
}));

/** Somebody who might decide says that they took part in the call. Where nobody is left then, that is told at once. */
export const createStandBack = requestAct(() => ({
  action: 'request.stand-back',
  change: (request, _context, person) => standBack(request, person),
  alongside: async (request, context) => followApprovers(context, request, await matchRecordings(context, request)),
}));

const tellRequester = ({ id, requestedBy }: AccessRequest, context: Context): Promise<void> =>
  postToPerson(context, requestedBy, id, 'requester');

/** The recordings a request certainly means: the agreed one, or the only one that matches. */
async function meantBy(context: Context, request: AccessRequest): Promise<readonly Recording[]> {
  const terms = agreedTerms(request);
  const agreed = terms && (await findRecording(context, request, terms.recordingId));
  if (agreed) return [agreed.recording];
  return onlyMatch(context, request);
}
