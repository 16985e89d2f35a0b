import type { Deps } from '../../deps.ts';
import { hashSecret } from '../../kernel/hashing.ts';
import { outcomeOf, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Context } from '../../stores.ts';
import { actorId } from '../people/actorId.ts';
import type { Grant } from '../requests/model/grant.ts';
import type { AccessRequest } from '../requests/model/request.ts';
import { releaseStanding } from '../requests/visibility.ts';
import { type ClipPageView, clipPageView } from './clipPage.ts';
import { linkLimits } from './linkLimits.ts';
import { type ListenLink, linkFault, openLink } from './model/listenLink.ts';

type Part = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice'>;

interface Found {
  readonly link: ListenLink;
  readonly grant: Grant;
  readonly request: AccessRequest;
}

async function findByToken({ links, grants, requests }: Context, token: string): Promise<Found | undefined> {
  const link = await links.findByTokenHash(hashSecret(token));
  const grant = link && (await grants.find(link.grantId));
  const request = grant && (await requests.find(grant.requestId));
  return link && grant && request ? { link, grant, request } : undefined;
}

export type LookAtLink = (token: string) => Promise<Result<ClipPageView, Refused>>;

/** What a link is, for whoever looks: a preview, a HEAD, a scanner. Uses nothing up and writes nothing. */
export const createLookAtLink =
  ({ uow, clock, practice }: Part): LookAtLink =>
  async (token) => {
    const found = await uow.read((context) => findByToken(context, token));
    if (!found) return refused('link-unknown');
    const fault = linkFault(found.link, found.grant, clock.now());
    return fault ? refused(fault) : ok(clipPageView(found.link, found.grant, found.request, practice));
  };

export type OpenClip = (
  token: string,
) => Promise<Result<{ readonly view: ClipPageView; readonly browserSecret: string }, Refused>>;

/** The button on the page: uses the link up and binds what follows to the browser that gets the secret. Every try is audited. */
export const createOpenClip =
  ({ uow, clock, ids, practice }: Part): OpenClip =>
  async (token) => {
    const browserSecret = ids.secret();
    return uow.run(async (context) => {
      const found = await findByToken(context, token);
      if (!found) return refused('link-unknown');
      const { link, grant, request } = found;
      const now = clock.now();
      const fault = await releaseStanding(context, request, link.mintedFor);
      const opened = fault
        ? err(fault)
        : openLink(link, grant, hashSecret(browserSecret), linkLimits(practice), now);
      await context.audit.append({
        at: now,
        // A used link may be pressed again by anybody: who it is cannot be said.
        actor:
          !opened.ok && opened.error === 'link-used'
            ? 'unknown'
            : await actorId(context.people, { email: link.mintedFor }),
        action: 'clip.open',
        subject: request.id,
        outcome: outcomeOf(opened),
        detail: { link: link.id },
      });
      if (!opened.ok) return refused(opened.error);
      await context.links.save(opened.value);
      return ok({ view: clipPageView(opened.value, grant, request, practice), browserSecret });
    });
  };
