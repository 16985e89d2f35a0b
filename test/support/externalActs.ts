import { createSignAudit } from '../../src/features/audit/signAudit.ts';
import { createWholeSound } from '../../src/features/listening/wholeSound.ts';
import type { CheckStanding } from '../../src/features/people/checkStanding.ts';
import { createRegisterData } from '../../src/features/register/exportRegister.ts';
import { createMakePackFile } from '../../src/features/releases/casePack.ts';
import { createDownloadDocument, createViewDocuments } from '../../src/features/releases/downloadDocument.ts';
import { createEndExternalLinks } from '../../src/features/releases/endExternalLinks.ts';
import { createEnterPasscode, createViewExternalLink } from '../../src/features/releases/enterPasscode.ts';
import { createGiveExternalLink } from '../../src/features/releases/giveExternalLink.ts';
import { createMintPageLink } from '../../src/features/releases/mintPageLink.ts';
import { createLookAtPage, createOpenPage } from '../../src/features/releases/openPage.ts';
import { createDocumentRenderer } from '../../src/features/releases/pdf/renderer.ts';
import { createPlayForRedaction, createSizeOfSound } from '../../src/features/releases/playForRedaction.ts';
import { createRenderDocuments } from '../../src/features/releases/renderDocuments.ts';
import { createSaveRedaction, createSaveRedactionFromPage } from '../../src/features/releases/saveRedaction.ts';
import { createLookAtCopy, createTakeCopy } from '../../src/features/releases/takeCopy.ts';
import { createViewDeskPage } from '../../src/features/releases/viewRedactionPage.ts';
import { createChoosePart } from '../../src/features/requests/hearFirst.ts';
import type { AuditReader, Deps } from '../../src/stores.ts';

export type ExternalActs = ReturnType<typeof createExternalActs>;

const UNSIGNED = {
  auditKeyFile: null,
  witness: null,
  checkpointVault: { put: async () => {}, last: async () => undefined },
};

/** What is done about somebody outside the practice, wired as the desk does. */
export function createExternalActs(
  deps: Deps & { readonly audit: AuditReader; readonly checkStanding: CheckStanding },
) {
  const copy = { lookAtCopy: createLookAtCopy(deps), takeCopy: createTakeCopy(deps) };
  const renderer = createDocumentRenderer();
  const renderDocuments = createRenderDocuments({
    ...deps,
    ...copy,
    renderer,
    makePackFile: createMakePackFile({ ...deps, renderer, signAudit: createSignAudit({ ...deps, ...UNSIGNED }) }),
    readRegister: createRegisterData(deps),
  });
  const saveRedaction = createSaveRedaction(deps);
  const wholeSound = createWholeSound({ ...deps, vault: deps.archive });
  const choosePart = createChoosePart(deps);
  return {
    ...copy,
    saveRedaction,
    mintPageLink: createMintPageLink(deps),
    lookAtPage: createLookAtPage(deps),
    openPage: createOpenPage(deps),
    viewDeskPage: createViewDeskPage({ ...deps, wholeSound }),
    viewDocuments: createViewDocuments({ ...deps, renderDocuments }),
    downloadDocument: createDownloadDocument({ ...deps, renderDocuments }),
    sizeOfSound: createSizeOfSound({ ...deps, wholeSound }),
    playForRedaction: createPlayForRedaction({ ...deps, wholeSound }),
    saveRedactionFromPage: createSaveRedactionFromPage({ ...deps, saveRedaction, choosePart }),
    giveExternalLink: createGiveExternalLink(deps),
    endExternalLinks: createEndExternalLinks(deps),
    viewExternalLink: createViewExternalLink(deps),
    enterPasscode: createEnterPasscode(deps),
  };
}
