import { outcomeOf, type Refused, refused } from '../../kernel/refusal.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Session } from '../listening/openLink.ts';
import type { DocumentFile, RenderDocuments } from './documents.ts';
import {
  aboutPage,
  findVisit,
  type PageLinkView,
  recordPageRefusal,
  type VisitDeps,
  type Visited,
} from './openPage.ts';

type DownloadDocumentDeps = VisitDeps & { readonly renderDocuments: RenderDocuments };

export interface DocumentsView extends PageLinkView {
  readonly names: readonly string[];
}

export type ViewDocuments = (visit: Session) => Promise<Result<DocumentsView, Refused>>;

interface FoundDocuments extends Visited {
  readonly documents: readonly DocumentFile[];
}

async function findDocuments(deps: DownloadDocumentDeps, visit: Session): Promise<Result<FoundDocuments, Refused>> {
  const visited = await findVisit(deps, visit);
  if (!visited.ok) return refused(visited.error);
  const { link, person } = visited.value;
  if (link.page.kind !== 'documents') return refused('link-unknown');
  const documents = await deps.renderDocuments(link.page.documents, link.page.subject, person);
  return documents.ok ? ok({ ...visited.value, documents: documents.value }) : documents;
}

/** Which files a page of documents has. */
export const createViewDocuments =
  (deps: DownloadDocumentDeps): ViewDocuments =>
  async (visit) => {
    const found = await findDocuments(deps, visit);
    if (!found.ok) return found;
    const { view, documents } = found.value;
    return ok({ ...view, names: documents.map(({ name }) => name) });
  };

interface DownloadedDocument extends Omit<DocumentFile, 'bytes'> {
  readonly bytes: Uint8Array;
}

export type DownloadDocument = (act: {
  readonly visit: Session;
  readonly name: string;
}) => Promise<Result<DownloadedDocument, Refused>>;

/** One file of a page of documents; each that is taken is audited. */
export const createDownloadDocument =
  (deps: DownloadDocumentDeps): DownloadDocument =>
  async ({ visit, name }) => {
    const found = await findDocuments(deps, visit);
    const taken = found.ok ? await bytesOf(found.value.documents.find((document) => document.name === name)) : found;
    await note(deps, visit, found.ok ? found.value : undefined, taken);
    return taken;
  };

async function bytesOf(document: DocumentFile | undefined): Promise<Result<DownloadedDocument, Refused>> {
  if (!document) return refused('link-unknown');
  const { bytes: made, ...facts } = document;
  const bytes = typeof made === 'function' ? await made() : ok(made);
  return bytes.ok ? ok({ ...facts, bytes: bytes.value }) : bytes;
}

const note = (
  deps: DownloadDocumentDeps,
  visit: Session,
  visited: Visited | undefined,
  taken: Result<unknown, Refused>,
): Promise<void> => {
  const action = 'page.file';
  if (!taken.ok || !visited) return recordPageRefusal(deps, visit, { action, outcome: outcomeOf(taken) });
  const { link, person } = visited;
  return deps.uow.run(({ recordAudit }) => recordAudit(person, { ...aboutPage(link, action) }));
};
