import type { GrantId, RequestId } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { addDays, addMinutes, earlier, type Instant } from '../../../kernel/time.ts';
import type { LinkLimits, ListenLink } from '../../listening/model/listenLink.ts';
import { type Grant, isAlive } from '../../requests/model/grant.ts';

/** How the passcode reaches the person: never by the way the link goes. */
export const PASSCODE_ROUTES = ['telephone', 'in-person', 'post', 'text-message'] as const;

export type PasscodeRoute = (typeof PASSCODE_ROUTES)[number];

/** Wrong passcodes in all, whoever types them. */
export const TRIES = 5;

export const MOST_HEARINGS = 10;

export const MOST_DAYS = 30;

/** What the DPO chooses of an outside link. */
export interface OutsideTerms {
  readonly toWhom: string;
  readonly route: PasscodeRoute;
  readonly days: number;
  readonly hearings: number;
}

/** A way in for somebody outside the practice, to what has been silenced as the DPO settled it. The token and the passcode are kept only as hashes. */
export interface OutsideLink {
  readonly id: string;
  readonly version: number;
  readonly grantId: GrantId;
  readonly requestId: RequestId;
  readonly tokenHash: string;
  readonly passcode: { readonly salt: string; readonly hash: string };
  /** The person or body it is for. */
  readonly toWhom: string;
  readonly route: PasscodeRoute;
  /** Who gave it, by name, for the register. */
  readonly givenBy: string;
  readonly givenAt: Instant;
  readonly until: Instant;
  /** How often it may be heard in all. */
  readonly hearings: number;
  readonly hearingsLeft: number;
  readonly triesLeft: number;
  /** Set when it ended before its time: `ended` by the DPO, `locked` by wrong passcodes. */
  readonly end: { readonly at: Instant; readonly why: 'ended' | 'locked' } | null;
}

export function giveLink(
  grant: Grant,
  { days, ...terms }: OutsideTerms,
  secrets: Pick<OutsideLink, 'id' | 'tokenHash' | 'passcode'>,
  givenBy: string,
  now: Instant,
): Result<OutsideLink, Refusal> {
  if (grant.state === 'cutting' || grant.state === 'failed') return err('clip-not-ready');
  if (!isAlive(grant, now)) return err('access-ended');
  if (grant.redaction === null) return err('not-silenced-yet');
  return ok({
    ...secrets,
    ...terms,
    version: 0,
    grantId: grant.id,
    requestId: grant.requestId,
    givenBy,
    givenAt: now,
    // Nothing outlives the access it comes from.
    until: earlier(addDays(now, days), grant.until),
    hearingsLeft: terms.hearings,
    triesLeft: TRIES,
    end: null,
  });
}

/** Why nothing can be heard through it, hearings under way included; undefined when it is in force. */
export function outsideFault(link: OutsideLink, grant: Grant, now: Instant): Refusal | undefined {
  if (link.end?.why === 'locked') return 'outside-link-locked';
  return link.end || now >= link.until || !isAlive(grant, now) ? 'outside-link-ended' : undefined;
}

/** Why no passcode can be tried on it. */
export const entryFault = (link: OutsideLink, grant: Grant, now: Instant): Refusal | undefined =>
  outsideFault(link, grant, now) ?? (link.hearingsLeft > 0 ? undefined : 'no-hearings-left');

/** Counts a wrong passcode; the last one locks the link for good. */
export function missed(link: OutsideLink, now: Instant): OutsideLink {
  const triesLeft = Math.max(0, link.triesLeft - 1);
  return { ...link, triesLeft, end: triesLeft > 0 ? link.end : { at: now, why: 'locked' } };
}

/** The right passcode: one hearing fewer is left, and one has begun, for the browser it was typed in. */
export function beginHearing(
  link: OutsideLink,
  grant: Grant,
  ids: Pick<ListenLink, 'id' | 'tokenHash'> & { readonly browserHash: string },
  limits: Pick<LinkLimits, 'sessionMinutes'>,
  now: Instant,
): { readonly link: OutsideLink; readonly hearing: ListenLink } {
  const { browserHash, ...own } = ids;
  const until = [link.until, grant.until].reduce<Instant>(earlier, addMinutes(now, limits.sessionMinutes));
  return {
    link: { ...link, hearingsLeft: link.hearingsLeft - 1 },
    hearing: {
      ...own,
      version: 0,
      grantId: grant.id,
      mintedFor: '',
      openBy: now,
      opened: { at: now, browserHash, until },
      heardAt: null,
      outside: link.id,
    },
  };
}

/** Whether this browser may be served audio of an outside hearing at this moment. `link` is undefined when it has been forgotten. */
export function outsideHearingFault(
  hearing: ListenLink,
  link: OutsideLink | undefined,
  grant: Grant,
  browserHash: string,
  now: Instant,
): Refusal | undefined {
  if (hearing.opened?.browserHash !== browserHash) return 'outside-other-browser';
  if (!link) return 'outside-link-ended';
  return outsideFault(link, grant, now) ?? (now >= hearing.opened.until ? 'outside-hearing-over' : undefined);
}
