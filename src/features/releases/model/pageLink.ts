import type { RequestId } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { addMinutes, type Instant } from '../../../kernel/time.ts';
import type { LinkLimits } from '../../listening/model/listenLink.ts';
import { type Email, holds, type Person } from '../../people/model/person.ts';

export const PAPERS = ['register', 'case-pack', 'cover-sheet'] as const;

/** What the DPO takes away as files. */
export type Papers = (typeof PAPERS)[number];

/** A page of the desk's own that the chat cannot show. */
export type Page =
  /** Where the parts of a clip are marked that must not leave the practice. */
  | { readonly kind: 'silencing'; readonly requestId: RequestId }
  /** `subject` is the id of the case or the request they are about; of the register, whatever its maker asks for. */
  | { readonly kind: 'papers'; readonly papers: Papers; readonly subject: string };

/** One opening of such a page, like a listen link: once, in time, in one browser. Token and browser's secret are kept only as hashes. */
export interface PageLink {
  readonly id: string;
  readonly version: number;
  readonly page: Page;
  readonly mintedFor: Email;
  readonly tokenHash: string;
  readonly openBy: Instant;
  readonly opened: { readonly at: Instant; readonly browserHash: string; readonly until: Instant } | null;
  /** When audio was first served to it. */
  readonly heardAt: Instant | null;
}

/** The desk's pages are the DPO's and their stand-in's; asked again at every request. */
const standingFault = (person: Person): Refusal | undefined =>
  holds(person, 'dpo', 'dpo-delegate') ? undefined : 'not-the-dpo';

export function mintPage(
  page: Page,
  person: Person,
  ids: { readonly id: string; readonly tokenHash: string },
  limits: LinkLimits,
  now: Instant,
): Result<PageLink, Refusal> {
  const fault = standingFault(person);
  if (fault) return err(fault);
  const openBy = addMinutes(now, limits.openMinutes);
  return ok({ ...ids, version: 0, page, mintedFor: person.email, openBy, opened: null, heardAt: null });
}

/** Whether the page may still be opened. Looking uses nothing up. */
export function pageFault(link: PageLink, person: Person, now: Instant): Refusal | undefined {
  if (link.opened) return 'link-used';
  return now >= link.openBy ? 'link-expired' : standingFault(person);
}

/** Uses the link up: once, in time, and for one browser. */
export function openPageLink(
  link: PageLink,
  person: Person,
  browserHash: string,
  limits: LinkLimits,
  now: Instant,
): Result<PageLink, Refusal> {
  const fault = pageFault(link, person, now);
  if (fault) return err(fault);
  return ok({ ...link, opened: { at: now, browserHash, until: addMinutes(now, limits.sessionMinutes) } });
}

/** Whether this browser may see and use the page at this moment. */
export function visitFault(
  link: PageLink,
  person: Person,
  browserHash: string,
  now: Instant,
): Refusal | undefined {
  if (!link.opened) return 'link-unknown';
  if (link.opened.browserHash !== browserHash) return 'other-browser';
  return standingFault(person) ?? (now >= link.opened.until ? 'link-expired' : undefined);
}
