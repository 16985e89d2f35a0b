import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CommandFailed, runCommand } from '../../src/cli/command.ts';

const USAGE = 'npm run file -- [--all] [--name NAME] FILE';

let said: string;
let acted: unknown[];

beforeEach(() => {
  said = '';
  acted = [];
  const write = (text: unknown): boolean => {
    said += String(text);
    return true;
  };
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = undefined;
});

/** Runs the command with what was typed after it; gives the exit code. */
async function run(typed: readonly string[], act: () => Promise<number | undefined> = async () => undefined) {
  vi.spyOn(process, 'argv', 'get').mockReturnValue(['node', 'file.ts', ...typed]);
  const options = { all: { type: 'boolean' }, name: { type: 'string' } } as const;
  await runCommand({ usage: USAGE, options, words: [1, 1] }, (given) => {
    acted.push(given);
    return act() as Promise<number>;
  });
  const code = process.exitCode;
  process.exitCode = undefined;
  return code;
}

describe('a command of the terminal', () => {
  it('is given its options and words', async () => {
    expect(await run(['--all', '--name', 'x', 'file'])).toBe(0);
    expect(acted).toEqual([{ values: { all: true, name: 'x' }, words: ['file'] }]);
  });

  it.each([
    [[], ''],
    [['file', 'other'], 'Not understood: other'],
    [['--al', 'file'], "Unknown option '--al'"],
    [['--name', 'file'], ''],
    [['--all=yes', 'file'], 'does not take an argument'],
    [['-x', 'file'], "Unknown option '-x'"],
  ])('does nothing with %j: it says why and how it is called, and ends with 2', async (typed, why) => {
    expect(await run(typed)).toBe(2);
    expect(said).toContain(why);
    expect(said).toContain(USAGE);
    expect(acted).toEqual([]);
  });

  it('does nothing when npm took an option for itself', async () => {
    vi.stubEnv('npm_config_all', 'true');
    expect(await run(['file'])).toBe(2);
    expect(said).toContain('npm kept --all for itself');
    expect(acted).toEqual([]);
  });

  it('says how it is called when asked for help', async () => {
    expect(await run(['--help'])).toBeUndefined();
    expect(said).toBe(`${USAGE}\n`);
  });

  it.each([
    [new CommandFailed('There is no such file.'), 1, 'There is no such file.\n'],
    [new CommandFailed('Say which.', 2), 2, 'Say which.\n'],
    [new TypeError('x is not a function\n    at y'), 1, 'It did not work: x is not a function (TypeError)\n'],
    ['thrown text', 1, 'It did not work, and nothing says why.\n'],
  ])('says what went wrong in a sentence: %s', async (fault, code, sentence) => {
    expect(await run(['file'], () => Promise.reject(fault))).toBe(code);
    expect(said).toBe(sentence);
  });
});
