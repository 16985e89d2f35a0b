import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import type { Instant } from '../../../kernel/time.ts';
import { CHANNELS, type ChannelName, PLATFORMS } from '../../messaging/model/post.ts';
import type { PlatformUser } from './accounts.ts';
import { type Directory, hasRole, type Person, personOf, primaryEmail, type Role } from './person.ts';

/** `use this channel for directors`, said as a whole message: a sentence that only holds these words binds nothing. */
export function parseChannelBinding(text: string): ChannelName | undefined {
  const match = /^use this channel for (?:the )?(\w+)[.!]?$/i.exec(text.trim());
  return CHANNELS.find((name) => name === match?.[1]?.toLowerCase());
}

/** What a platform says of a channel: its name, whether it is shared with another organisation, and who reads it. */
export interface ChannelFacts {
  readonly name: string;
  readonly isForeign: boolean;
  readonly isPublic: boolean;
  readonly members: readonly PlatformUser[];
}

export const channelCheckSchema = z.object({
  id: z.string(),
  channel: z.enum(CHANNELS),
  platform: z.enum(PLATFORMS),
  address: z.string(),
  name: z.string(),
  isPublic: z.boolean(),
  /** Members who hold no role that the channel's cards are for. */
  strangers: z.array(z.object({ email: z.string(), name: z.string() })),
  /** Who bound it; null where the nightly look found somebody new in a channel that is bound. */
  askedBy: z.string().nullable(),
  askedAt: instantSchema,
  settled: z.object({ by: z.string(), at: instantSchema, isYes: z.boolean() }).nullable(),
});

/** The question whether a channel may have the cards, with those who would read them. */
export type ChannelCheck = Document<typeof channelCheckSchema>;

/** Whose cards a channel has. */
const READERS: Readonly<Record<ChannelName, readonly Role[]>> = {
  directors: ['director', 'dpo', 'dpo-delegate'],
  dpo: ['dpo', 'dpo-delegate'],
  managers: ['manager', 'director', 'dpo'],
};

/** Why somebody may not say where cards go: the DPO's channel is bound by a DPO alone, the others by a director too. */
export function bindFault(person: Person, channel: ChannelName): Refusal | undefined {
  if (channel === 'dpo') return hasRole(person, 'dpo') ? undefined : 'not-the-dpo';
  return hasRole(person, 'director', 'dpo') ? undefined : 'not-an-approver';
}

/** Nobody of another organisation reads a card. */
export const foreignFault = ({ isForeign }: Pick<ChannelFacts, 'isForeign'>): Refusal | undefined =>
  isForeign ? 'channel-shared' : undefined;

/** Members of a channel who hold no role that its cards are for. */
export const strangersIn = (
  { members }: Pick<ChannelFacts, 'members'>,
  channel: ChannelName,
  directory: Directory,
  now: Instant,
): ChannelCheck['strangers'] =>
  members
    .map(({ email, name, standing }) => ({
      person: personOf(directory, primaryEmail(directory, email), now, name),
      standing,
    }))
    .filter(({ person, standing }) => standing !== 'member' || !hasRole(person, ...READERS[channel]))
    .map(({ person: { email, name } }) => ({ email, name }));
