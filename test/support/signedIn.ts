import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TokenCredential } from '@azure/identity';
import { BlobServiceClient } from '@azure/storage-blob';
import { vi } from 'vitest';
import { startAzurite } from './azurite.ts';

/** A token of the shape Entra ID gives; the emulator checks its claims, not its signature. */
function tokenFor(audience: string): string {
  const now = Math.floor(Date.now() / 1_000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    aud: audience,
    iss: 'https://sts.windows.net/ab1f708d-50f6-404c-a006-d71b2ac7a606/',
    iat: now - 60,
    nbf: now - 60,
    exp: now + 3_600,
    oid: '23657296-5cd5-45b0-a809-d972a7f4dfe1',
    tid: 'dd0d0df1-06c3-436c-8034-4b9a153097ce',
  };
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
}

/** Starts a storage that the desk signs in to by identity and not by key, over TLS, which tokens need. */
export async function startSignedInStorage() {
  const folder = await mkdtemp(join(tmpdir(), 'desk-tls-'));
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const request = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1';
  execFileSync('openssl', [...request.split(' '), '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' });
  // The certificate is signed by itself, and only this process talks to the server that has it.
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  const azurite = await startAzurite({ tls: { certFile, keyFile } });
  let signIns = 0;
  const credential: TokenCredential = {
    getToken: async () => {
      signIns += 1;
      return { token: tokenFor('https://storage.azure.com'), expiresOnTimestamp: Date.now() + 3_600_000 };
    },
  };
  return {
    service: new BlobServiceClient(azurite.url, credential),
    /** How many times a token has been asked for. */
    signIns: () => signIns,
    stop: async () => {
      vi.unstubAllEnvs();
      await azurite.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
