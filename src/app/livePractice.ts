import { unwatchFile, watchFile } from 'node:fs';
import { type GroupReading, MOST_MEMBERS, type RoleGroup, withGroups } from '../features/people/model/roleGroups.ts';
import type { Practice } from '../features/practice/model/practice.ts';
import { tellTrouble } from '../features/retention/tellTrouble.ts';
import { causeOf, Fault } from '../kernel/fault.ts';
import { addMinutes, type Instant, msBetween } from '../kernel/time.ts';
import type { Deps } from '../stores.ts';
import { announce, ROLE_NAMES } from './announcePractice.ts';

/** What the practice file says now: the practice with its groups, or what is wrong with it. */
type PracticeReading =
  | { readonly ok: true; readonly value: { readonly practice: Practice; readonly roleGroups: readonly RoleGroup[] } }
  | { readonly ok: false; readonly faults: readonly string[] };

export interface PracticeSource {
  readonly file: string;
  readonly read: () => PracticeReading;
}

/** The addresses of a group's members who are the practice's own; throws when the source does not say. */
export type ReadGroup = (group: RoleGroup) => Promise<readonly string[]>;

export interface LivePracticeDeps extends Pick<Deps, 'uow' | 'clock' | 'log'> {
  /** The one practice that every act reads: what is read afresh is written into it. */
  readonly practice: Practice;
  readonly roleGroups: readonly RoleGroup[];
  readonly source: PracticeSource | null;
  readonly readGroup: ReadGroup;
}

/** What is set once at the start: these wait for the next. */
const AT_START = ['name', 'zone', 'phoneZone', 'phoneZones', 'purgeAt', 'reportAt', 'holidays'] as const;

const GROUPS_EVERY_MINUTES = 3;

/** So long the last reading of a group holds while its source is away; then nobody has the role from it. */
const GROUPS_HOLD_MINUTES = 60;

const LOOK_EVERY_MS = 1_000;

const READINGS = 'role-group-readings';

/** Keeps the roles and rules as the practice file and the directory's groups have them, while the desk runs. */
export async function followPractice(deps: LivePracticeDeps) {
  const { uow, clock, log, practice, source, readGroup } = deps;
  let base = { practice: { ...practice }, roleGroups: deps.roleGroups };
  let readings: readonly GroupReading[] = JSON.parse(
    (await uow.read(({ jobState }) => jobState.get(READINGS))) ?? '[]',
  );
  let groupsReadAt: Instant | undefined;
  let own: string | undefined;
  let isTold = true;
  const keepReadings = () => uow.run(({ jobState }) => jobState.set(READINGS, JSON.stringify(readings)));

  const putInForce = async (): Promise<void> => {
    const oldest = addMinutes(clock.now(), -GROUPS_HOLD_MINUTES);
    const known = readings.filter(({ at, id }) => at > oldest && base.roleGroups.some((group) => group.id === id));
    if (known.length < readings.length) {
      readings = known;
      await keepReadings();
    }
    const directory = withGroups(base.practice.directory, base.roleGroups, known);
    Object.assign(practice, { ...base.practice, directory });
    isTold = false;
    own = await uow.run((context) => announce(context, own));
    isTold = true;
  };

  const readFile = async (isSecond = false): Promise<void> => {
    const read = source?.read();
    if (!read) return;
    if (!read.ok) {
      // A file that is being saved is whole a moment later: what is wrong twice is wrong.
      if (isSecond) await tellOfFaults(read.faults);
      else setTimeout(() => void readFile(true).catch(noted), 2 * LOOK_EVERY_MS).unref();
      return;
    }
    const next = read.value.practice;
    const waiting = AT_START.filter((key) => JSON.stringify(practice[key]) !== JSON.stringify(next[key]));
    if (waiting.length > 0) log.warn('practice.waits-for-start', { fields: waiting.join(', ') });
    const kept = Object.fromEntries(AT_START.map((key) => [key, practice[key]]));
    base = { ...read.value, practice: { ...next, ...kept } };
    groupsReadAt = undefined;
    await putInForce();
    await readGroups();
  };

  const tellOfFaults = async (faults: readonly string[]): Promise<void> => {
    log.error('practice.invalid', { faults: faults.length });
    await uow.run((context) =>
      tellTrouble(context, 'practice-file', {
        title: 'The practice file cannot be read',
        what: `It was changed and is wrong: ${faults.join(' ').slice(0, 1_000)} The desk goes on with what it said before.`,
        remedy: 'Have it mended and saved again: what it says is in force within seconds.',
      }),
    );
  };

  const readGroups = async (): Promise<void> => {
    // What is in force and could not be told of, as when the database was away, is told of now.
    if (!isTold) await putInForce();
    const now = clock.now();
    const isDue = !groupsReadAt || msBetween(groupsReadAt, now) >= GROUPS_EVERY_MINUTES * 60_000;
    if (base.roleGroups.length === 0 || !isDue) return;
    groupsReadAt = now;
    for (const group of base.roleGroups)
      try {
        const emails = await readGroup(group);
        if (emails.length > MOST_MEMBERS) throw new Fault('item', 'too_many_members', 'Name a smaller group.');
        readings = [...readings.filter(({ id }) => id !== group.id), { id: group.id, emails, at: now }];
        if (emails.length === 0) await tellOfGroup(group, 'empty', 'has nobody in it: nobody has the role from it');
      } catch (error) {
        const { fault, code } = causeOf(error);
        log.warn('roles.group-not-read', { source: group.source, role: group.role, fault, code });
        const last = readings.find(({ id }) => id === group.id);
        if (!last) await tellOfGroup(group, 'unread', `cannot be read (${code}): nobody has the role from it`);
        else if (msBetween(last.at, now) >= GROUPS_HOLD_MINUTES * 60_000)
          await tellOfGroup(
            group,
            'away',
            `could not be read for an hour (${code}): nobody has the role from it any more`,
          );
      }
    await keepReadings();
    await putInForce();
  };

  const tellOfGroup = (group: RoleGroup, why: string, what: string) =>
    uow.run((context) =>
      tellTrouble(context, `group-${group.id}-${why}`, {
        title: 'Roles from a group',
        what: `The ${group.source === 'slack' ? 'Slack' : 'Entra'} group ${group.id}, which gives the role ${ROLE_NAMES[group.role]}, ${what}.`,
        remedy:
          'Look whether the group is there, who is in it, and whether the desk may read it; or name the people in the practice file.',
      }),
    );

  const noted = (error: unknown): void => log.error('practice.not-followed', causeOf(error));
  const onChange = (): void => void readFile().catch(noted);
  await putInForce();
  if (source) watchFile(source.file, { interval: LOOK_EVERY_MS, persistent: false }, onChange);
  return {
    /** Reads the practice file again, and puts a valid change in force. */
    readFile: () => readFile(),
    /** Reads the groups again when their time has come. */
    readGroups,
    stop: (): void => {
      if (source) unwatchFile(source.file, onChange);
    },
  };
}
