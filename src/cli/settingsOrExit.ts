import { existsSync } from 'node:fs';
import { loadDatabaseUrl, loadSettings, type Settings, WrongSettings } from '../config/settings.ts';
import { isPostgresUrl } from '../platform/database/open.ts';

const readDotEnv = (): void => {
  if (existsSync('.env')) process.loadEnvFile('.env');
};

/** The settings, from the environment and a `.env` beside it; or every fault on the terminal, and exit 1. */
export function settingsOrExit(): Settings {
  readDotEnv();
  try {
    return loadSettings();
  } catch (error) {
    if (!(error instanceof WrongSettings)) throw error;
    const faults = error.faults.map((fault) => `  - ${fault}\n`).join('');
    process.stderr.write(`The desk cannot start: ${error.message}.\n${faults}`);
    process.exit(1);
  }
}

/** The database alone, for commands that need nothing else. A file that is not there is not made. */
export function databaseUrlOrExit(): string {
  readDotEnv();
  const url = loadDatabaseUrl();
  if (isPostgresUrl(url) || existsSync(url)) return url;
  process.stderr.write(
    `DATABASE_URL: there is no database at ${url}. Run this where the desk runs, or set DATABASE_URL.\n`,
  );
  process.exit(1);
}
