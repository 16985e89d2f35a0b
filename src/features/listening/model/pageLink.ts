import { z } from 'zod';
import type { Document } from '../../../kernel/documentSchema.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { addMinutes, type Instant } from '../../../kernel/time.ts';
import { mayActAsDpo, type Person } from '../../people/model/person.ts';
import type { Limits } from '../../practice/model/practice.ts';
import { type LinkIds, mintLink, openingSchema } from './oneTimeLink.ts';

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
