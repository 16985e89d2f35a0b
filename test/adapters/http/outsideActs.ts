import { createPrinter } from '../../../src/adapters/papers/printer.ts';
import { createCasePack } from '../../../src/usecases/casePack.ts';
import type { Deps } from '../../../src/usecases/deps.ts';
import { createEndOutsideLinks } from '../../../src/usecases/endOutsideLinks.ts';
import { createEnterPasscode, createLookAtOutsideLink } from '../../../src/usecases/enterPasscode.ts';
import { createGiveOutsideLink } from '../../../src/usecases/giveOutsideLink.ts';
import { createHearForSilencing, createSizeOfSound } from '../../../src/usecases/hearForSilencing.ts';
import { createMakePapers } from '../../../src/usecases/makePapers.ts';
import { createMintPageLink } from '../../../src/usecases/mintPageLink.ts';
import { createLookAtPage, createOpenPage } from '../../../src/usecases/openPage.ts';
import type { AuditReader } from '../../../src/usecases/ports.ts';
import { createRegisterData } from '../../../src/usecases/registerData.ts';
import { createSettleFromPage } from '../../../src/usecases/settleFromPage.ts';
import { createSettleRedaction } from '../../../src/usecases/settleRedaction.ts';
import { createLookAtCopy, createTakeCopy } from '../../../src/usecases/takeCopy.ts';
import { createTakePaper, createViewPapers } from '../../../src/usecases/takePaper.ts';
import { createViewDeskPage } from '../../../src/usecases/viewDeskPage.ts';

export type OutsideActs = ReturnType<typeof createOutsideActs>;

/** What is done about somebody outside the practice, wired as the desk does. */
export function createOutsideActs(deps: Deps & { readonly audit: AuditReader }) {
  const copy = { lookAtCopy: createLookAtCopy(deps), takeCopy: createTakeCopy(deps) };
  const makePapers = createMakePapers({
    ...deps,
    ...copy,
    printer: createPrinter(),
    createCasePack: createCasePack(deps),
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
