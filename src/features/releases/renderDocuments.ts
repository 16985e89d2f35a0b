import { listOf } from '../../kernel/listOf.ts';
import type { Refused } from '../../kernel/refusal.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { lengthText, momentText } from '../../kernel/text.ts';
import { addMonths, dateIn, type Instant } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
import { type CaseRecord, stepOf } from '../cases/model/case.ts';
import type { Person } from '../people/model/person.ts';
import type { ReadRegister } from '../register/exportRegister.ts';
import type { Redaction } from '../requests/model/grant.ts';
import { formatOffset } from '../requests/model/part.ts';
import type { AccessRequest } from '../requests/model/request.ts';
import type { MakePackFile } from './casePack.ts';
import type { DocumentFile, DocumentRenderer, HandOver, PoliceReceipt, RenderDocuments } from './documents.ts';
import type { LookAtCopy, TakeCopy } from './takeCopy.ts';

/** A copy as it is given: by whom, when, under which name. */
interface Giving {
  readonly caseRecord: CaseRecord;
  readonly request: AccessRequest;
  readonly redaction: Redaction;
  readonly fileName: string;
  readonly recipient: string;
  readonly givenBy: string;
  readonly at: Instant;
}

/** The law by which it may leave, beside the policy’s clause. */
const LAW: Readonly<Record<CaseRecord['kind'], string>> = {
  'subject-access': 'UK GDPR Art. 15',
  police: 'DPA 2018 Sch. 2 Pt. 1 para. 2',
};

/** What the cover sheet of a copy says. */
export const handOverOf = (
  { caseRecord, request, redaction, fileName, recipient, givenBy, at }: Giving,
  { practice: { name, zone } }: Pick<Deps, 'practice'>,
): HandOver => ({
  practice: name,
  madeAt: at,
  requestId: request.id,
  caseId: request.caseId,
  ground: `${request.rule.title} (policy ${request.rule.clause}); ${LAW[caseRecord.kind]}`,
  fileName,
  sha256: redaction.clip.sha256,
  length: lengthText(redaction.clip.durationMs),
  silenced: redaction.spans.map(({ fromMs, toMs }) => ({ from: formatOffset(fromMs), to: formatOffset(toMs) })),
  recipient,
  givenOn: momentText(at, zone),
  givenBy,
});

/** What an officer signs for; null for a SAR. An emergency's missing particulars are written in by hand. */
export function policeReceiptOf(giving: Giving, deps: Pick<Deps, 'practice'>): PoliceReceipt | null {
  if (giving.caseRecord.kind !== 'police') return null;
  const fields = stepOf(giving.caseRecord, 'police-details')?.fields;
  return { ...handOverOf(giving, deps), authorisedBy: fields?.authorisedBy ?? null };
}

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
