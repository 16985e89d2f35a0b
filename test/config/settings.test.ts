import { describe, expect, it } from 'vitest';
import { loadSettings, WrongSettings } from '../../src/config/settings.ts';

const GOOD = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: 'secret',
  AZURE_STORAGE_ACCOUNT_URL: 'https://desk.blob.core.windows.net',
  PRACTICE_FILE: 'env/practice.example.json',
};

const faultsOf = (variables: Record<string, string>): readonly string[] => {
  try {
    loadSettings(variables);
    return [];
  } catch (error) {
    if (error instanceof WrongSettings) return error.faults;
    throw error;
  }
};

describe('loading the settings', () => {
  it('reads the environment and the practice file it names', () => {
    const settings = loadSettings(GOOD);
    expect(settings.environment.practiceFile).toBe('env/practice.example.json');
    expect(settings.practice.name).toBe('Wilson’s Veterinary Practice');
    expect(settings.channels).toHaveLength(1);
  });

  it('lists the faults of the environment and of the practice file together', () => {
    const faults = faultsOf({ ...GOOD, PORT: 'abc', PRACTICE_FILE: 'package.json' });
    expect(faults[0]).toMatch(/^PORT: /);
    expect(faults.some((fault) => fault.startsWith('package.json: '))).toBe(true);
  });

  it('says how to make a practice file where there is none', () => {
    expect(faultsOf({ ...GOOD, PRACTICE_FILE: 'env/none.json' })).toEqual([
      'PRACTICE_FILE: env/none.json cannot be read. Copy env/practice.example.json to env/practice.json and fill it in.',
    ]);
  });

  it('says in words how many settings are wrong', () => {
    expect(new WrongSettings(['a']).message).toBe('1 setting is wrong');
    expect(new WrongSettings(['a', 'b']).message).toBe('2 settings are wrong');
  });
});
