import type { RequestId } from '../../kernel/ids.ts';
import { outcomeOf, type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Context, Deps } from '../../stores.ts';
import type { ExternalLink } from '../listening/model/externalLink.ts';
import { refreshMessages } from '../messaging/post.ts';
import type { Actor } from '../people/actor.ts';
import { disclosureOf } from '../register/recordDisclosure.ts';
import type { Grant } from '../requests/model/grant.ts';
import type { AccessRequest } from '../requests/model/request.ts';
import { findRelease } from './caseRelease.ts';

type EndExternalLinksDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice'>;

export type EndExternalLinks = (act: {
  readonly requestId: RequestId;
  readonly actor: Actor;
}) => Promise<Result<{ readonly ended: number }, Refused>>;

/** Withdraws every external link of a request. Who is listening hears no further piece. */
export const createEndExternalLinks =
  ({ uow, ids }: EndExternalLinksDeps): EndExternalLinks =>
  (act) =>
    uow.run(async (context) => {
      const { now } = context;
      const { person, request, result } = await findRelease(context, act);
      const ended: Result<number, Refusal> = result.ok
        ? await endAll(context, result.value, person.name, { ids, now })
        : result;
      await context.recordAudit(person, {
        action: 'external-link.end',
        subject: request ? request.id : '-',
        outcome: outcomeOf(ended),
        detail: { links: ended.ok ? ended.value : null },
      });
      if (!ended.ok) return refused(ended.error);
      if (request) await refreshMessages(context, request.id);
      if (request?.caseId) await refreshMessages(context, request.caseId);
      return ok({ ended: ended.value });
    });

async function endAll(
  context: Context,
  release: { readonly request: AccessRequest; readonly grant: Grant },
  by: string,
  rest: Rest,
): Promise<Result<number, Refusal>> {
  const ended = await endLinksOf(context, release.request, release.grant, by, rest);
  return ended > 0 ? ok(ended) : err('no-external-link');
}

interface Rest {
  readonly ids: Deps['ids'];
  readonly now: Instant;
}

/**
 * Ends what is in force of a grant's external links, within the caller's transaction, and writes each into
 * the register. Gives how many.
 */
export async function endLinksOf(
  context: Context,
  request: AccessRequest,
  grant: Grant,
  by: string,
  { ids, now }: Rest,
): Promise<number> {
  const inForce = (await context.links.findExternal(grant.id)).filter((link) => link.end === null && now < link.until);
  for (const link of inForce) {
    await context.links.save({ ...link, end: { at: now, why: 'ended' } });
    await noteEnd(context, request, grant, link, by, { ids, now });
  }
  return inForce.length;
}

/** The register's line about a link that ended before its time. */
export async function noteEnd(
  { disclosures }: Context,
  request: AccessRequest,
  { redaction }: Grant,
  { recipient }: ExternalLink,
  by: string,
  { ids, now: at }: Rest,
): Promise<void> {
  if (redaction)
    await disclosures.insert(
      disclosureOf('link-ended', request, redaction, { recipient, by }, { id: ids.unique(), at }),
    );
}
