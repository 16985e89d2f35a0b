import { type ParseArgsConfig, parseArgs } from 'node:util';
import { optionTakenByNpm } from '../config/settings.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

interface CommandSpec<Opts extends Options> {
  /** How it is called, a line each: shown when it is called otherwise, and for `--help`. */
  readonly usage: string;
  readonly options?: Opts;
  /** How many words it takes besides its options; none unless told. */
  readonly words?: readonly [fewest: number, most: number];
}

interface Given<Opts extends Options> {
  readonly values: ReturnType<typeof parseArgs<{ readonly options: Opts; readonly strict: true }>>['values'];
  readonly words: readonly string[];
}

/** What a command could not do, in a sentence for whoever typed it. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly exitCode: 1 | 2;
  /** Exit 2 says that it was called wrongly and nothing was done. */
  constructor(sentence: string, exitCode: 1 | 2 = 1) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

/**
 * Runs one command of the terminal. Its arguments are read strictly: what it does not know ends it with exit 2
 * and nothing done. `act` gives the exit code, 0 where it gives none. Whatever goes wrong is said in a sentence,
 * never as a stack trace.
 */
export async function runCommand<const Opts extends Options = Record<never, never>>(
  { usage, options, words: [fewest, most] = [0, 0] }: CommandSpec<Opts>,
  // biome-ignore lint/suspicious/noConfusingVoidType: a command that ends well need not say so.
  act: (given: Given<Opts>) => Promise<number | void>,
): Promise<void> {
  const wrong = (...why: readonly string[]): void => {
    process.stderr.write([...why, usage, ''].join('\n'));
    process.exitCode = 2;
  };
  const known: Options = { ...options, help: { type: 'boolean' } };
  let given: { readonly values: Record<string, unknown>; readonly positionals: readonly string[] };
  try {
    given = parseArgs({ options: known, allowPositionals: true, strict: true });
  } catch (error) {
    return wrong(`${(error as Error).message.split('. ')[0]}.`);
  }
  const { help, ...values } = given.values;
  const taken = optionTakenByNpm(Object.keys(options ?? {}));
  if (help) return void process.stdout.write(`${usage}\n`);
  if (taken !== undefined && values[taken] === undefined)
    return wrong(`npm kept --${taken} for itself: put two dashes before it, as below.`);
  const words = given.positionals;
  if (words.length < fewest) return wrong();
  if (words.length > most) return wrong(`Not understood: ${words.slice(most).join(' ')}`);
  try {
    process.exitCode = (await act({ values: values as Given<Opts>['values'], words })) ?? process.exitCode ?? 0;
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exitCode = error instanceof CommandFailed ? error.exitCode : 1;
  }
}

/** An error nobody expected says its kind too: that is what somebody who looks for it needs. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'It did not work, and nothing says why.';
  if (error instanceof CommandFailed) return error.message;
  const [line = ''] = error.message.split('\n');
  const { name } = error;
  return EXPECTED.has(name) ? line : `It did not work: ${line} (${name})`;
}

const EXPECTED: ReadonlySet<string> = new Set(['StorageUnavailable', 'DatabaseUnusable', 'ClockWrong']);
