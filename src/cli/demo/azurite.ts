import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { startChild, untilListening } from './childProcess.ts';

/** The account every Azurite has; published, and no secret. */
const ACCOUNT = 'devstoreaccount1';

const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** Files in PEM. Without it the emulator speaks plain HTTP. */
export interface Tls {
  readonly certFile: string;
  readonly keyFile: string;
}

export const azuriteUrl = (port: number, tls?: Tls): string =>
  `${tls ? 'https' : 'http'}://127.0.0.1:${port}/${ACCOUNT}`;

export const azuriteConnection = (port: number, tls?: Tls): string =>
  `DefaultEndpointsProtocol=${tls ? 'https' : 'http'};AccountName=${ACCOUNT};AccountKey=${KEY};BlobEndpoint=${azuriteUrl(port, tls)};`;

const entry = (): string => createRequire(import.meta.url).resolve('azurite/dist/src/blob/main.js');

/** Azure Blob Storage's emulator on loopback. Its API versions lag behind the SDK's, hence `skipApiVersionCheck`; sign-in by token wants TLS. */
export async function launchAzurite(folder: string, port: number, tls?: Tls): Promise<ChildProcess> {
  const args = ['--silent', '--skipApiVersionCheck', '--disableTelemetry', '--blobHost', '127.0.0.1'];
  if (tls) args.push('--oauth', 'basic', '--cert', tls.certFile, '--key', tls.keyFile);
  args.push('--blobPort', String(port), '--location', folder);
  const child = startChild({ entry: entry(), args, folder });
  await untilListening(port, child, 'Azurite');
  return child;
}
