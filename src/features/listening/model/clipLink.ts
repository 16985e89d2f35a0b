import { z } from 'zod';
import type { Document } from '../../../kernel/documentSchema.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { addMinutes, earlier, type Instant } from '../../../kernel/time.ts';
import type { Email } from '../../people/model/person.ts';
import type { Limits } from '../../practice/model/practice.ts';
import { type Grant, isAlive } from '../../requests/model/grant.ts';
import { type LinkIds, mintLink, openingSchema } from './oneTimeLink.ts';

export const clipLinkSchema = openingSchema.extend({
  kind: z.literal('clip'),
  grantId: z.string(),
  /** The external link this playback came by; null for the practice's own people. */
  outside: z.string().nullable(),
});

/** One opening of a clip. */
export type ClipLink = Document<typeof clipLinkSchema>;

/** Why nobody may hear the clip of a grant at this moment. */
export function clipFault(grant: Grant, now: Instant): Refusal | undefined {
  if (grant.state === 'cutting' || grant.state === 'failed') return 'clip-not-ready';
  return isAlive(grant, now) ? undefined : 'access-ended';
}

/** A link for the holder of a grant; it is good for no longer than the grant. */
export function mintClipLink(
  grant: Grant,
  holder: Email,
  ids: LinkIds,
  limits: Pick<Limits, 'listenLinkMinutes'>,
  now: Instant,
): Result<ClipLink, Refusal> {
  if (grant.holder !== holder) return err('not-the-requester');
  const fault = clipFault(grant, now);
  if (fault) return err(fault);
  const openBy = earlier(addMinutes(now, limits.listenLinkMinutes), grant.until);
  return ok(mintLink({ kind: 'clip', grantId: grant.id, outside: null }, holder, ids, openBy));
}
