import { createAdoptCopy } from './adoptCopy.ts';
import type { BlobRemover, HoldVault, StorageGuard } from './audioPorts.ts';
import { createBindChannel } from './bindChannel.ts';
import { createCasePack } from './casePack.ts';
import { createCopyHeld, createDeleteHeld } from './cases/copyHeld.ts';
import { createDelegateDpo, createEndDelegation } from './cases/delegateDpo.ts';
import { createAgreeToEnd, createKeepHold, createProposeEnd, createRenewHold } from './cases/endHold.ts';
import { createFindRecordings, createTurnPage } from './cases/findRecordings.ts';
import { createHoldFound } from './cases/holdFound.ts';
import { createMarkConfidential } from './cases/markConfidential.ts';
import { createRaiseRelease } from './cases/raiseRelease.ts';
import { createReportCase } from './cases/reportCase.ts';
import { createSeeEmergency } from './cases/seeEmergency.ts';
import { createTakeCaseStep } from './cases/takeCaseStep.ts';
import { createWatchCases } from './cases/watchCases.ts';
import { createCutClip, createDeleteClip } from './cutClip.ts';
import { createApprove, createAsk, createDeny } from './decideRequest.ts';
import { createCarryOutOrders, createDeleteRecording } from './deleteRecording.ts';
import type { Deps } from './deps.ts';
import { createDialogue } from './dialogue/dialogue.ts';
import { createEndGrants } from './endGrants.ts';
import { createEndOutsideLinks } from './endOutsideLinks.ts';
import { createEnterPasscode, createLookAtOutsideLink } from './enterPasscode.ts';
import { createErasePersonalData } from './erasePersonalData.ts';
import { createAnswer, createRevoke, createWithdraw } from './followRequest.ts';
import { createFollowUp } from './followUp.ts';
import { createGiveOutsideLink } from './giveOutsideLink.ts';
import { createHearClip, createViewHearing } from './hearClip.ts';
import { createHearForSilencing, createSizeOfSound } from './hearForSilencing.ts';
import { createLoadHome } from './home.ts';
import { createIndexRecordings } from './indexRecordings.ts';
import { createListMyRequests } from './listMyRequests.ts';
import { createListUnread } from './listUnread.ts';
import { createMakePapers } from './makePapers.ts';
import { createMintListenLink } from './mintListenLink.ts';
import { createMintPageLink } from './mintPageLink.ts';
import { createLookAtLink, createOpenClip } from './openClip.ts';
import { createLookAtPage, createOpenPage } from './openPage.ts';
import { createOrderDeletion } from './orderDeletion.ts';
import type { Printer } from './paperPorts.ts';
import type { AuditReader } from './ports.ts';
import { createPreviewPurge } from './previewPurge.ts';
import { createPurgeRecordings } from './purgeRecordings.ts';
import { createRecentDisclosures } from './recentDisclosures.ts';
import type { CallReading } from './recordingReader.ts';
import { createRegisterData } from './registerData.ts';
import { createReportAccess } from './reportAccess.ts';
import { createReportRetention } from './reportRetention.ts';
import { createResolveActor } from './resolveActor.ts';
import { createSettleFromPage } from './settleFromPage.ts';
import { createSettleRedaction } from './settleRedaction.ts';
import { createSubmitRequest } from './submitRequest.ts';
import { createLookAtCopy, createTakeCopy } from './takeCopy.ts';
import { createTakePaper, createViewPapers } from './takePaper.ts';
import { createViewDeskPage } from './viewDeskPage.ts';
import { createWatchStorage } from './watchStorage.ts';

/** Every use case, built from the same parts. */
export function createUsecases(
  deps: Deps & {
    readonly reading: CallReading;
    readonly remover: BlobRemover;
    readonly vault: HoldVault;
    readonly guard: StorageGuard;
    readonly audit: AuditReader;
    readonly printer: Printer;
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
    takeCaseStep: createTakeCaseStep(deps),
    markConfidential: createMarkConfidential(deps),
    seeEmergency: createSeeEmergency(deps),
    raiseRelease: createRaiseRelease(deps),
    renewHold: createRenewHold(deps),
    proposeEnd: createProposeEnd(deps),
    agreeToEnd: createAgreeToEnd(deps),
    keepHold: createKeepHold(deps),
    findRecordings: createFindRecordings(deps),
    turnPage: createTurnPage(deps),
    holdFound: createHoldFound(deps),
    delegateDpo: createDelegateDpo(deps),
    endDelegation: createEndDelegation(deps),
    recentDisclosures: createRecentDisclosures(deps),
  };
  const indexRecordings = createIndexRecordings(deps);
  const outside = {
    mintPageLink: createMintPageLink(deps),
    settleRedaction: createSettleRedaction(deps),
    giveOutsideLink: createGiveOutsideLink(deps),
    endOutsideLinks: createEndOutsideLinks(deps),
    lookAtCopy: createLookAtCopy(deps),
    takeCopy: createTakeCopy(deps),
  };
  const makePapers = createMakePapers({
    ...deps,
    ...outside,
    createCasePack: createCasePack(deps),
    readRegister: createRegisterData(deps),
  });
  const loadHome = createLoadHome({ ...deps, ...acts });
  return {
    ...acts,
    dialogue: createDialogue({
      ...deps,
      ...acts,
      ...outside,
      loadHome,
    }),
    loadHome,
    resolveActor: createResolveActor(deps),
    bindChannel: createBindChannel(deps),
    adoptCopy: createAdoptCopy(deps),
    lookAtLink: createLookAtLink(deps),
    openClip: createOpenClip(deps),
    ...outside,
    settleFromPage: createSettleFromPage({ ...deps, ...outside }),
    viewPapers: createViewPapers({ ...deps, makePapers }),
    takePaper: createTakePaper({ ...deps, makePapers }),
    lookAtPage: createLookAtPage(deps),
    openPage: createOpenPage(deps),
    viewDeskPage: createViewDeskPage(deps),
    sizeOfSound: createSizeOfSound(deps),
    hearForSilencing: createHearForSilencing(deps),
    lookAtOutsideLink: createLookAtOutsideLink(deps),
    enterPasscode: createEnterPasscode(deps),
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
    copyHeld: createCopyHeld(deps),
    deleteHeld: createDeleteHeld(deps),
    watchCases: createWatchCases(deps),
  };
}

export type Usecases = ReturnType<typeof createUsecases>;
