import { OUTSIDE } from '../../kernel/actors.ts';
import { hashSecret } from '../../kernel/hashing.ts';
import { outcomeOf, type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Instant } from '../../kernel/time.ts';
import type { AuditRecord, Context, Deps } from '../../stores.ts';
import type { CheckStanding } from '../people/checkStanding.ts';
import type { Grant } from '../requests/model/grant.ts';
import type { AccessRequest } from '../requests/model/request.ts';
import { releaseAccessFault } from '../requests/visibility.ts';
import { type ClipPageView, clipPageView } from './clipPage.ts';
import type { ExternalLink } from './model/externalLink.ts';
import {
  type ClipLink,
  clipFault,
  isOpener,
  isOpenStill,
  openFault,
  openLink,
  sessionEnd,
} from './model/oneTimeLink.ts';
import type { OneUseLink } from './store.ts';

interface LinkedClip {
  readonly grant: Grant;
  readonly request: AccessRequest;
  /** Why it is no longer the holder's to hear, whatever the grant says. */
  readonly standing: Refusal | undefined;
}

const CLIP_LINKS: LinkPolicy<ClipLink, LinkedClip, ClipPageView> = {
  kind: 'clip',
  load: async (context, link) => {
    const grant = await context.grants.find(link.grantId);
    const request = grant && (await context.requests.find(grant.requestId));
    if (!grant || !request) return undefined;
    const standing = await releaseAccessFault(context, request, link.mintedFor);
    return { grant, request, standing };
  },
  access: ({ grant }, now) => clipFault(grant, now),
  opener: ({ standing }) => standing,
  end: ({ grant }) => grant.until,
  audit: ({ id }, { request }) => ({ action: 'clip.open', subject: request.id, detail: { link: id } }),
  view: (link, { grant, request }, practice) => clipPageView(link, grant, request, practice),
};

export const createLookAtLink = (deps: Parameters<typeof createLookAt>[0]) => createLookAt(deps, CLIP_LINKS);

export type LookAtLink = ReturnType<typeof createLookAtLink>;

export const createOpenClip = (deps: Parameters<typeof createOpen>[0]) => createOpen(deps, CLIP_LINKS);

export type OpenClip = ReturnType<typeof createOpenClip>;

type OpenLinkDeps = Pick<Deps, 'uow' | 'ids' | 'practice'> & { readonly checkStanding: CheckStanding };

/** What one kind of link leads to, who may see it, and what is written down when it is opened. */
export interface LinkPolicy<Link extends OneUseLink, Subject, View> {
  readonly kind: Link['kind'];
  /** What the link leads to as it stands now; undefined when it is gone. */
  readonly load: (context: Context, link: Link) => Promise<Subject | undefined>;
  /** Why the subject may not be seen at this moment. */
  readonly access: (subject: Subject, now: Instant) => Refusal | undefined;
  /** Asked first when the link is opened, and not of whoever only looks at it. */
  readonly opener?: (subject: Subject) => Refusal | undefined;
  /** What the session does not outlive. */
  readonly end?: (subject: Subject) => Instant;
  readonly audit: (link: Link, subject: Subject) => Pick<AuditRecord, 'action' | 'subject' | 'detail'>;
  readonly view: (link: Link, subject: Subject, practice: Context['practice']) => View;
}

/** One browser's opened link. */
export interface Session {
  readonly linkId: string;
  readonly browserSecret: string;
}

/** What a link is, for whoever looks: a preview, a HEAD, a scanner. Uses nothing up and writes no audit event. */
export const createLookAt =
  <Link extends OneUseLink, Subject, View>(
    { uow, practice }: Pick<OpenLinkDeps, 'uow' | 'practice'>,
    policy: LinkPolicy<Link, Subject, View>,
  ) =>
  (token: string): Promise<Result<View, Refused>> =>
    uow.read(async (context) => {
      const { now } = context;
      const found = await findByToken(context, policy, token);
      if (!found) return refused('link-unknown');
      const { link, subject } = found;
      const fault = openFault(link, policy.access(subject, now), now);
      return fault ? refused(fault) : ok(policy.view(link, subject, practice));
    });

