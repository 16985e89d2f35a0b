import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { checkDesk } from '../../src/cli/doctor/checks.ts';
import type { Settings } from '../../src/config/settings.ts';
import { outboxQueue } from '../../src/features/messaging/outboxStore.ts';
import { openDatabase } from '../../src/platform/database/open.ts';
import { buildPractice, NOW } from '../builders.ts';
import { keyFileOf, publicOf } from '../support/auditKey.ts';
import { startAzurite } from '../support/azurite.ts';
import { buildUnitOfWork } from '../support/testUnitOfWork.ts';

let stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  stops = [];
});

it('the doctor says what was set aside, where and why, and how it stands with the audit’s key', async () => {
  const azurite = await startAzurite();
  const folder = await mkdtemp(join(tmpdir(), 'doctor-'));
  stops.push(azurite.stop, () => rm(folder, { recursive: true }));
  const databaseUrl = join(folder, 'desk.sqlite');
  const database = await openDatabase(databaseUrl);
  await buildUnitOfWork(database).run(async ({ outbox }) => {
    for (const postId of ['1', '2'])
      await outbox.enqueue(`slack ${postId}`, { kind: 'send', postId, platform: 'slack', isNew: true });
  });
  const queue = outboxQueue(database.db);
  for (const { id } of await queue.claim({ slack: 9 }, NOW, NOW))
    await queue.setAside(id, { at: NOW, until: null, note: 'place is_archived' });
  await database.close();
  const auditKeyFile = await keyFileOf('a');
  const environment = {
    auditKeyFile,
    databaseUrl,
    storage: { connectionString: azurite.connectionString },
    storageResourceId: null,
    publicUrl: null,
    slack: null,
    teams: null,
  };
  const settings = { environment, practice: buildPractice(), channels: [] };
  const findings = await checkDesk(settings as unknown as Settings);
  expect(findings).toContainEqual({
    level: 'bad',
    text: expect.stringContaining('2 of what waits for slack were set aside (place is_archived)'),
  });
  expect(findings).toContainEqual({ level: 'good', text: `The audit is signed with ${publicOf('a')}.` });

  const keyFinding = async (file: string | null) => {
    const changed = { ...settings, environment: { ...environment, auditKeyFile: file } };
    return (await checkDesk(changed as unknown as Settings)).filter(({ text }) => /signed|’s key/.test(text));
  };
  expect(await keyFinding(null)).toEqual([
    { level: 'warning', text: expect.stringContaining('The audit is unsigned') },
  ]);
  expect(await keyFinding(join(folder, 'none'))).toEqual([
    { level: 'bad', text: expect.stringContaining('cannot be read (ENOENT)') },
  ]);
  await chmod(auditKeyFile, 0o644);
  expect(await keyFinding(auditKeyFile)).toEqual([
    { level: 'bad', text: expect.stringContaining(`chmod 600 ${auditKeyFile}`) },
  ]);
});
