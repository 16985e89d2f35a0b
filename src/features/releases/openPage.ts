import type { Deps } from '../../deps.ts';
import { hashSecret } from '../../kernel/hashing.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { outcomeOf, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Context } from '../../stores.ts';
import { linkLimits } from '../listening/linkLimits.ts';
import { actorId } from '../people/actorId.ts';
import { knownPersonNow } from '../people/currentDirectory.ts';
import type { Person } from '../people/model/person.ts';
import type { Practice } from '../practice/model/practice.ts';
import { pageName } from './mintPageLink.ts';
import { openPageLink, type Page, type PageLink, pageFault, visitFault } from './model/pageLink.ts';

type Part = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice'>;

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

export type LookAtPage = (token: string) => Promise<Result<PageLinkView, Refused>>;

/** What a link is, for whoever looks: a preview, a HEAD, a scanner. Uses nothing up and writes nothing. */
export const createLookAtPage =
  ({ uow, practice }: Part): LookAtPage =>
  (token) =>
    uow.read(async (context) => {
      const { now } = context;
      const link = await context.pageLinks.findByTokenHash(hashSecret(token));
      if (!link) return refused('link-unknown');
      const person = await knownPersonNow(context, link.mintedFor);
      const fault = pageFault(link, person, now);
      return fault ? refused(fault) : ok(viewOf(link, person, practice));
    });

export type OpenPage = (
  token: string,
) => Promise<Result<{ readonly view: PageLinkView; readonly browserSecret: string }, Refused>>;

/** The button: uses the link up and binds what follows to the browser that gets the secret. Every try is audited. */
export const createOpenPage =
  ({ uow, ids, practice }: Part): OpenPage =>
  async (token) => {
    const browserSecret = ids.secret();
    return uow.run(async (context) => {
      const { now } = context;
      const link = await context.pageLinks.findByTokenHash(hashSecret(token));
      if (!link) return refused('link-unknown');
      const person = await knownPersonNow(context, link.mintedFor);
      const opened = openPageLink(link, person, hashSecret(browserSecret), linkLimits(practice), now);
      await context.audit.append({
        at: now,
        // A used link may be pressed again by anybody: who it is cannot be said.
        actor: !opened.ok && opened.error === 'link-used' ? 'unknown' : await actorId(context.people, person),
        action: 'page.open',
        subject: link.page.kind === 'silencing' ? link.page.requestId : '-',
        outcome: outcomeOf(opened),
        detail: { page: pageName(link.page), link: link.id },
      });
      if (!opened.ok) return refused(opened.error);
      await context.pageLinks.save(opened.value);
      return ok({ view: viewOf(opened.value, person, practice), browserSecret });
    });
  };

/** One browser's opened page. */
export interface DeskVisit {
  readonly linkId: string;
  readonly browserSecret: string;
}

export interface Visited {
  readonly link: PageLink;
  readonly person: Person;
  readonly view: PageLinkView;
}

/** Whose page it is, if this browser may use it at this moment. Asked again at every request. */
export async function findVisit(
  context: Context,
  { linkId, browserSecret }: DeskVisit,
): Promise<Result<Visited, Refusal>> {
  const link = await context.pageLinks.find(linkId);
  if (!link) return err('link-unknown');
  const person = await knownPersonNow(context, link.mintedFor);
  const fault = visitFault(link, person, hashSecret(browserSecret), context.now);
  return fault ? err(fault) : ok({ link, person, view: viewOf(link, person, context.practice) });
}
