import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { startChild, takesConnections, untilReady } from './childProcess.ts';

/** The account every Azurite has, and its key; published, and no secret. */
const ACCOUNT = 'devstoreaccount1';

export const AZURITE_KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** The connection string of an account that an emulator at this address has. */
export const azuriteConnection = (origin: string, account = ACCOUNT): string =>
  `DefaultEndpointsProtocol=${new URL(origin).protocol.slice(0, -1)};AccountName=${account};AccountKey=${AZURITE_KEY};BlobEndpoint=${origin}/${account};`;

const entry = (): string => createRequire(import.meta.url).resolve('azurite/dist/src/blob/main.js');

export interface AzuriteOptions {
  readonly port: number;
  /** Where it keeps what is stored; in memory when null. */
  readonly folder: string | null;
  /** What its command line is given besides. */
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts Azure's blob emulator on loopback. It lags behind the SDK, hence `skipApiVersionCheck`. */
export async function launchAzurite({ port, folder, args = [], ...rest }: AzuriteOptions): Promise<ChildProcess> {
  const usual = ['--silent', '--skipApiVersionCheck', '--disableTelemetry', '--blobHost', '127.0.0.1'];
  const kept = folder ? ['--location', folder] : ['--inMemoryPersistence'];
  const all = [...usual, ...args, '--blobPort', String(port), ...kept];
  const child = startChild({ entry: entry(), args: all, folder: folder ?? tmpdir(), ...rest });
  await untilReady(child, 'Azurite', () => takesConnections(port));
  return child;
}
