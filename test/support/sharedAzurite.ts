import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AZURITE_KEY, launchAzurite } from '../demo/azurite.ts';
import { endChild, freePort } from '../demo/childProcess.ts';

/** Where the workers of a run read of the storage emulator they share: JSON in their environment. */
export const SHARED_AZURITE = 'DESK_TEST_AZURITE';

export interface SharedAzurite {
  readonly port: number;
  readonly accounts: readonly string[];
  /** A folder in which each account that is taken has a folder. */
  readonly taken: string;
}

/** More than there are starts of a storage in all tests. */
const ACCOUNTS = 500;

/** What the emulator is told to have these accounts, with the key of the published one. */
export const accountsNamed = (accounts: readonly string[]): Readonly<Record<string, string>> => ({
  AZURITE_ACCOUNTS: accounts.map((name) => `${name}:${AZURITE_KEY}`).join(';'),
});

/** Starts one storage emulator for all tests of a run, whichever project asks first, and gives what ends it. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[SHARED_AZURITE] !== undefined) return undefined;
  const accounts = Array.from({ length: ACCOUNTS }, (_, number) => `desk${number}`);
  const [port, taken] = await Promise.all([freePort(), mkdtemp(join(tmpdir(), 'accounts-'))]);
  const child = await launchAzurite({ port, folder: null, environment: accountsNamed(accounts) });
  const shared: SharedAzurite = { port, accounts, taken };
  process.env[SHARED_AZURITE] = JSON.stringify(shared);
  return async () => {
    delete process.env[SHARED_AZURITE];
    await endChild(child);
    await rm(taken, { recursive: true, force: true });
  };
}
