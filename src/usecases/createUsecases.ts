import { createAdoptCopy } from './adoptCopy.ts';
import type { BlobRemover, HoldCounter, StorageGuard } from './audioPorts.ts';
import { createBindChannel } from './bindChannel.ts';
import { createCutClip, createDeleteClip } from './cutClip.ts';
import { createApprove, createAsk, createDeny } from './decideRequest.ts';
import { createCarryOutOrders, createDeleteRecording } from './deleteRecording.ts';
import type { Deps } from './deps.ts';
import { createDialogue } from './dialogue/dialogue.ts';
import { createEndGrants } from './endGrants.ts';
import { createErasePersonalData } from './erasePersonalData.ts';
import { createAnswer, createRevoke, createWithdraw } from './followRequest.ts';
import { createFollowUp } from './followUp.ts';
import { createHearClip, createViewHearing } from './hearClip.ts';
import { createIndexRecordings } from './indexRecordings.ts';
import { createListMyRequests } from './listMyRequests.ts';
import { createListUnread } from './listUnread.ts';
import { createMintListenLink } from './mintListenLink.ts';
import { createLookAtLink, createOpenClip } from './openClip.ts';
import { createOrderDeletion } from './orderDeletion.ts';
import type { AuditReader } from './ports.ts';
import { createPreviewPurge } from './previewPurge.ts';
import { createPurgeRecordings } from './purgeRecordings.ts';
import type { CallReading } from './recordingReader.ts';
import { createReportAccess } from './reportAccess.ts';
import { createReportCase } from './reportCase.ts';
import { createReportRetention } from './reportRetention.ts';
import { createResolveActor } from './resolveActor.ts';
import { createSubmitRequest } from './submitRequest.ts';
import { createWatchStorage } from './watchStorage.ts';

/** Every use case, built from the same parts. */
export function createUsecases(
  deps: Deps & {
    readonly reading: CallReading;
    readonly remover: BlobRemover;
    readonly holds: HoldCounter;
    readonly guard: StorageGuard;
    readonly audit: AuditReader;
  },
) {
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
    orderDeletion: createOrderDeletion(deps),
    listMyRequests: createListMyRequests(deps),
  };
  const indexRecordings = createIndexRecordings(deps);
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
    indexRecordings,
    deleteRecording: createDeleteRecording(deps),
    carryOutOrders: createCarryOutOrders(deps),
    purgeRecordings: createPurgeRecordings({ ...deps, indexRecordings }),
    previewPurge: createPreviewPurge(deps),
    reportRetention: createReportRetention(deps),
    reportAccess: createReportAccess(deps),
    listUnread: createListUnread(deps),
    watchStorage: createWatchStorage(deps),
    erasePersonalData: createErasePersonalData(deps),
  };
}

export type Usecases = ReturnType<typeof createUsecases>;
