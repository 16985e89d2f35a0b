import type { Deps } from '../../deps.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { outcomeOf, type Refused, refused } from '../../kernel/refusal.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Session } from '../listening/openLink.ts';
import { actorId } from '../people/actorId.ts';
import type { MakePapers, Paper } from './documents.ts';
import { pageName } from './mintPageLink.ts';
import { findVisit, type PageLinkView, type Visited } from './openPage.ts';

type Part = Pick<Deps, 'uow' | 'clock' | 'practice'> & { readonly makePapers: MakePapers };

export interface PapersView extends PageLinkView {
  readonly names: readonly string[];
}

export type ViewPapers = (visit: Session) => Promise<Result<PapersView, Refused>>;

interface FoundPapers {
  readonly visited: Visited;
  readonly papers: readonly Paper[];
}

async function findPapers({ uow, makePapers }: Part, visit: Session): Promise<Result<FoundPapers, Refused>> {
  const visited = await uow.read((context) => findVisit(context, visit));
  if (!visited.ok) return refused(visited.error);
  const { link, person } = visited.value;
  if (link.page.kind !== 'papers') return refused('link-unknown');
  const papers = await makePapers(link.page.papers, link.page.subject, person);
  return papers.ok ? ok({ visited: visited.value, papers: papers.value }) : papers;
}

/** Which files a page of papers has. */
export const createViewPapers =
  (deps: Part): ViewPapers =>
  async (visit) => {
    const found = await findPapers(deps, visit);
    if (!found.ok) return found;
    const { visited, papers } = found.value;
    return ok({ ...visited.view, names: papers.map(({ name }) => name) });
  };

export interface TakenPaper extends Omit<Paper, 'bytes'> {
  readonly bytes: Uint8Array;
}

export type TakePaper = (act: {
  readonly visit: Session;
  readonly name: string;
}) => Promise<Result<TakenPaper, Refused>>;

/** One file of a page of papers; each that is taken is audited. */
export const createTakePaper =
  (deps: Part): TakePaper =>
  async ({ visit, name }) => {
    const found = await findPapers(deps, visit);
    const taken = found.ok ? await bytesOf(found.value.papers.find((paper) => paper.name === name)) : found;
    await note(deps, visit, found.ok ? found.value.visited : undefined, taken);
    return taken;
  };

async function bytesOf(paper: Paper | undefined): Promise<Result<TakenPaper, Refused>> {
  if (!paper) return refused('link-unknown');
  const { bytes: made, ...facts } = paper;
  const bytes = typeof made === 'function' ? await made() : ok(made);
  return bytes.ok ? ok({ ...facts, bytes: bytes.value }) : bytes;
}

const note = (
  { uow, clock }: Part,
  { linkId }: Session,
  visited: Visited | undefined,
  taken: Result<unknown, Refusal | Refused>,
): Promise<void> =>
  uow.run(async ({ audit, people, links }) => {
    const link = await links.find('page', linkId);
    await audit.append({
      at: clock.now(),
      // A browser that is not the page's own may be anybody's.
      actor: visited ? await actorId(people, visited.person) : 'unknown',
      action: 'page.file',
      subject: '-',
      outcome: outcomeOf(taken),
      detail: { page: link ? pageName(link.page) : null, link: link ? link.id : null },
    });
  });
