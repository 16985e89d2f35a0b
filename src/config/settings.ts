import { readFileSync } from 'node:fs';
import { DEFAULT_DATABASE, type Environment, parseEnvironment } from './environment.ts';
import { type PracticeSettings, parsePracticeFile } from './practiceFile.ts';

export interface Settings extends PracticeSettings {
  readonly environment: Environment;
}

/** All wrong settings together, each with its name and the mend. */
export class WrongSettings extends Error {
  override readonly name = 'WrongSettings';
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`${faults.length} setting${faults.length === 1 ? ' is' : 's are'} wrong`);
    this.faults = faults;
  }
}

/** The whole of the settings, or WrongSettings. The only reader of the process's environment. */
export function loadSettings(variables: NodeJS.ProcessEnv = process.env): Settings {
  const environment = parseEnvironment(variables);
  const file = environment.ok ? environment.value.practiceFile : variables.PRACTICE_FILE || 'env/practice.json';
  const practice = readPractice(file);
  const faults = [...(environment.ok ? [] : environment.faults), ...(practice.ok ? [] : practice.faults)];
  if (!environment.ok || !practice.ok) throw new WrongSettings(faults);
  const unreadable = groupFaults(environment.value, practice.value);
  if (unreadable.length > 0) throw new WrongSettings(unreadable);
  return { environment: environment.value, ...practice.value };
}

/** Groups that give a role, and that no platform of the desk can read. */
const groupFaults = ({ slack, teams }: Environment, { roleGroups }: PracticeSettings): readonly string[] =>
  roleGroups
    .filter(({ source }) => (source === 'slack' ? slack : teams) === null)
    .map(({ role, source, id }) =>
      source === 'slack'
        ? `roles.${role}: the Slack group ${id} needs Slack: give SLACK_BOT_TOKEN, or name the people.`
        : `roles.${role}: the Entra group ${id} needs Teams: give MICROSOFT_APP_ID, or name the people.`,
    );

/** Where the state is, for commands that need nothing else. */
export const loadDatabaseUrl = (variables: NodeJS.ProcessEnv = process.env): string =>
  variables.DATABASE_URL?.trim() || DEFAULT_DATABASE;

/** The practice file as the running desk reads it again. */
export const practiceSourceOf = (file: string) => ({ file, read: () => readPractice(file) });

function readPractice(file: string): ReturnType<typeof parsePracticeFile> {
  try {
    return parsePracticeFile(readFileSync(file, 'utf8'), file);
  } catch {
    return {
      ok: false,
      faults: [
        `PRACTICE_FILE: ${file} cannot be read. Copy env/practice.example.json to env/practice.json and fill it in.`,
      ],
    };
  }
}

/** An option that npm took for itself, because the two dashes before a command's own were left out. */
export const optionTakenByNpm = (options: readonly string[], env = process.env): string | undefined =>
  options.find((name) => env[`npm_config_${name.replaceAll('-', '_')}`] !== undefined);
