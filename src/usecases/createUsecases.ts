import { createAdoptCopy } from './adoptCopy.ts';
import { createBindChannel } from './bindChannel.ts';
import { createCutClip, createDeleteClip } from './cutClip.ts';
import { createApprove, createAsk, createDeny } from './decideRequest.ts';
import type { Deps } from './deps.ts';
import { createDialogue } from './dialogue/dialogue.ts';
import { createEndGrants } from './endGrants.ts';
import { createAnswer, createRevoke, createWithdraw } from './followRequest.ts';
import { createFollowUp } from './followUp.ts';
import { createHearClip, createViewHearing } from './hearClip.ts';
import { createIndexRecordings } from './indexRecordings.ts';
import { createListMyRequests } from './listMyRequests.ts';
import { createMintListenLink } from './mintListenLink.ts';
import { createLookAtLink, createOpenClip } from './openClip.ts';
import type { CallReading } from './recordingReader.ts';
import { createReportCase } from './reportCase.ts';
import { createResolveActor } from './resolveActor.ts';
import { createSubmitRequest } from './submitRequest.ts';

/** Every use case, built from the same parts. */
export function createUsecases(deps: Deps & { readonly reading: CallReading }) {
  const acts = {
    submitRequest: createSubmitRequest(deps),
    approve: createApprove(deps),
    deny: createDeny(deps),
    ask: createAsk(deps),
    answer: createAnswer(deps),
    withdraw: createWithdraw(deps),
    revoke: createRevoke(deps),
    mintListenLink: createMintListenLink(deps),
    reportCase: createReportCase(deps),
    listMyRequests: createListMyRequests(deps),
  };
  return {
    ...acts,
    dialogue: createDialogue({ ...deps, ...acts }),
    resolveActor: createResolveActor(deps),
    bindChannel: createBindChannel(deps),
    adoptCopy: createAdoptCopy(deps),
    lookAtLink: createLookAtLink(deps),
    openClip: createOpenClip(deps),
    viewHearing: createViewHearing(deps),
    hearClip: createHearClip(deps),
    cutClip: createCutClip(deps),
    deleteClip: createDeleteClip(deps),
    endGrants: createEndGrants(deps),
    followUp: createFollowUp(deps),
    indexRecordings: createIndexRecordings(deps),
  };
}

export type Usecases = ReturnType<typeof createUsecases>;
