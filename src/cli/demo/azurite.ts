import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { startChild, takesConnections, untilReady } from './childProcess.ts';

/** The account every Azurite has; published, and no secret. */
const ACCOUNT = 'devstoreaccount1';

const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** Files in PEM. Without it the emulator speaks plain HTTP. */
export interface Tls {
  readonly certFile: string;
  readonly keyFile: string;
}

/** Where an account is reached. */
export interface AzuriteAddress {
  readonly port: number;
  /** The published account unless told. */
  readonly account?: string;
  readonly tls?: Tls | undefined;
}

const schemeOf = ({ tls }: AzuriteAddress): string => (tls ? 'https' : 'http');

export const azuriteUrl = (address: AzuriteAddress): string =>
  `${schemeOf(address)}://127.0.0.1:${address.port}/${address.account ?? ACCOUNT}`;

export const azuriteConnection = (address: AzuriteAddress): string =>
  `DefaultEndpointsProtocol=${schemeOf(address)};AccountName=${address.account ?? ACCOUNT};AccountKey=${KEY};BlobEndpoint=${azuriteUrl(address)};`;

const entry = (): string => createRequire(import.meta.url).resolve('azurite/dist/src/blob/main.js');

export interface AzuriteOptions {
  readonly port: number;
  /** Where it keeps what is stored; in memory when null. */
  readonly folder: string | null;
  readonly tls?: Tls | undefined;
  /** Names of accounts in place of the published one, with the same key. */
  readonly accounts?: readonly string[];
}

/** Starts Azure's blob emulator on loopback. It lags behind the SDK, hence `skipApiVersionCheck`; tokens want TLS. */
export async function launchAzurite({ port, folder, tls, accounts }: AzuriteOptions): Promise<ChildProcess> {
  const args = ['--silent', '--skipApiVersionCheck', '--disableTelemetry', '--blobHost', '127.0.0.1'];
  if (tls) args.push('--oauth', 'basic', '--cert', tls.certFile, '--key', tls.keyFile);
  args.push('--blobPort', String(port), ...(folder ? ['--location', folder] : ['--inMemoryPersistence']));
  const environment = accounts ? { AZURITE_ACCOUNTS: accounts.map((name) => `${name}:${KEY}`).join(';') } : {};
  const child = startChild({ entry: entry(), args, folder: folder ?? tmpdir(), environment });
  await untilReady(child, 'Azurite', () => takesConnections(port));
  return child;
}