export interface Opened<View> {
  readonly view: View;
  /** Binds what follows to the browser that gets it. */
  readonly browserSecret: string;
}

/** The button on the page: consumes the link for one browser, and ends others to the same. Attempts are audited. */
export const createOpen =
  <Link extends OneUseLink, Subject, View>(
    { uow, ids, practice, checkStanding }: OpenLinkDeps,
    policy: LinkPolicy<Link, Subject, View>,
  ) =>
  async (token: string): Promise<Result<Opened<View>, Refused>> => {
    const browserSecret = ids.secret();
    const held = await uow.read((context) => findByToken(context, policy, token));
    const gone = held && (await checkStanding(held.link.mintedFor));
    return uow.run(async (context) => {
      const { now } = context;
      const found = await findByToken(context, policy, token);
      if (!found) return refused('link-unknown');
      const { link, subject } = found;
      const fault = gone ?? policy.opener?.(subject);
      const ends = policy.end ? [policy.end(subject)] : [];
      const session = { now, until: sessionEnd(now, practice.limits, ...ends) };
      const opened = fault
        ? err(fault)
        : openLink(link, policy.access(subject, now), hashSecret(browserSecret), session);
      const record = { outcome: outcomeOf(opened), ...policy.audit(link, subject) };
      if (!opened.ok) {
        // Anybody may press what cannot be opened: who it is cannot be said.
        await recordRefusal(context, policy.kind, { linkId: link.id, browserSecret }, record);
        return refused(opened.error);
      }
      await context.recordAudit({ email: link.mintedFor }, record);
      await context.links.save(opened.value);
      await endOthers(context, link);
      return ok({ view: policy.view(opened.value, subject, practice), browserSecret });
    });
  };

/** One link and one playback of an access at a time: a newer one ends those before. Gives how many. */
export async function endOthers({ links, now }: Context, link: OneUseLink): Promise<number> {
  const others = (await links.findSame(link)).filter((each) => isOpenStill(each, now));
  for (const other of others) await links.save({ ...other, replacedAt: now });
  return others.length;
}

/** How often one refusal of one link is written down, however often the link is pressed or fetched. */
const MAX_REFUSALS = 3;

/** Counts a refusal of a link; false once it has been written down often enough. */
export async function countRefusal(
  { links }: Context,
  link: OneUseLink | ExternalLink,
  { action, outcome }: Pick<AuditRecord, 'action' | 'outcome'>,
): Promise<boolean> {
  const refusal = `${action} ${outcome}`;
  const before = link.refusals[refusal] ?? 0;
  if (before < MAX_REFUSALS) await links.save({ ...link, refusals: { ...link.refusals, [refusal]: before + 1 } });
  return before < MAX_REFUSALS;
}

/**
 * Writes down what was refused of a link: as done by its person where the browser is the one that opened it, else by
 * "the link of" them. Of a link that is not known nothing is written.
 */
export async function recordRefusal(
  context: Context,
  kind: OneUseLink['kind'],
  { linkId, browserSecret }: Session,
  record: AuditRecord,
): Promise<void> {
  const link = await context.links.find(kind, linkId);
  if (!link || !(await countRefusal(context, link, record))) return;
  const whose = link.mintedFor === '' ? OUTSIDE : await context.people.idOf(link.mintedFor);
  await context.recordAudit(isOpener(link, hashSecret(browserSecret)) ? whose : `the link of ${whose}`, record);
}

async function findByToken<Link extends OneUseLink, Subject>(
  context: Context,
  { kind, load }: Pick<LinkPolicy<Link, Subject, unknown>, 'kind' | 'load'>,
  token: string,
): Promise<{ readonly link: Link; readonly subject: Subject } | undefined> {
  const link = (await context.links.findByTokenHash(kind, hashSecret(token))) as Link | undefined;
  const subject = link && (await load(context, link));
  return link && subject ? { link, subject } : undefined;
}
