import { hashSecret } from '../../kernel/hashing.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Instant } from '../../kernel/time.ts';
import type { AuditRecord, Context } from '../../stores.ts';
import { type Page, type PageLink, pageFault, sessionFault } from '../listening/model/oneTimeLink.ts';
import { createLookAt, createOpen, type LinkPolicy, recordRefusal, type Session } from '../listening/openLink.ts';
import { knownPersonNow } from '../people/currentDirectory.ts';
import type { Person } from '../people/model/person.ts';
import type { Practice } from '../practice/model/practice.ts';
import { findHearing, type Hearing } from '../requests/hearFirst.ts';
import { detailOf } from './mintPageLink.ts';

/** What a page's link shows before it is opened. */
export interface PageLinkView {
  readonly linkId: string;
  readonly page: Page;
  readonly forName: string;
  readonly practiceName: string;
  readonly zone: string;
  /** When it must be opened by, or, once opened, when the page ends. */
  readonly until: Instant;
}

const viewOf = (link: PageLink, person: Person, practice: Practice): PageLinkView => ({
  linkId: link.id,
  page: link.page,
  forName: person.name,
  practiceName: practice.name,
  zone: practice.zone,
  until: link.opened?.until ?? link.openBy,
});

/** What the audit says of something done on a page. */
export const aboutPage = ({ id, page }: PageLink, action: string, more: AuditRecord['detail'] = {}) => ({
  action,
  subject: page.kind === 'documents' ? '-' : page.requestId,
  detail: { ...detailOf(page), link: id, ...more },
});

/** Whose page it is, and why it is not theirs to use now. */
async function visitorOf(context: Context, { page, mintedFor }: PageLink) {
  const person = await knownPersonNow(context, mintedFor);
  const hearing = page.kind === 'hearing' ? await findHearing(context, { ...page, actor: person }) : undefined;
  return {
    person,
    fault: hearing && !hearing.ok ? hearing.error : pageFault(person, page),
    hearing: hearing?.ok ? hearing.value : null,
  };
}

const PAGE_LINKS: LinkPolicy<PageLink, Awaited<ReturnType<typeof visitorOf>>, PageLinkView> = {
  kind: 'page',
  load: visitorOf,
  access: ({ fault }) => fault,
  audit: (link) => aboutPage(link, 'page.open'),
  view: (link, { person }, practice) => viewOf(link, person, practice),
};

type OpenPageDeps = Parameters<typeof createOpen>[0];

export const createLookAtPage = (deps: OpenPageDeps) => createLookAt(deps, PAGE_LINKS);

export type LookAtPage = ReturnType<typeof createLookAtPage>;

export const createOpenPage = (deps: OpenPageDeps) => createOpen(deps, PAGE_LINKS);

export type OpenPage = ReturnType<typeof createOpenPage>;

export interface Visited {
  readonly link: PageLink;
  readonly person: Person;
  /** What a hearing is of. */
  readonly hearing: Hearing | null;
  readonly view: PageLinkView;
}

export type VisitDeps = Pick<OpenPageDeps, 'uow' | 'checkStanding'>;

/** Whose page it is, if this browser may use it at this moment, and its person is one of the practice's still. */
export async function findVisit(
  { uow, checkStanding }: VisitDeps,
  { linkId, browserSecret }: Session,
): Promise<Result<Visited, Refusal>> {
  const found = await uow.read(async (context): Promise<Result<Visited, Refusal>> => {
    const link = await context.links.find('page', linkId);
    if (!link) return err('link-unknown');
    const { person, hearing, fault: gone } = await visitorOf(context, link);
    const fault = sessionFault(link, gone, hashSecret(browserSecret), context.now);
    return fault ? err(fault) : ok({ link, person, hearing, view: viewOf(link, person, context.practice) });
  });
  const gone = found.ok && (await checkStanding(found.value.link.mintedFor));
  return gone ? err(gone) : found;
}

/** Writes down what was refused on a page of the desk's own: of one of its links, and no other. */
export const recordPageRefusal = (
  { uow }: Pick<VisitDeps, 'uow'>,
  visit: Session,
  { action, outcome, detail }: Omit<AuditRecord, 'subject'>,
): Promise<void> =>
  uow.run(async (context) => {
    const link = await context.links.find('page', visit.linkId);
    if (link) await recordRefusal(context, 'page', visit, { ...aboutPage(link, action, detail), outcome });
  });
