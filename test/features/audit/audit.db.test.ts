import { describe, expect, it } from 'vitest';
import { GENESIS } from '../../../src/features/audit/model/chain.ts';
import { NOW } from '../../builders.ts';
import { DIALECTS, type Instance, useDatabase } from '../../support/databases.ts';

const entry = (n: number) => ({
  at: NOW,
  actor: 'p-1',
  action: 'request.approve',
  subject: `R-${n}`,
  outcome: 'ok',
  detail: { n, mode: 'listen', last: null, copy: false },
});

const append = (instance: Instance, n: number) => instance.uow.run(({ audit }) => audit.append(entry(n)));

for (const dialect of DIALECTS)
  describe(`the audit on ${dialect}`, () => {
    const opened = useDatabase(dialect);
    const db = () => opened().first.database.db;
    const verify = () => opened().first.audit.verify();

    it('begins with nothing, and is whole', async () => {
      expect(await opened().first.audit.head()).toEqual({ seq: 0, hash: GENESIS });
      expect(await verify()).toBeUndefined();
    });

    it('keeps one unbroken chain under fifty appends at once, of two instances', async () => {
      const numbers = Array.from({ length: 50 }, (_, n) => n);
      await Promise.all(numbers.map((n) => append(n % 2 === 0 ? opened().first : opened().second, n)));
      expect(await verify()).toBeUndefined();
      expect((await opened().first.audit.head()).seq).toBe(50);
      const subjects: string[] = [];
      for await (const event of opened().first.audit.events()) {
        subjects.push(event.subject);
        expect(event.detail).toEqual(entry(Number(event.subject.slice(2))).detail);
      }
      expect([...subjects].sort()).toEqual(numbers.map((n) => `R-${n}`).sort());
    });

    it('keeps it when an append is taken back', async () => {
      const failing = opened().first.uow.run(async ({ audit }) => {
        await audit.append(entry(50));
        throw new Error('stop');
      });
      await expect(failing).rejects.toThrow('stop');
      await append(opened().second, 51);
      expect(await verify()).toBeUndefined();
    });

    /** Does something the desk never does, looks, and undoes it. */
    const tampered = async (seq: number, change: 'alter' | 'delete') => {
      const row = await db().selectFrom('audit_events').selectAll().where('seq', '=', seq).executeTakeFirstOrThrow();
      const where = db().deleteFrom('audit_events').where('seq', '=', seq);
      if (change === 'delete') await where.execute();
      else await db().updateTable('audit_events').set({ outcome: 'denied' }).where('seq', '=', seq).execute();
      const fault = await verify();
      await where.execute();
      await db().insertInto('audit_events').values(row).execute();
      expect(await verify()).toBeUndefined();
      return fault;
    };

    it('names an altered event', async () => {
      expect(await tampered(20, 'alter')).toEqual({ kind: 'altered', seq: 20 });
      expect(await tampered(51, 'alter')).toEqual({ kind: 'altered', seq: 51 });
    });

    it('names a deleted event, in the middle and at the end', async () => {
      expect(await tampered(20, 'delete')).toEqual({ kind: 'missing', seq: 20 });
      expect(await tampered(51, 'delete')).toEqual({ kind: 'missing', seq: 51 });
    });

    it('names an event put behind the head', async () => {
      const { hash } = await opened().first.audit.head();
      await db()
        .insertInto('audit_events')
        .values({ ...entry(99), detail: '{}', seq: 52, previous: hash, hash: 'f'.repeat(64) })
        .execute();
      expect(await verify()).toEqual({ kind: 'unlinked', seq: 52 });
      await db().deleteFrom('audit_events').where('seq', '=', 52).execute();
    });

    it('keeps the order of several appended at once, in one chain with the others', async () => {
      await opened().first.uow.run(async ({ audit }) => {
        await audit.append();
        await audit.append(entry(60), entry(61), entry(62));
        await audit.append(entry(63));
      });
      expect(await verify()).toBeUndefined();
      const subjects: string[] = [];
      for await (const event of opened().first.audit.events()) if (event.seq > 51) subjects.push(event.subject);
      expect(subjects).toEqual(['R-60', 'R-61', 'R-62', 'R-63']);
    });

    it('names the first event of a tail that was cut off', async () => {
      await db().deleteFrom('audit_events').where('seq', '>', 30).execute();
      expect(await verify()).toEqual({ kind: 'missing', seq: 31 });
    });
  });
