import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { storageFindings } from '../../../src/features/retention/model/storageFindings.ts';
import { connectStorage } from '../../../src/platform/storage/connect.ts';
import { StorageUnavailable } from '../../../src/platform/storage/ports.ts';
import { createStorageGuard } from '../../../src/platform/storage/storageGuard.ts';
import { type StorageProxy, startStorageProxy, storageRefusal } from '../../fakes/storageProxy.ts';
import { startStorage, type TestStorage } from '../../support/storage.ts';

const ACCOUNT =
  '/subscriptions/0b1f6471-1bf0-4dda-aec3-111122223333/resourceGroups/vets/providers/Microsoft.Storage/storageAccounts/vetcalls';

let storage: TestStorage;

let proxy: StorageProxy;

let management: Server;

/** The answers of Azure’s management by the end of the path; any other path is answered 404. */
let answers: Record<string, { status: number; body: object } | undefined> = {};

let asked: { url: string; authorization: string | undefined }[] = [];

beforeAll(async () => {
  storage = await startStorage();
  proxy = await startStorageProxy(storage.azurite);
  management = createServer((request, response) => {
    asked.push({ url: request.url ?? '', authorization: request.headers.authorization });
    const path = (request.url ?? '').split('?')[0] ?? '';
    const { status, body } = answers[path.slice(ACCOUNT.length + 1)] ?? { status: 404, body: {} };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => management.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  management.close();
  await proxy.stop();
  await storage.azurite.stop();
});

afterEach(async () => {
  proxy.rewrite(() => undefined);
  answers = {};
  asked = [];
  await storage.service.setProperties({ deleteRetentionPolicy: { enabled: false } });
});

const inspect = async (resourceId: string | null = null, recordingsDays = 30) => {
  const facts = await createStorageGuard({
    service: connectStorage({ connectionString: proxy.connectionString }),
    resourceId,
    management: {
      url: `http://127.0.0.1:${(management.address() as AddressInfo).port}`,
      credential: { getToken: async () => ({ token: 'tok', expiresOnTimestamp: Date.now() + 60_000 }) },
    },
  }).inspect();
  return storageFindings(facts, recordingsDays);
};

describe('what storage itself tells', () => {
  it('reports nothing on an account that is set as the policy wants it', async () => {
    expect(await inspect()).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('reports soft delete as long as it keeps recordings past 30 days', async () => {
    await storage.service.setProperties({ deleteRetentionPolicy: { enabled: true, days: 7 } });
    expect((await inspect()).map(({ kind }) => kind)).toEqual(['soft-delete']);
    expect(await inspect(null, 23)).toEqual([]);
  });

  it.each([
    ['x-ms-has-immutability-policy', 'immutability'],
    ['x-ms-immutable-storage-with-versioning-enabled', 'immutability'],
    ['x-ms-has-legal-hold', 'legal-hold'],
  ])('reports a lock on a container: %s', async (header, kind) => {
    proxy.rewrite(({ url }, answer) =>
      url.includes('/recordings?restype=container') && !url.includes('comp=')
        ? { ...answer, headers: { ...answer.headers, [header]: 'true' } }
        : undefined,
    );
    const findings = await inspect();
    expect(findings.map((finding) => finding.kind)).toEqual([kind]);
    expect(findings[0]?.what).toContain('recordings');
  });

  it('reports versions when a listing shows one', async () => {
    await storage.deliver('a.wav', new Uint8Array(1));
    proxy.rewrite(({ url }, answer) => {
      if (!url.includes('include=versions') || !url.includes('/recordings')) return undefined;
      const version =
        '</Name><VersionId>2026-05-14T12:00:00.0000000Z</VersionId><IsCurrentVersion>true</IsCurrentVersion>';
      return { ...answer, body: Buffer.from(answer.body.toString().replace('</Name>', version)) };
    });
    expect((await inspect()).map(({ kind }) => kind)).toEqual(['versioning']);
    await storage.recordings.deleteBlob('a.wav');
  });

  it('reports no versions on an account that cannot be asked for them', async () => {
    proxy.rewrite(({ url }) =>
      url.includes('include=versions') ? storageRefusal(400, 'InvalidQueryParameterValue') : undefined,
    );
    expect(await inspect()).toEqual([]);
  });

  it('reports that the desk may not read soft delete, and which role would let it', async () => {
    proxy.rewrite(({ url }) =>
      url.includes('comp=properties') ? storageRefusal(403, 'AuthorizationPermissionMismatch') : undefined,
    );
    const findings = await inspect();
    expect(findings.map(({ kind }) => kind)).toEqual(['unknown']);
    expect(findings[0]?.remedy).toContain('AZURE_STORAGE_RESOURCE_ID');
    answers = { 'blobServices/default': { status: 200, body: { properties: {} } } };
    expect(await inspect(ACCOUNT)).toEqual([]);
  });

  it('rejects with StorageUnavailable when storage is away while its settings are read', async () => {
    proxy.rewrite(() => 'hang-up');
    await expect(inspect()).rejects.toThrow(StorageUnavailable);
  });
});

describe('what Azure’s management tells', () => {
  const service = (properties: object) => ({ 'blobServices/default': { status: 200, body: { properties } } });

  it('asks Azure’s management about the named account, with a token', async () => {
    answers = service({ isVersioningEnabled: false, deleteRetentionPolicy: { enabled: false } });
    expect(await inspect(ACCOUNT)).toEqual([]);
    expect(asked.map(({ url }) => url.split('?')[0])).toEqual([
      `${ACCOUNT}/blobServices/default`,
      `${ACCOUNT}/managementPolicies/default`,
    ]);
    expect(asked.every(({ authorization }) => authorization === 'Bearer tok')).toBe(true);
    expect(asked.every(({ url }) => url.includes('api-version='))).toBe(true);
  });

  it('reports versioning, point-in-time restore and soft delete of containers', async () => {
    answers = service({
      isVersioningEnabled: true,
      containerDeleteRetentionPolicy: { enabled: true, days: 7 },
      restorePolicy: { enabled: true, days: 6 },
      deleteRetentionPolicy: { enabled: false, days: 7 },
    });
    const findings = await inspect(ACCOUNT);
    expect(findings.map(({ kind }) => kind)).toEqual(['container-soft-delete', 'versioning']);
    expect(findings[1]?.remedy).toContain('point-in-time restore');
  });

  it('reports only lifecycle rules that are in force', async () => {
    const act = (name: string, baseBlob: object, prefixMatch?: string[], enabled = true) => ({
      name,
      enabled,
      type: 'Lifecycle',
      definition: {
        actions: { baseBlob, version: { delete: { daysAfterCreationGreaterThan: 1 } } },
        filters: { blobTypes: ['blockBlob'], ...(prefixMatch ? { prefixMatch } : {}) },
      },
    });
    const early = { delete: { daysAfterCreationGreaterThan: 20, daysAfterModificationGreaterThan: 25 } };
    answers = {
      ...service({}),
      'managementPolicies/default': {
        status: 200,
        body: {
          properties: {
            policy: {
              rules: [
                act('early', early, ['recordings/']),
                act('off', early, ['recordings/'], false),
                act('cool', { tierToCool: { daysAfterModificationGreaterThan: 1 } }, ['recordings/']),
                act('freeze', { tierToArchive: { daysAfterLastAccessTimeGreaterThan: 5 } }),
              ],
            },
          },
        },
      },
    };
    const findings = await inspect(ACCOUNT);
    expect(findings.map(({ kind }) => kind)).toEqual(['lifecycle', 'lifecycle']);
    expect(findings[0]?.what).toContain('“early” deletes after 20 days');
    expect(findings[1]?.what).toContain('“freeze” moves to the archive tier after 5 days (recordings, clips, holds)');
  });

  it.each([
    [403, 'Reader'],
    [404, 'AZURE_STORAGE_RESOURCE_ID'],
  ])('reports as a finding of its own that Azure’s management refuses with %i', async (status, remedy) => {
    answers = { 'blobServices/default': { status, body: {} } };
    const findings = await inspect(ACCOUNT);
    expect(findings.map(({ kind }) => kind)).toEqual(['unknown']);
    expect(findings[0]?.remedy).toContain(remedy);
  });

  it.each([429, 500, 503])('rejects with StorageUnavailable when Azure’s management answers %i', async (status) => {
    answers = { 'blobServices/default': { status, body: {} } };
    await expect(inspect(ACCOUNT)).rejects.toThrow(StorageUnavailable);
  });

  it('rejects when the desk cannot sign in, with an error that holds no token', async () => {
    const guard = createStorageGuard({
      service: storage.service,
      resourceId: ACCOUNT,
      management: {
        url: 'http://127.0.0.1:1',
        credential: { getToken: async () => ({ token: 'tok-secret', expiresOnTimestamp: 0 }) },
      },
    });
    const error = await guard.inspect().catch((reason: Error) => reason);
    expect(error).toBeInstanceOf(StorageUnavailable);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('tok-secret');
  });
});
