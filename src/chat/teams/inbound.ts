import type { Activity } from 'botbuilder';
import { z } from 'zod';

const id = z
  .string()
  .min(1)
  .max(2_048)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no id has one, and PostgreSQL stores none
  .regex(/^[^\u0000]+$/);

const account = z.looseObject({
  id,
  name: z.string().nullish(),
  aadObjectId: z.string().nullish(),
  role: z.string().nullish(),
});

/** The SDK computes with dates where the wire has text. */
const moment = z.coerce.date().nullish();

/** An activity by the fields that the desk and the SDK look at; whatever else is there is left out. */
const activitySchema = z.object({
  type: z.string(),
  id: id.optional(),
  channelId: z.string(),
  serviceUrl: z.url({ protocol: /^https?$/ }),
  timestamp: moment,
  localTimestamp: moment,
  locale: z.string().nullish(),
  from: account,
  recipient: account,
  conversation: z.looseObject({
    id,
    name: z.string().nullish(),
    conversationType: z.string().nullish(),
    tenantId: z.string().nullish(),
    isGroup: z.boolean().nullish(),
  }),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string().nullish() }).nullish() }).nullish(),
  text: z.string().nullish(),
  name: z.string().nullish(),
  value: z.unknown().optional(),
  replyToId: id.nullish(),
  entities: z
    .array(z.looseObject({ type: z.string(), text: z.string().nullish(), mentioned: account.nullish() }))
    .nullish(),
  membersAdded: z.array(account).nullish(),
});

/**
 * The activity in a body; undefined for anything else, over which the SDK would fall. Fields that hold null
 * are left out: the SDK knows only missing ones.
 */
export function readActivity(rawBody: Buffer): Activity | undefined {
  try {
    const read = activitySchema.safeParse(JSON.parse(rawBody.toString('utf8')));
    if (!read.success) return undefined;
    const fields = Object.entries(read.data).filter(([, value]) => value !== null && value !== undefined);
    return Object.fromEntries(fields) as unknown as Activity;
  } catch {
    return undefined;
  }
}
