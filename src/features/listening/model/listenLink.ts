import type { GrantId } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { addMinutes, earlier, type Instant } from '../../../kernel/time.ts';
import type { Email } from '../../people/model/person.ts';
import { type Grant, isAlive } from '../../requests/model/grant.ts';

/** One opening of a clip. The token and the browser's secret are kept only as hashes. */
export interface ListenLink {
  readonly id: string;
  readonly version: number;
  readonly grantId: GrantId;
  readonly mintedFor: Email;
  readonly tokenHash: string;
  readonly openBy: Instant;
  /** Set when the button is pressed: the link is used, and belongs to the browser that pressed it. */
  readonly opened: { readonly at: Instant; readonly browserHash: string; readonly until: Instant } | null;
  /** When audio of this opening was first served. */
  readonly heardAt: Instant | null;
  /** The outside link this hearing came by; null for the practice's own people. */
  readonly outside: string | null;
}

/** Minutes a fresh link may wait to be opened, and an opened one may be listened to. */
export interface LinkLimits {
  readonly openMinutes: number;
  readonly sessionMinutes: number;
}

export function mintLink(
  grant: Grant,
  holder: Email,
  ids: { readonly id: string; readonly tokenHash: string },
  limits: LinkLimits,
  now: Instant,
): Result<ListenLink, Refusal> {
  if (grant.holder !== holder) return err('not-the-requester');
  const fault = aliveFault(grant, now);
  if (fault) return err(fault);
  const openBy = earlier(addMinutes(now, limits.openMinutes), grant.until);
  return ok({
    ...ids,
    version: 0,
    grantId: grant.id,
    mintedFor: holder,
    openBy,
    opened: null,
    heardAt: null,
    outside: null,
  });
}

/** What the page may show before the button is pressed. Looking uses nothing up. */
export function linkFault(link: ListenLink, grant: Grant, now: Instant): Refusal | undefined {
  if (link.opened) return 'link-used';
  if (now >= link.openBy) return aliveFault(grant, now) ?? 'link-expired';
  return aliveFault(grant, now);
}

/** Uses the link up: once, in time, and for one browser. */
export function openLink(
  link: ListenLink,
  grant: Grant,
  browserHash: string,
  limits: LinkLimits,
  now: Instant,
): Result<ListenLink, Refusal> {
  const fault = linkFault(link, grant, now);
  if (fault) return err(fault);
  const until = earlier(addMinutes(now, limits.sessionMinutes), grant.until);
  return ok({ ...link, opened: { at: now, browserHash, until } });
}

/** Whether this browser may be served audio at this moment. Asked again for every range. */
export function hearingFault(
  link: ListenLink,
  grant: Grant,
  browserHash: string,
  now: Instant,
): Refusal | undefined {
  if (!link.opened) return 'link-unknown';
  if (link.opened.browserHash !== browserHash) return 'other-browser';
  return aliveFault(grant, now) ?? (now >= link.opened.until ? 'link-expired' : undefined);
}

function aliveFault(grant: Grant, now: Instant): Refusal | undefined {
  if (grant.state === 'cutting' || grant.state === 'failed') return 'clip-not-ready';
  return isAlive(grant, now) ? undefined : 'access-ended';
}
