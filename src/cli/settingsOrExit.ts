import { existsSync } from 'node:fs';
import { loadSettings, type Settings, WrongSettings } from '../config/settings.ts';

/** The settings, from the environment and a `.env` beside it; or every fault on the terminal, and exit 1. */
export function settingsOrExit(): Settings {
  if (existsSync('.env')) process.loadEnvFile('.env');
  try {
    return loadSettings();
  } catch (error) {
    if (!(error instanceof WrongSettings)) throw error;
    process.stderr.write(
      `The desk cannot start: ${error.message}.\n${error.faults.map((fault) => `  - ${fault}\n`).join('')}`,
    );
    process.exit(1);
  }
}
