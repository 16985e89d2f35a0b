import { createDispatch } from '../chat/dispatch.ts';
import { createTrackUnknownMessage } from '../chat/trackUnknownMessage.ts';
import { createNoteAudit, createSignAudit, type SignAuditDeps } from '../features/audit/signAudit.ts';
import { createCopyHeld, createDeleteHeld } from '../features/cases/holds/copyHeld.ts';
import { createDeleteLocked, createRedactHeld, createUnlock } from '../features/cases/holds/decideLock.ts';
import {
  createAgreeToEnd,
  createGiveUpCopies,
  createKeepHold,
  createProposeEnd,
  createRenewHold,
} from '../features/cases/holds/endHold.ts';
import { createDeleteUnredacted, createRedactCopies } from '../features/cases/holds/redactHeld.ts';
import { createReportCase } from '../features/cases/reportCase.ts';
import { createFindRecordings, createTurnPage } from '../features/cases/search/findRecordings.ts';
import { createHoldFound } from '../features/cases/search/holdFound.ts';
import {
  createAcknowledgeEmergency,
  createMarkConfidential,
  createTakeCaseStep,
} from '../features/cases/takeCaseStep.ts';
import { createWatchCases } from '../features/cases/watchCases.ts';
import { createLoadHome } from '../features/home/loadHome.ts';
import { createIndexRecordings } from '../features/intake/indexRecordings.ts';
import { createCutClip, createDeleteClip } from '../features/listening/cutClip.ts';
import { createMintListenLink } from '../features/listening/mintListenLink.ts';
import { createLookAtLink, createOpenClip } from '../features/listening/openLink.ts';
import { createPlayClip, createViewPlayback } from '../features/listening/playClip.ts';
import { createWholeSound } from '../features/listening/wholeSound.ts';
import { createAdmitAccount } from '../features/people/admitAccount.ts';
import {
  createBindChannel,
  createLookAtChannels,
  createSettleChannel,
  type LookAtChannel,
} from '../features/people/bindChannel.ts';
import { type CheckStanding, createCheckStanding, type LookAtAccount } from '../features/people/checkStanding.ts';
import { createDelegateDpo, createEndDelegation } from '../features/people/delegateDpo.ts';
import { createResolveActor } from '../features/people/resolveActor.ts';
import { createSetAbsence } from '../features/people/setAbsence.ts';
import { createSettleAccount } from '../features/people/settleAccount.ts';
import type { CallReading } from '../features/recordings/callReading.ts';
import { createRegisterData } from '../features/register/exportRegister.ts';
import { createRecentDisclosures } from '../features/register/recentDisclosures.ts';
import { createMakePackFile } from '../features/releases/casePack.ts';
import type { DocumentRenderer } from '../features/releases/documents.ts';
import { createDownloadDocument, createViewDocuments } from '../features/releases/downloadDocument.ts';
import { createEndExternalLinks } from '../features/releases/endExternalLinks.ts';
import { createEnterPasscode, createViewExternalLink } from '../features/releases/enterPasscode.ts';
import { createGiveExternalLink } from '../features/releases/giveExternalLink.ts';
import { createMintPageLink } from '../features/releases/mintPageLink.ts';
import { createLookAtPage, createOpenPage } from '../features/releases/openPage.ts';
import { createPlayForRedaction, createSizeOfSound } from '../features/releases/playForRedaction.ts';
import { createRaiseRelease } from '../features/releases/raiseRelease.ts';
import { createRenderDocuments } from '../features/releases/renderDocuments.ts';
import { createSaveRedaction, createSaveRedactionFromPage } from '../features/releases/saveRedaction.ts';
import { createRevoke } from '../features/releases/stopAccess.ts';
import { createLookAtCopy, createTakeCopy } from '../features/releases/takeCopy.ts';
import { createViewDeskPage } from '../features/releases/viewRedactionPage.ts';
import { createAnswer, createWithdraw } from '../features/requests/answerOrStop.ts';
import { createApprove, createAsk, createDeny, createStandBack } from '../features/requests/decideRequest.ts';
import { createEndGrants } from '../features/requests/endGrants.ts';
import { createChoosePart } from '../features/requests/hearFirst.ts';
import { createListMyRequests } from '../features/requests/listMyRequests.ts';
import { createRemindAndExpire } from '../features/requests/remindAndExpire.ts';
import { createSubmitRequest } from '../features/requests/submitRequest.ts';
import { createAgreeToPurge } from '../features/retention/askBeforePurge.ts';
import { createCarryOutOrders, createDeleteRecording } from '../features/retention/deleteRecording.ts';
import { createErasePersonalData } from '../features/retention/erasePersonalData.ts';
import { createOrderDeletion } from '../features/retention/orderDeletion.ts';
import { createPreviewPurge } from '../features/retention/previewPurge.ts';
import { createPurgeRecordings } from '../features/retention/purgeRecordings.ts';
import { createReportAccess } from '../features/retention/reportAccess.ts';
import { createReportRetention } from '../features/retention/reportRetention.ts';
import { createReportUnreadableFiles } from '../features/retention/reportUnreadableFiles.ts';
import { createWatchStorage } from '../features/retention/watchStorage.ts';
import type { BlobRemover, HoldVault, StorageGuard } from '../platform/storage/ports.ts';
import type { Deps } from '../stores.ts';

type UsecaseDeps = Deps &
  SignAuditDeps & {
    readonly reading: CallReading;
    readonly remover: BlobRemover;
    readonly vault: HoldVault;
    readonly guard: StorageGuard;
    readonly renderer: DocumentRenderer;
    readonly checkStanding: CheckStanding;
  };

