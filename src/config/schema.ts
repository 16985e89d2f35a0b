import { z } from 'zod';
import { CHANNELS } from '../features/messaging/model/post.ts';
import { normalEmail } from '../features/people/model/person.ts';
import { PURPOSES, ROUTES } from '../features/practice/model/purpose.ts';
import { PHONE_SYSTEMS } from '../features/recordings/callReading.ts';
import { HOLIDAY_REGIONS, isRealDate } from '../kernel/time.ts';
import { limitsSchema } from './limits.ts';

const email = z
  .email('Write an e-mail address, for example dana@example.com')
  .transform(normalEmail)
  .describe('An e-mail address, as Slack or Microsoft 365 knows the person');

const zone = z
  .string()
  .refine(isZone, 'Name a time zone of the IANA list, for example Europe/London')
  .describe('An IANA time zone, for example Europe/London');

const group = z.union(
  [
    z.strictObject({
      slackGroup: z
        .string()
        .regex(/^S[A-Z0-9]{5,}$/, 'Write the Slack user group’s id, for example S0123456789')
        .describe('A Slack user group, by its id'),
    }),
    z.strictObject({
      entraGroup: z
        .guid('Write the Entra group’s object id, for example 00000000-0000-0000-0000-000000000000')
        .describe('A group of Microsoft Entra ID, by its object id'),
    }),
  ],
  'Write an e-mail address, { "slackGroup": "S…" } or { "entraGroup": "…" }',
);

/** Who has a role: addresses, groups of the directory, or both. */
const roleList = z.union([group.transform((each) => [each]), z.array(z.union([email, group]))]);

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time on the 24-hour clock, for example 02:30');

const date = z
  .string()
  .refine(isRealDate, 'Write a date as year-month-day, for example 2026-12-24')
  .meta({ format: 'date' });

const address = z.strictObject({
  slack: z
    .string()
    .regex(
      /^[CG][A-Z0-9]{5,}$/,
      'Write the Slack channel’s id, for example C0123456789 (channel name, About, at the bottom)',
    )
    .optional(),
});

const purposeChange = z.strictObject({
  seats: z
    .array(z.enum(['director', 'dpo'], 'Write director or dpo'))
    .min(1, 'Name at least one seat')
    .max(4, 'Name at most four seats')
    .optional(),
  route: z.enum(ROUTES).optional(),
  title: z.string().min(1).max(60).optional(),
});

/** `env/practice.json`: who is who, where cards go, and the numbers of the policy. */
export const practiceSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: z.string().min(1, 'Write the practice’s name').max(100).describe('The practice’s name, as people read it'),
    timeZone: zone.default('Europe/London'),
    phoneSystem: z
      .strictObject({
        timeZone: zone
          .optional()
          .describe('Zone of times in the phone system’s file names, when it is not the practice’s'),
        timeZones: z
          .partialRecord(z.enum(PHONE_SYSTEMS), zone)
          .default({})
          .describe('Zones of single phone systems, where there are several and their clocks differ'),
      })
      .prefault({}),
    staffDomains: z
      .array(
        z
          .string()
          .regex(/^[a-z0-9.-]+\.[a-z]{2,}$/, 'Write the part after the @, in lower case, for example example.com'),
      )
      .min(1, 'Name at least one domain of staff e-mail addresses')
      .describe('Domains of staff e-mail addresses; nobody else may use the desk, unless named below'),
    roles: z.strictObject({
      directors: roleList
        .refine((list) => list.length > 0, 'Name at least one director')
        .describe('Senior management (policy 5.2): addresses, or groups of the directory'),
      dpo: roleList
        .refine((list) => list.length > 0, 'Name the Data Protection Officer')
        .describe('The Data Protection Officer'),
      dpoDelegates: z
        .array(
          z
            .strictObject({ email, from: date, until: date })
            .refine(({ from, until }) => from <= until, 'The last day comes before the first. Swap them'),
        )
        .default([])
        .describe('Stand-ins for the DPO between two dates, the last included (policy 5.7)'),
      businessManagers: roleList.default([]).describe('Told of disciplinary releases (policy 2.1f)'),
      managers: roleList.default([]).describe('Read the reports'),
    }),
    people: z
      .array(
        z.strictObject({
          email,
          emails: z.array(email).default([]).describe('Further addresses of the same person'),
          silent: z
            .boolean()
            .default(false)
            .describe(
              'Asked in no message while others can decide; finds what waits in the Home tab, or with /recording-desk',
            ),
          name: z.string().min(1).max(100),
          extensions: z.array(z.string().regex(/^\d{2,8}$/, 'An extension has two to eight digits')).default([]),
        }),
      )
      .refine((people) => {
        const all = people.flatMap((person) => [person.email, ...person.emails]);
        return new Set(all).size === all.length;
      }, 'The same address stands here twice. Keep one of them')
      .default([])
      .describe('Names and extensions: whose extension a call was on decides who is a party to it'),
    guests: z
      .array(email)
      .default([])
      .describe('Guests of the workspace or tenant who may use the desk all the same, each by their address'),
    channels: z
      .partialRecord(z.enum(CHANNELS), address)
      .default({})
      .describe('Where cards go; channels may also be bound in the chat (“use this channel for directors”)'),
    limits: limitsSchema,
    purposes: z
      .partialRecord(z.enum(PURPOSES), purposeChange)
      .default({})
      .describe('Changes to the table of purposes: who must agree, and where the cards go'),
    unrecordedLine: z
      .string()
      .min(2, 'Write the number as staff dial it, for example 299 or 01632 960999')
      .max(40, 'Write the number as staff dial it, for example 299 or 01632 960999')
      .optional()
      .describe('The unrecorded line a caller who opts out is transferred to (policy 5.8), as staff dial it'),
    deletionTime: timeOfDay.default('02:30').describe('Local time of the nightly deletion, for example 02:30'),
    reportTime: timeOfDay.default('07:30').describe('Local time of the morning’s report, for example 07:30'),
    policyUrl: z.url('Write the policy’s web address, beginning with https://').optional(),
    hearBeforeDeciding: z
      .boolean('Write true or false')
      .default(true)
      .describe('Whether an approver may hear a call before deciding which part of it is released'),
    holidays: z
      .enum(HOLIDAY_REGIONS, `Write ${HOLIDAY_REGIONS.join(', ')}`)
      .default('england-and-wales')
      .describe('Whose public holidays move the due date of a subject access request'),
  })
  .meta({ title: 'Recording Desk: the practice' });

function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: text }) !== undefined;
  } catch {
    return false;
  }
}

/** The JSON Schema of the practice file, for editors: `npm run schema`. */
export const practiceJsonSchema = (): string =>
  `${JSON.stringify(z.toJSONSchema(practiceSchema, { io: 'input', unrepresentable: 'any' }), null, 2)}\n`;

if (import.meta.main) process.stdout.write(practiceJsonSchema());
