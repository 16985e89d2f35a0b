import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { addMinutes, earlier, type Instant } from '../../../kernel/time.ts';
import { type Email, mayActAsDpo, type Person } from '../../people/model/person.ts';
import type { Limits } from '../../practice/model/practice.ts';
import { type Grant, isAlive } from '../../requests/model/grant.ts';

/** How often each refusal of a link was written down. */
export const refusalCountsSchema = z.record(z.string(), z.number()).default({});

/** What every link of one use has, whatever it leads to. The token and the browser's secret are kept only as hashes. */
const openingSchema = z.object({
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

const DOCUMENT_KINDS = ['register', 'case-pack', 'cover-sheet'] as const;

/** What the DPO takes away as files. */
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

const pageSchema = z.discriminatedUnion('kind', [
  /** Where the parts of a clip are marked that must not leave the practice. */
  z.object({ kind: z.literal('redaction'), requestId: z.string() }),
  /** Where somebody who may agree to a request hears the call first, and chooses the part. */
  z.object({ kind: z.literal('hearing'), requestId: z.string(), recordingId: z.string() }),
  /** `subject` is the id of the case or the request they are about; of the register, whatever its maker asks for. */
  z.object({ kind: z.literal('documents'), documents: z.enum(DOCUMENT_KINDS), subject: z.string() }),
]);

/** A page of the desk's own that the chat cannot show. */
export type Page = Document<typeof pageSchema>;

export const pageLinkSchema = openingSchema.extend({ kind: z.literal('page'), page: pageSchema });

/** One opening of a page of the desk's own. */
export type PageLink = Document<typeof pageLinkSchema>;

/** Why no such page is this person's: they are for the DPO and their delegate, a hearing for whom its request says. */
export const pageFault = (person: Person, page: Page): Refusal | undefined =>
  page.kind === 'hearing' || mayActAsDpo(person) ? undefined : 'not-the-dpo';

export function mintPageLink(
  page: Page,
  person: Person,
  ids: LinkIds,
  limits: Pick<Limits, 'listenLinkMinutes'>,
  now: Instant,
): Result<PageLink, Refusal> {
  const fault = pageFault(person, page);
  if (fault) return err(fault);
  return ok(mintLink({ kind: 'page', page }, person.email, ids, addMinutes(now, limits.listenLinkMinutes)));
}