/** Asking for a recording, deciding on that, and listening. */
const requestUsecases = (deps: UsecaseDeps) => ({
  submitRequest: createSubmitRequest(deps),
  approve: createApprove(deps),
  deny: createDeny(deps),
  ask: createAsk(deps),
  standBack: createStandBack(deps),
  answer: createAnswer(deps),
  withdraw: createWithdraw(deps),
  revoke: createRevoke(deps),
  listMyRequests: createListMyRequests(deps),
  endGrants: createEndGrants(deps),
  remindAndExpire: createRemindAndExpire(deps),
  mintListenLink: createMintListenLink(deps),
  lookAtLink: createLookAtLink(deps),
  openClip: createOpenClip(deps),
  viewPlayback: createViewPlayback(deps),
  playClip: createPlayClip(deps),
  cutClip: createCutClip(deps),
  deleteClip: createDeleteClip(deps),
});

/** Cases, what is held for them, and searches. */
const caseUsecases = (deps: UsecaseDeps) => ({
  reportCase: createReportCase(deps),
  takeCaseStep: createTakeCaseStep(deps),
  markConfidential: createMarkConfidential(deps),
  acknowledgeEmergency: createAcknowledgeEmergency(deps),
  watchCases: createWatchCases(deps),
  renewHold: createRenewHold(deps),
  proposeEnd: createProposeEnd(deps),
  agreeToEnd: createAgreeToEnd(deps),
  keepHold: createKeepHold(deps),
  giveUpCopies: createGiveUpCopies(deps),
  copyHeld: createCopyHeld(deps),
  deleteHeld: createDeleteHeld(deps),
  redactHeld: createRedactHeld(deps),
  deleteLocked: createDeleteLocked(deps),
  unlockHeld: createUnlock(deps),
  redactCopies: createRedactCopies(deps),
  deleteUnredacted: createDeleteUnredacted(deps),
  findRecordings: createFindRecordings(deps),
  turnPage: createTurnPage(deps),
  holdFound: createHoldFound(deps),
});

/** What leaves the practice: releases, their pages and documents, and the register of them. */
function releaseUsecases(deps: UsecaseDeps) {
  const outside = {
    mintPageLink: createMintPageLink(deps),
    choosePart: createChoosePart(deps),
    wholeSound: createWholeSound(deps),
    saveRedaction: createSaveRedaction(deps),
    giveExternalLink: createGiveExternalLink(deps),
    endExternalLinks: createEndExternalLinks(deps),
    lookAtCopy: createLookAtCopy(deps),
    takeCopy: createTakeCopy(deps),
  };
  const renderDocuments = createRenderDocuments({
    ...deps,
    ...outside,
    makePackFile: createMakePackFile({ ...deps, signAudit: createSignAudit(deps) }),
    readRegister: createRegisterData(deps),
  });
  return {
    ...outside,
    saveRedactionFromPage: createSaveRedactionFromPage({ ...deps, ...outside }),
    viewDocuments: createViewDocuments({ ...deps, renderDocuments }),
    downloadDocument: createDownloadDocument({ ...deps, renderDocuments }),
    raiseRelease: createRaiseRelease(deps),
    recentDisclosures: createRecentDisclosures(deps),
    lookAtPage: createLookAtPage(deps),
    openPage: createOpenPage(deps),
    viewDeskPage: createViewDeskPage({ ...deps, ...outside }),
    sizeOfSound: createSizeOfSound({ ...deps, ...outside }),
    playForRedaction: createPlayForRedaction({ ...deps, ...outside }),
    viewExternalLink: createViewExternalLink(deps),
    enterPasscode: createEnterPasscode(deps),
  };
}

/** The index of recordings, and their deletion. */
function retentionUsecases(deps: UsecaseDeps) {
  const indexRecordings = createIndexRecordings(deps);
  return {
    indexRecordings,
    purgeRecordings: createPurgeRecordings({ ...deps, indexRecordings }),
    orderDeletion: createOrderDeletion(deps),
    agreeToPurge: createAgreeToPurge(deps),
    deleteRecording: createDeleteRecording(deps),
    carryOutOrders: createCarryOutOrders(deps),
    previewPurge: createPreviewPurge(deps),
    reportRetention: createReportRetention({ ...deps, noteAudit: createNoteAudit(deps) }),
    reportAccess: createReportAccess(deps),
    reportUnreadableFiles: createReportUnreadableFiles(deps),
    watchStorage: createWatchStorage(deps),
    erasePersonalData: createErasePersonalData(deps),
  };
}

/** Every use case, built from the same parts. */
export function createUsecases(
  given: Omit<UsecaseDeps, 'checkStanding'> & { readonly lookAt: LookAtAccount; readonly lookAtChannel: LookAtChannel },
) {
  const admitAccount = createAdmitAccount(given);
  const deps: UsecaseDeps = { ...given, checkStanding: createCheckStanding(given, admitAccount, given.lookAt) };
  const acts = {
    ...requestUsecases(deps),
    ...caseUsecases(deps),
    ...releaseUsecases(deps),
    ...retentionUsecases(deps),
    admitAccount,
    resolveActor: createResolveActor(deps),
    settleAccount: createSettleAccount(deps),
    bindChannel: createBindChannel(given),
    settleChannel: createSettleChannel(given),
    lookAtChannels: createLookAtChannels(given),
    delegateDpo: createDelegateDpo(deps),
    setAbsence: createSetAbsence(deps),
    endDelegation: createEndDelegation(deps),
    trackUnknownMessage: createTrackUnknownMessage(deps),
  };
  const loadHome = createLoadHome({ ...deps, ...acts });
  return { ...acts, loadHome, dispatch: createDispatch({ ...deps, ...acts, loadHome }) };
}

export type Usecases = ReturnType<typeof createUsecases>;
