import type { z } from 'zod';
import { CHANNELS, type PlatformName } from '../features/messaging/model/post.ts';
import type { ChannelBinding } from '../features/people/model/binding.ts';
import { primaryEmail } from '../features/people/model/person.ts';
import type { RoleGroup } from '../features/people/model/roleGroups.ts';
import type { Limits, Practice } from '../features/practice/model/practice.ts';
import { practiceErrors } from '../features/practice/model/practiceFaults.ts';
import { purposeTable } from '../features/practice/model/purpose.ts';
import { nextDate, startOfDate } from '../kernel/time.ts';
import { practiceSchema } from './schema.ts';

const GROUP_ROLES = [
  'directors',
  'dpo',
  'businessManagers',
  'managers',
] as const satisfies readonly RoleGroup['role'][];

type PracticeFile = z.output<typeof practiceSchema>;

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
function rolesIn({ roles, people, timeZone }: PracticeFile) {
  const known = (list: PracticeFile['roles']['managers']) => [
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

const groupsIn = ({ roles }: PracticeFile): readonly RoleGroup[] =>
  GROUP_ROLES.flatMap((role) =>
    roles[role].flatMap((each): readonly RoleGroup[] => {
      if (typeof each === 'string') return [];
      return 'slackGroup' in each
        ? [{ role, source: 'slack', id: each.slackGroup }]
        : [{ role, source: 'entra', id: each.entraGroup }];
    }),
  );

function toSettings(file: PracticeFile): PracticeSettings {
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
