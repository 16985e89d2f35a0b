import type { RequestId } from '../../kernel/ids.ts';
import { outcomeOf, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Context, Deps } from '../../stores.ts';
import type { ExternalLink } from '../listening/model/externalLink.ts';
import { refreshMessages } from '../messaging/post.ts';
import type { Actor } from '../people/actor.ts';
import { recordDisclosure } from '../register/recordDisclosure.ts';
import type { Grant } from '../requests/model/grant.ts';
import type { AccessRequest } from '../requests/model/request.ts';
import { findRelease } from './caseRelease.ts';

export type EndExternalLinks = (act: {
  readonly requestId: RequestId;
  readonly actor: Actor;
}) => Promise<Result<{ readonly ended: number }, Refused>>;

/** Withdraws every external link of a request. Who is listening hears no further piece. */
export const createEndExternalLinks =
  ({ uow }: Pick<Deps, 'uow'>): EndExternalLinks =>
  (act) =>
    uow.run(async (context) => {
      const { person, request, result } = await findRelease(context, act);
      const count = result.ok ? await endLinksOf(context, result.value, person.name) : 0;
      const ended = result.ok ? (count > 0 ? ok(count) : err('no-external-link' as const)) : result;
      await context.recordAudit(person, {
        action: 'external-link.end',
        subject: request?.id,
        outcome: outcomeOf(ended),
        detail: { links: ended.ok ? ended.value : null },
      });
      if (!ended.ok) return refused(ended.error);
      await refreshMessages(context, request?.id, request?.caseId);
      return ok({ ended: ended.value });
    });

interface Released {
  readonly request: AccessRequest;
  readonly grant: Grant;
}

/** Ends what is in force of a grant's external links, and writes each into the register. Gives how many. */
export async function endLinksOf(context: Context, release: Released, by: string): Promise<number> {
  const links = await context.links.findExternal(release.grant.id);
  const inForce = links.filter((link) => link.end === null && context.now < link.until);
  for (const link of inForce) {
    await context.links.save({ ...link, end: { at: context.now, why: 'ended' } });
    await noteEnd(context, release, link, by);
  }
  return inForce.length;
}

/** The register's line about a link that ended before its time. */
export async function noteEnd(
  context: Context,
  { request, grant: { redaction } }: Released,
  { recipient }: ExternalLink,
  by: string,
): Promise<void> {
  if (redaction) await recordDisclosure(context, 'link-ended', { request, redaction }, { recipient, by });
}
