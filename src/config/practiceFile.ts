import { z } from 'zod';
import { CHANNELS, type PlatformName } from '../features/messaging/model/post.ts';
import type { ChannelBinding } from '../features/people/model/binding.ts';
import { normalEmail, primaryEmail } from '../features/people/model/person.ts';
import type { RoleGroup } from '../features/people/model/roleGroups.ts';
import type { Limits, Practice } from '../features/practice/model/practice.ts';
import { practiceErrors } from '../features/practice/model/practiceFaults.ts';
import { PURPOSES, purposeTable, ROUTES } from '../features/practice/model/purpose.ts';
import { PHONE_SYSTEMS } from '../features/recordings/callReading.ts';
import { HOLIDAY_REGIONS, isRealDate, nextDate, startOfDate } from '../kernel/time.ts';
import { limitsSchema } from './limits.ts';

const email = z
  .email('Write an e-mail address, for example dana@example.com')
  .transform(normalEmail)
  .describe('An e-mail address, as Slack or Microsoft 365 knows the person');

const zone = z
  .string()
  .refine(isZone, 'Name a time zone of the IANA list, for example Europe/London')
  .describe('An IANA time zone, for example Europe/London');

const GROUP_ROLES = [
  'directors',
  'dpo',
  'businessManagers',
  'managers',
] as const satisfies readonly RoleGroup['role'][];

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

export interface PracticeSettings {
  readonly practice: Practice;
  readonly roleGroups: readonly RoleGroup[];
  readonly channels: readonly ChannelBinding[];
}

/** Reads the practice file's text; every fault is given with its place and the mend. */
export function parsePracticeFile(
  text: string,
  file: string,
):
  | { readonly ok: true; readonly value: PracticeSettings }
  | { readonly ok: false; readonly faults: readonly string[] } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return {
      ok: false,
      faults: [`${file}: is not JSON (${(error as Error).message}). Mend it in an editor that checks JSON.`],
    };
  }
  const parsed = practiceSchema.safeParse(json);
  if (!parsed.success)
    return { ok: false, faults: parsed.error.issues.flatMap(deepest).map((issue) => faultText(issue, file)) };
  const value = toSettings(parsed.data);
  const wrong = practiceErrors(value.practice).map((fault) => `${file}: ${fault}`);
  return wrong.length > 0 ? { ok: false, faults: wrong } : { ok: true, value };
}

/** Of what may be written in several ways, what is wrong in the way that was meant: where the fault lies deepest. */
function deepest(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const ways = issue.errors.filter((faults) => faults.some(({ path }) => path.length > 0));
  const meant = ways.length === 1 ? ways[0] : undefined;
  return meant?.flatMap((each) => deepest({ ...each, path: [...issue.path, ...each.path] })) ?? [issue];
}

function faultText(issue: z.core.$ZodIssue, file: string): string {
  const place = issue.path.map(String).join('.') || 'the whole file';
  if (issue.code === 'unrecognized_keys')
    return `${file}: ${place}: does not know ${issue.keys.join(', ')}. Take it out, or look in env/practice.schema.json for the right name.`;
  if (issue.code === 'invalid_type' && issue.input === undefined)
    return `${file}: ${place}: is missing. env/practice.example.json shows how it is written.`;
  return `${file}: ${place}: ${issue.message}.`;
}

/** The roles as lists of people: each by the one address they are known by, whichever the file gives. */
function rolesIn({ roles, people, timeZone }: z.output<typeof practiceSchema>) {
  const known = (list: z.output<typeof roleList>) => [
    ...new Set(list.flatMap((each) => (typeof each === 'string' ? [primaryEmail({ people }, each)] : []))),
  ];
  return {
    directors: known(roles.directors),
    dpo: known(roles.dpo),
    dpoDelegates: roles.dpoDelegates.map(({ email: who, from, until }) => ({
      email: primaryEmail({ people }, who),
      from: startOfDate(from, timeZone),
      until: startOfDate(nextDate(until), timeZone),
    })),
    businessManagers: known(roles.businessManagers),
    managers: known(roles.managers),
  };
}

const groupsIn = ({ roles }: z.output<typeof practiceSchema>): readonly RoleGroup[] =>
  GROUP_ROLES.flatMap((role) =>
    roles[role].flatMap((each): readonly RoleGroup[] => {
      if (typeof each === 'string') return [];
      return 'slackGroup' in each
        ? [{ role, source: 'slack', id: each.slackGroup }]
        : [{ role, source: 'entra', id: each.entraGroup }];
    }),
  );

function toSettings(file: z.output<typeof practiceSchema>): PracticeSettings {
  const channels = CHANNELS.flatMap((channel) =>
    Object.entries(file.channels[channel] ?? {}).map(([platform, where]) => ({
      channel,
      platform: platform as PlatformName,
      address: where as string,
    })),
  );
  return {
    channels,
    roleGroups: groupsIn(file),
    practice: {
      name: file.name,
      zone: file.timeZone,
      phoneZone: file.phoneSystem.timeZone ?? file.timeZone,
      phoneZones: file.phoneSystem.timeZones,
      unrecordedLine: file.unrecordedLine ?? null,
      purgeAt: file.deletionTime,
      reportAt: file.reportTime,
      directory: {
        ...rolesIn(file),
        people: file.people,
        staffDomains: file.staffDomains,
        guests: file.guests,
        absences: [],
      },
      limits: { ...file.limits, grantDays: [...file.limits.grantDays].sort((a, b) => a - b) } satisfies Limits,
      purposes: purposeTable(file.purposes),
      policyUrl: file.policyUrl ?? null,
      hearBeforeDeciding: file.hearBeforeDeciding,
      holidays: file.holidays,
    },
  };
}

function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: text }) !== undefined;
  } catch {
    return false;
  }
}
