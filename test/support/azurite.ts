import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { azuriteConnection, azuriteUrl, launchAzurite, type Tls } from '../../src/cli/demo/azurite.ts';
import { endChild, freePort } from '../../src/cli/demo/childProcess.ts';

export type { Tls } from '../../src/cli/demo/azurite.ts';

export interface Azurite {
  readonly connectionString: string;
  /** Address of the account, without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Ends it and removes what it stored. */
  stop(): Promise<void>;
  /** Storage goes away: connections are refused, what is stored stays. */
  goAway(): Promise<void>;
  /** Storage stops answering but takes connections, until `restart` or `stop`. */
  freeze(): void;
  /** Storage comes back on the same port with all it held. */
  restart(): Promise<void>;
}

/**
 * Starts Azure Blob Storage's emulator as its own process, on a free loopback port, storing in a temporary folder (not in memory: what
 * it holds must outlive `goAway`).
 */
export async function startAzurite({ tls }: { readonly tls?: Tls } = {}): Promise<Azurite> {
  const folder = await mkdtemp(join(tmpdir(), 'azurite-'));
  const port = await freePort();
  let child = await launchAzurite(folder, port, tls);
  return {
    connectionString: azuriteConnection(port, tls),
    url: azuriteUrl(port, tls),
    port,
    freeze: () => void child.kill('SIGSTOP'),
    goAway: () => endChild(child),
    async restart() {
      await endChild(child);
      child = await launchAzurite(folder, port, tls);
    },
    async stop() {
      await endChild(child);
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
