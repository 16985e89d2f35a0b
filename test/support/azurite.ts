import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { azuriteConnection, launchAzurite } from '../demo/azurite.ts';
import { endChild, freePort } from '../demo/childProcess.ts';
import { openGate } from './gate.ts';
import { accountsNamed, SHARED_AZURITE, type SharedAzurite } from './sharedAzurite.ts';

/** Files in PEM. Without it the emulator speaks plain HTTP. */
export interface Tls {
  readonly certFile: string;
  readonly keyFile: string;
}

/** What a proxy before storage must know. */
export interface StorageServer {
  readonly port: number;
  /** The connection string of the same account behind another port. */
  connectionAt(port: number): string;
}

export interface Azurite extends StorageServer {
  readonly connectionString: string;
  /** Address of the account, without a trailing slash. */
  readonly url: string;
  /** Gives the storage up, with what it holds. */
  stop(): Promise<void>;
  /** Storage goes away: connections are refused, what is stored stays. */
  goAway(): Promise<void>;
  /** Storage stops answering but takes connections, until `restart` or `stop`. */
  freeze(): void;
  /** Storage comes back on the same port with all it held. */
  restart(): Promise<void>;
}

/**
 * Gives an empty storage account of Azure's emulator, behind a port of its own on which it can be made to
 * fail. All tests of a run share one emulator; with `tls`, or outside a run, it is started for this account
 * alone.
 */
export async function startAzurite({ tls }: { readonly tls?: Tls } = {}): Promise<Azurite> {
  const server = (tls ? undefined : await shareAzurite()) ?? (await startOwn(tls));
  const gate = await openGate(server.port);
  const originAt = (port: number): string => `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  return {
    connectionString: azuriteConnection(originAt(gate.port), server.account),
    url: `${originAt(gate.port)}/${server.account}`,
    port: gate.port,
    connectionAt: (port) => azuriteConnection(originAt(port), server.account),
    freeze: gate.freeze,
    goAway: gate.shut,
    restart: gate.open,
    stop: async () => {
      await gate.shut();
      await server.stop();
    },
  };
}

interface Account {
  readonly port: number;
  readonly account: string;
  stop(): Promise<void>;
}

const OWN = 'desk';

async function startOwn(tls: Tls | undefined): Promise<Account> {
  const port = await freePort();
  // Tokens want TLS.
  const args = tls ? ['--oauth', 'basic', '--cert', tls.certFile, '--key', tls.keyFile] : [];
  const child = await launchAzurite({ port, folder: null, args, environment: accountsNamed([OWN]) });
  return { port, account: OWN, stop: () => endChild(child) };
}

/** An account of the run's emulator that no other test has had; undefined outside a run. */
async function shareAzurite(): Promise<Account | undefined> {
  const said = process.env[SHARED_AZURITE];
  if (said === undefined) return undefined;
  const { port, accounts, taken } = JSON.parse(said) as SharedAzurite;
  for (const account of accounts) {
    // Only one process can make a folder.
    const isMine = await mkdir(join(taken, account)).then(
      () => true,
      () => false,
    );
    if (isMine) return { port, account, stop: async () => {} };
  }
  throw new Error(`All ${accounts.length} storage accounts of this run are taken`);
}
