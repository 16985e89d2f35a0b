import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';
import { PURPOSES } from '../../practice/model/purpose.ts';

export const disclosureSchema = z.object({
  id: z.string(),
  at: instantSchema,
  kind: z.enum([
    /** An external link and its passcode were given to somebody. */
    'link-given',
    /** It was heard through the link. */
    'heard',
    /** A copy was saved: by the DPO to be handed over, or by the holder of an access in which a copy was agreed to. */
    'copy-given',
    /** The link was withdrawn by the DPO, or locked by wrong passcodes. */
    'link-ended',
  ]),
  caseId: z.string().nullable(),
  requestId: z.string(),
  purpose: z.enum(PURPOSES),
  /** The person or body it went to. */
  recipient: z.string(),
  /** The ground in words: the purpose with its clause, and the case. */
  ground: z.string(),
  /** SHA-256 of the audio that left, as hex. */
  sha256: z.string(),
  durationMs: z.number(),
  /** How many spans were silenced in it. */
  silenced: z.number(),
  /** Who gave it, or agreed that it be given, by name; the register is read by people. */
  by: z.string(),
});

/** One line of the register of everything disclosed. Lines are only ever added. */
export type Disclosure = Document<typeof disclosureSchema>;

/** What left the practice, and how. */
export type DisclosureKind = Disclosure['kind'];
