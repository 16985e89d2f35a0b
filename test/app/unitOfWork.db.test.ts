import { describe, expect, it } from 'vitest';
import { VersionConflict } from '../../src/kernel/ports.ts';
import { openDatabase } from '../../src/platform/database/open.ts';
import { buildRequest, NOW } from '../builders.ts';
import { DIALECTS, useDatabase } from '../support/databases.ts';

const entry = (subject: string) =>
  ({ at: NOW, actor: 'desk', action: 'test', subject, outcome: 'ok', detail: {} }) as const;

for (const dialect of DIALECTS)
  describe(`the unit of work on ${dialect}`, () => {
    const opened = useDatabase(dialect);
    const uow = () => opened().first.uow;

    it('commits state, audit and outbox together, and says that there is something to send', async () => {
      const request = buildRequest();
      const filled = opened().filled();
      await uow().run(async ({ requests, audit, outbox }) => {
        await requests.insert(request);
        await audit.append(entry(request.id));
        await outbox.enqueue('person:a', { kind: 'draw', postId: 'p' });
      });
      expect(opened().filled()).toBe(filled + 1);
      expect((await opened().first.queue.backlog()).waiting).toBe(1);
      expect((await opened().first.audit.head()).seq).toBe(1);
    });

    it('takes all of it back when anything fails, and says nothing', async () => {
      const request = buildRequest();
      const filled = opened().filled();
      const failing = uow().run(async ({ requests, audit, outbox, inbound, people }) => {
        await requests.insert(request);
        await audit.append(entry(request.id));
        await outbox.enqueue('person:a', { kind: 'draw', postId: 'p' });
        await inbound.claimEvent('once', NOW);
        await people.idOf('nobody@example.com');
        throw new Error('stop');
      });
      await expect(failing).rejects.toThrow('stop');
      expect(opened().filled()).toBe(filled);
      const [found, head, backlog] = await Promise.all([
        uow().read(({ requests }) => requests.find(request.id)),
        opened().first.audit.head(),
        opened().first.queue.backlog(),
      ]);
      expect([found, head.seq, backlog.waiting]).toEqual([undefined, 1, 1]);
      expect(await uow().run(({ inbound }) => inbound.claimEvent('once', NOW))).toBe(true);
      expect(await opened().first.audit.verify()).toBeUndefined();
    });

    it('runs an act again on what stands now, when somebody was first', async () => {
      const request = buildRequest();
      await uow().run(({ requests }) => requests.insert(request));
      let runs = 0;
      await uow().run(async ({ requests, audit }) => {
        runs += 1;
        const read = (await requests.find(request.id)) ?? request;
        await audit.append(entry(request.id));
        // As if another process had saved between our reading and our saving.
        await requests.save({ ...read, version: runs === 1 ? read.version + 7 : read.version, state: 'denied' });
      });
      expect(runs).toBe(2);
      expect(await uow().read(({ requests }) => requests.find(request.id))).toMatchObject({
        version: 1,
        state: 'denied',
      });
      const { seq } = await opened().first.audit.head();
      expect(seq).toBe(2);
    });

    it('gives up after five attempts', async () => {
      let runs = 0;
      const always = uow().run(async () => {
        runs += 1;
        throw new VersionConflict('again');
      });
      await expect(always).rejects.toThrow(VersionConflict);
      expect(runs).toBe(5);
    });

    it('loses no change of two at once', async () => {
      const request = buildRequest();
      await uow().run(({ requests }) => requests.insert(request));
      const remind = (instance: 'first' | 'second') =>
        opened()[instance].uow.run(async ({ requests }) => {
          const read = (await requests.find(request.id)) ?? request;
          await requests.save({ ...read, requesterName: `${read.requesterName}.` });
        });
      await Promise.all([remind('first'), remind('second'), remind('first')]);
      expect(await uow().read(({ requests }) => requests.find(request.id))).toMatchObject({
        version: 3,
        requesterName: `${request.requesterName}...`,
      });
    });

    it('finds its tables in place when it is opened again', async () => {
      if (dialect === 'SQLite in memory') return;
      const again = await openDatabase(opened().url);
      const { seq } = await again.db.selectFrom('audit_head').select('seq').executeTakeFirstOrThrow();
      expect(seq).toBe((await opened().first.audit.head()).seq);
      await again.close();
    });
  });
