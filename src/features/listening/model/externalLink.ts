import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { addDays, earlier, type Instant } from '../../../kernel/time.ts';
import type { Limits } from '../../practice/model/practice.ts';
import type { Grant } from '../../requests/model/grant.ts';
import {
  type ClipLink,
  clipFault,
  type LinkIds,
  mintLink,
  refusalCountsSchema,
  sessionEnd,
  sessionFault,
} from './oneTimeLink.ts';

/** How the passcode reaches the person: never by the way the link goes. */
export const PASSCODE_ROUTES = ['telephone', 'in-person', 'post', 'text-message'] as const;

/** Wrong passcodes in all, whoever types them. */
export const MAX_ATTEMPTS = 5;

export const MAX_PLAYBACKS = 10;

export const MAX_DAYS = 30;

export const externalLinkSchema = z.object({
  kind: z.literal('external'),
  id: z.string(),
  version: z.number(),
  grantId: z.string(),
  requestId: z.string(),
  tokenHash: z.string(),
  passcode: z.object({ salt: z.string(), hash: z.string() }),
  /** The person or body it is for. */
  recipient: z.string(),
  route: z.enum(PASSCODE_ROUTES),
  /** Who gave it, by name, for the register. */
  givenBy: z.string(),
  givenAt: instantSchema,
  until: instantSchema,
  /** How often it may be heard in all. */
  playbacks: z.number(),
  playbacksLeft: z.number(),
  triesLeft: z.number(),
  /** Set when it ended before its time: `ended` by the DPO, `locked` by wrong passcodes. */
  end: z.object({ at: instantSchema, why: z.enum(['ended', 'locked']) }).nullable(),
  refusals: refusalCountsSchema,
});

/**
 * A way in for somebody outside the practice, to what has been silenced as the DPO settled it. Each right passcode
 * opens one link of one use, so many times as were chosen. The token and the passcode are kept only as hashes.
 */
export type ExternalLink = Document<typeof externalLinkSchema>;

/** What the DPO chooses of an external link. */
export interface ExternalLinkTerms extends Pick<ExternalLink, 'recipient' | 'route' | 'playbacks'> {
  readonly days: number;
}

export function giveLink(
  grant: Grant,
  { days, ...terms }: ExternalLinkTerms,
  secrets: Pick<ExternalLink, 'id' | 'tokenHash' | 'passcode'>,
  givenBy: string,
  now: Instant,
): Result<ExternalLink, Refusal> {
  const fault = clipFault(grant, now);
  if (fault) return err(fault);
  if (grant.redaction === null) return err('not-redacted-yet');
  return ok({
    ...secrets,
    ...terms,
    kind: 'external',
    version: 0,
    grantId: grant.id,
    requestId: grant.requestId,
    givenBy,
    givenAt: now,
    // Nothing outlives the access it comes from.
    until: earlier(addDays(now, days), grant.until),
    playbacksLeft: terms.playbacks,
    triesLeft: MAX_ATTEMPTS,
    end: null,
    refusals: {},
  });
}

/** Why nothing can be heard through it, playbacks under way included; undefined when it is in force. */
export function externalLinkFault(link: ExternalLink, grant: Grant, now: Instant): Refusal | undefined {
  if (link.end?.why === 'locked') return 'external-link-locked';
  return link.end || now >= link.until || clipFault(grant, now) ? 'external-link-ended' : undefined;
}

/** Why no passcode can be tried on it. */
export const entryFault = (link: ExternalLink, grant: Grant, now: Instant): Refusal | undefined =>
  externalLinkFault(link, grant, now) ?? (link.playbacksLeft > 0 ? undefined : 'no-playbacks-left');

/** Counts a wrong passcode; the last one locks the link for good. */
export function missed(link: ExternalLink, now: Instant): ExternalLink {
  const triesLeft = Math.max(0, link.triesLeft - 1);
  return { ...link, triesLeft, end: triesLeft > 0 ? link.end : { at: now, why: 'locked' } };
}

/** The right passcode: one playback fewer is left, and one has begun, for the browser it was typed in. */
export function beginPlayback(
  link: ExternalLink,
  grant: Grant,
  { browserHash, ...ids }: LinkIds & { readonly browserHash: string },
  limits: Pick<Limits, 'listenSessionMinutes'>,
  now: Instant,
): { readonly link: ExternalLink; readonly playback: ClipLink } {
  const minted = mintLink({ kind: 'clip', grantId: grant.id, outside: link.id } as const, '', ids, now);
  const until = sessionEnd(now, limits, link.until, grant.until);
  return {
    link: { ...link, playbacksLeft: link.playbacksLeft - 1 },
    playback: { ...minted, opened: { at: now, browserHash, until } },
  };
}

const OUTSIDE_FAULTS: Readonly<Partial<Record<Refusal, Refusal>>> = {
  'link-unknown': 'external-other-browser',
  'other-browser': 'external-other-browser',
  'link-expired': 'external-playback-over',
  'link-replaced': 'external-replaced',
};

/** Why this browser may not be served a playback by an external link. `link` is undefined when forgotten. */
export function externalPlaybackFault(
  playback: ClipLink,
  link: ExternalLink | undefined,
  grant: Grant,
  browserHash: string,
  now: Instant,
): Refusal | undefined {
  const access = link ? externalLinkFault(link, grant, now) : 'external-link-ended';
  const fault = sessionFault(playback, access, browserHash, now);
  return fault && (OUTSIDE_FAULTS[fault] ?? fault);
}
