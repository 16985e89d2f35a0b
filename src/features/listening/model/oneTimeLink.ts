import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { addMinutes, earlier, type Instant } from '../../../kernel/time.ts';
import type { Email } from '../../people/model/person.ts';
import type { Limits } from '../../practice/model/practice.ts';

/** How often each refusal of a link was written down. */
export const refusalCountsSchema = z.record(z.string(), z.number()).default({});

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
  /** When another link to the same took its place. */
  replacedAt: instantSchema.nullable().default(null),
  refusals: refusalCountsSchema,
});

type Opening = Document<typeof openingSchema>;

/** A link that is opened once, in time, in one browser, and what it leads to. */
export type OneTimeLink<Subject extends object = object> = Opening & Subject;

export type LinkIds = Pick<Opening, 'id' | 'tokenHash'>;

const UNOPENED = { version: 0, opened: null, playedAt: null, replacedAt: null, refusals: {} } as const;

export const mintLink = <Subject extends object>(
  subject: Subject,
  mintedFor: Email,
  ids: LinkIds,
  openBy: Instant,
): OneTimeLink<Subject> => ({ ...ids, ...subject, ...UNOPENED, mintedFor, openBy });

/** Whether it can still be opened, or what it opened go on. */
export const isOpenStill = ({ opened, openBy, replacedAt }: OneTimeLink, now: Instant): boolean =>
  replacedAt === null && now < (opened?.until ?? openBy);

/** Whether a browser is the one that opened the link. */
export const isOpener = ({ opened }: Pick<OneTimeLink, 'opened'>, browserHash: string): boolean =>
  opened?.browserHash === browserHash;

const endFault = ({ replacedAt }: OneTimeLink, until: Instant, now: Instant): Refusal | undefined =>
  replacedAt !== null ? 'link-replaced' : now >= until ? 'link-expired' : undefined;

/** When what is opened now is over: after the practice's session, or with the first of what it comes from. */
export const sessionEnd = (
  now: Instant,
  limits: Pick<Limits, 'listenSessionMinutes'>,
  ...ends: readonly Instant[]
): Instant => ends.reduce(earlier, addMinutes(now, limits.listenSessionMinutes));

/** Why the link may not be opened; uses nothing up. `access` is why its subject may not be seen at all. */
export function openFault(link: OneTimeLink, access: Refusal | undefined, now: Instant): Refusal | undefined {
  if (link.opened) return 'link-used';
  return access ?? endFault(link, link.openBy, now);
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
  if (!isOpener(link, browserHash)) return 'other-browser';
  return access ?? endFault(link, link.opened.until, now);
}
