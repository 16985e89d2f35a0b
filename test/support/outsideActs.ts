import type { Deps } from '../../src/deps.ts';
import { createRegisterData } from '../../src/features/register/exportRegister.ts';
import { createMakePackFile } from '../../src/features/releases/casePack.ts';
import { createEndOutsideLinks } from '../../src/features/releases/endOutsideLinks.ts';
import { createEnterPasscode, createLookAtOutsideLink } from '../../src/features/releases/enterPasscode.ts';
import { createGiveOutsideLink } from '../../src/features/releases/giveOutsideLink.ts';
import { createHearForSilencing, createSizeOfSound } from '../../src/features/releases/hearForRedaction.ts';
import { createMakePapers } from '../../src/features/releases/makeDocuments.ts';
import { createMintPageLink } from '../../src/features/releases/mintPageLink.ts';
import { createLookAtPage, createOpenPage } from '../../src/features/releases/openPage.ts';
import { createPrinter } from '../../src/features/releases/pdf/renderer.ts';
import { createSettleFromPage, createSettleRedaction } from '../../src/features/releases/settleRedaction.ts';
import { createLookAtCopy, createTakeCopy } from '../../src/features/releases/takeCopy.ts';
import { createTakePaper, createViewPapers } from '../../src/features/releases/takeDocument.ts';
import { createViewDeskPage } from '../../src/features/releases/viewRedactionPage.ts';
import type { AuditReader } from '../../src/stores.ts';

export type OutsideActs = ReturnType<typeof createOutsideActs>;

/** What is done about somebody outside the practice, wired as the desk does. */
export function createOutsideActs(deps: Deps & { readonly audit: AuditReader }) {
  const copy = { lookAtCopy: createLookAtCopy(deps), takeCopy: createTakeCopy(deps) };
  const printer = createPrinter();
  const makePapers = createMakePapers({
    ...deps,
    ...copy,
    printer,
    makePackFile: createMakePackFile({ ...deps, printer }),
    readRegister: createRegisterData(deps),
  });
  const settleRedaction = createSettleRedaction(deps);
  return {
    ...copy,
    settleRedaction,
    mintPageLink: createMintPageLink(deps),
    lookAtPage: createLookAtPage(deps),
    openPage: createOpenPage(deps),
    viewDeskPage: createViewDeskPage(deps),
    viewPapers: createViewPapers({ ...deps, makePapers }),
    takePaper: createTakePaper({ ...deps, makePapers }),
    sizeOfSound: createSizeOfSound(deps),
    hearForSilencing: createHearForSilencing(deps),
    settleFromPage: createSettleFromPage({ ...deps, settleRedaction }),
    giveOutsideLink: createGiveOutsideLink(deps),
    endOutsideLinks: createEndOutsideLinks(deps),
    lookAtOutsideLink: createLookAtOutsideLink(deps),
    enterPasscode: createEnterPasscode(deps),
  };
}
