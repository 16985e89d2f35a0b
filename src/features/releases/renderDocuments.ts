import { listOf } from '../../kernel/listOf.ts';
import type { Refused } from '../../kernel/refusal.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { addMonths, dateIn } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
import type { Person } from '../people/model/person.ts';
import type { ReadRegister } from '../register/exportRegister.ts';
import type { MakePackFile } from './casePack.ts';
import { handOverOf, policeReceiptOf } from './coverSheet.ts';
import type { DocumentFile, DocumentRenderer, RenderDocuments } from './documents.ts';
import type { LookAtCopy, TakeCopy } from './takeCopy.ts';

interface RenderDeps extends Pick<Deps, 'clock' | 'practice'> {
  readonly renderer: DocumentRenderer;
  readonly lookAtCopy: LookAtCopy;
  readonly takeCopy: TakeCopy;
  readonly makePackFile: MakePackFile;
  readonly readRegister: ReadRegister;
}

type RenderedDocuments = Promise<Result<readonly DocumentFile[], Refused>>;

/**
 * The files of each kind of documents. What is written down when it is taken (a copy as given, a pack as
 * made, the register as read) is made then, and not by looking at its name.
 */
export const createRenderDocuments =
  (parts: RenderDeps): RenderDocuments =>
  async (documents, subject, actor) => {
    switch (documents) {
      case 'cover-sheet':
        return copyDocuments(parts, subject, actor);
      case 'case-pack':
        return ok([packDocument(parts, subject, actor)]);
      case 'register':
        return ok([registerDocument(parts, actor)]);
    }
  };

async function copyDocuments(
  { lookAtCopy, takeCopy, renderer, clock, practice }: RenderDeps,
  requestId: string,
  actor: Person,
): RenderedDocuments {
  const copy = await lookAtCopy({ requestId, actor });
  if (!copy.ok) return copy;
  const { name, ...facts } = copy.value;
  const giving = { ...facts, fileName: name, at: clock.now() };
  const sheet = handOverOf(giving, { practice });
  const receipt = policeReceiptOf(giving, { practice });
  const named = (what: string): string => name.replace(/\.wav$/, `-${what}.pdf`);
  return ok(
    listOf([
      {
        name,
        contentType: 'audio/wav',
        bytes: async () => {
          const taken = await takeCopy({ requestId, actor });
          return taken.ok ? ok(taken.value.wav) : taken;
        },
      },
      { name: named('cover-sheet'), contentType: PDF, bytes: async () => ok(await renderer.coverSheet(sheet)) },
      receipt !== null && {
        name: named('receipt-to-sign'),
        contentType: PDF,
        bytes: async () => ok(await renderer.policeReceipt(receipt)),
      },
    ]),
  );
}

const packDocument = ({ makePackFile }: RenderDeps, caseId: string, actor: Person): DocumentFile => ({
  name: `${caseId.replace(/[^A-Za-z0-9-]/g, '')}-case-pack.pdf`,
  contentType: PDF,
  bytes: () => makePackFile({ caseId, actor }),
});

/** As far back as names are kept. */
function registerDocument({ readRegister, renderer, clock, practice }: RenderDeps, actor: Person): DocumentFile {
  const to = dateIn(clock.now(), practice.zone);
  const from = addMonths(to, -practice.limits.personalDataMonths);
  return {
    name: `register-${from}-${to}.csv`,
    contentType: 'text/csv; charset=utf-8',
    bytes: async () => {
      const lines = await readRegister({ actor, from, to });
      return lines.ok ? ok(renderer.register(lines.value)) : lines;
    },
  };
}

const PDF = 'application/pdf';
