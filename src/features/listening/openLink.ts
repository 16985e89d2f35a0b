import { hashSecret } from '../../kernel/hashing.ts';
import { outcomeOf, type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Instant } from '../../kernel/time.ts';
import type { AuditRecord, Context, Deps } from '../../stores.ts';
import type { CheckStanding } from '../people/checkStanding.ts';
import type { ClipLink } from './model/clipLink.ts';
import { openFault, openLink, sessionEnd } from './model/oneTimeLink.ts';
import type { PageLink } from './model/pageLink.ts';

type OpenLinkDeps = Pick<Deps, 'uow' | 'ids' | 'practice'> & { readonly checkStanding: CheckStanding };

/** What one kind of link leads to, who may see it, and what is written down when it is opened. */
export interface LinkPolicy<Link extends ClipLink | PageLink, Subject, View> {
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
  <Link extends ClipLink | PageLink, Subject, View>(
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

/** The button on the page: consumes the link for one browser. Every attempt is audited. */
export const createOpen =
  <Link extends ClipLink | PageLink, Subject, View>(
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
      const isUsed = !opened.ok && opened.error === 'link-used';
      // A used link may be pressed again by anybody: who it is cannot be said.
      await context.recordAudit(isUsed ? 'unknown' : { email: link.mintedFor }, {
        outcome: outcomeOf(opened),
        ...policy.audit(link, subject),
      });
      if (!opened.ok) return refused(opened.error);
      await context.links.save(opened.value);
      return ok({ view: policy.view(opened.value, subject, practice), browserSecret });
    });
  };

/** Writes down when audio of an opening was first served; true that first time. */
export async function markPlayed(
  { links, now }: Context,
  kind: (ClipLink | PageLink)['kind'],
  id: string,
): Promise<boolean> {
  const link = await links.find(kind, id);
  if (link?.playedAt !== null) return false;
  await links.save({ ...link, playedAt: now });
  return true;
}

async function findByToken<Link extends ClipLink | PageLink, Subject>(
  context: Context,
  { kind, load }: Pick<LinkPolicy<Link, Subject, unknown>, 'kind' | 'load'>,
  token: string,
): Promise<{ readonly link: Link; readonly subject: Subject } | undefined> {
  const link = (await context.links.findByTokenHash(kind, hashSecret(token))) as Link | undefined;
  const subject = link && (await load(context, link));
  return link && subject ? { link, subject } : undefined;
}
