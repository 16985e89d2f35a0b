import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { addMinutes, earlier, type Instant } from '../../../kernel/time.ts';
import type { Email } from '../../people/model/person.ts';
import type { Limits } from '../../practice/model/practice.ts';

/** What every link of one use has, whatever it leads to. The token and the browser's secret are kept only as hashes. */
export const openingSchema = z.object({
  id: z.string(),
  version: z.number(),
  tokenHash: z.string(),
  /** Empty for somebody outside the practice. */
  mintedFor: z.string(),
  openBy: instantSchema,
  /** Set when the button is pressed: the link is used, and belongs to the browser that pressed it. */
  opened: z.object({ at: instantSchema, browserHash: z.string(), until: instantSchema }).nullable(),
  /** When audio of this opening was first served. */
  playedAt: instantSchema.nullable(),
});

type Opening = Document<typeof openingSchema>;

/** A link that is opened once, in time, in one browser, and what it leads to. */
export type OneTimeLink<Subject extends object = object> = Opening & Subject;

export type LinkIds = Pick<Opening, 'id' | 'tokenHash'>;

export const mintLink = <Subject extends object>(
  subject: Subject,
  mintedFor: Email,
  ids: LinkIds,
  openBy: Instant,
): OneTimeLink<Subject> => ({ ...ids, ...subject, version: 0, mintedFor, openBy, opened: null, playedAt: null });

/** When what is opened now is over: after the practice's session, or with the first of what it comes from. */
export const sessionEnd = (
  now: Instant,
  limits: Pick<Limits, 'listenSessionMinutes'>,
  ...ends: readonly Instant[]
): Instant => ends.reduce(earlier, addMinutes(now, limits.listenSessionMinutes));

/** Why the link may not be opened; uses nothing up. `access` is why its subject may not be seen at all. */
export function openFault(link: OneTimeLink, access: Refusal | undefined, now: Instant): Refusal | undefined {
  if (link.opened) return 'link-used';
  return access ?? (now >= link.openBy ? 'link-expired' : undefined);
}

/** Consumes the link: once, in time, and for one browser. */
export function openLink<Link extends OneTimeLink>(
  link: Link,
  access: Refusal | undefined,
  browserHash: string,
  { now, until }: { readonly now: Instant; readonly until: Instant },
): Result<Link, Refusal> {
  const fault = openFault(link, access, now);
  return fault ? err(fault) : ok({ ...link, opened: { at: now, browserHash, until } });
}

/** Why this browser may not use what it opened at this moment. Asked again at every request. */
export function sessionFault(
  link: OneTimeLink,
  access: Refusal | undefined,
  browserHash: string,
  now: Instant,
): Refusal | undefined {
  if (!link.opened) return 'link-unknown';
  if (link.opened.browserHash !== browserHash) return 'other-browser';
  return access ?? (now >= link.opened.until ? 'link-expired' : undefined);
}
