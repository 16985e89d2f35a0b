import { describe, expect, it } from 'vitest';
import { createSequencer } from '../../../src/features/audit/sequencer.ts';
import { sequence } from '../../../src/features/audit/sequenceStore.ts';
import { auditReader } from '../../../src/features/audit/store.ts';
import { addMinutes, addMs } from '../../../src/kernel/time.ts';
import { NOW } from '../../builders.ts';
import { DIALECTS, type Instance, useDatabase } from '../../support/databases.ts';
import { createRecordingLog } from '../../support/recordingLog.ts';
import { until } from '../../support/until.ts';

const entry = (subject: string) => ({
  at: NOW,
  actor: 'p-1',
  action: 'request.approve',
  subject,
  outcome: 'ok',
  detail: { mode: 'listen' },
});

for (const dialect of DIALECTS)
  describe(`events of the audit on ${dialect}`, () => {
    const opened = useDatabase(dialect);
    const db = () => opened().first.database.db;
    /** Looks and changes nothing. */
    const looker = () => auditReader(db(), { changesNothing: true });
    const append = ({ uow }: Instance, ...subjects: readonly string[]) =>
      uow.run(({ audit }) => audit.append(...subjects.map(entry)));
    const subjects = async (): Promise<readonly string[]> => {
      const found: string[] = [];
      for await (const { subject } of looker().events()) found.push(subject);
      return found;
    };
    const waiting = async () => (await looker().waiting(NOW)).some.map(({ subject }) => subject);

    it('wait for their number in the order they came, and a look at them changes nothing', async () => {
      await append(opened().first, 'R-1', 'R-2');
      await append(opened().second, 'R-3');
      expect(await looker().head()).toMatchObject({ seq: 0 });
      expect(await looker().verify()).toBeUndefined();
      expect(await waiting()).toEqual(['R-1', 'R-2', 'R-3']);
    });

    it('are all numbered, each once, by two that do it at the same time', async () => {
      await Promise.all([sequence(db()), sequence(opened().second.database.db), sequence(db())]);
      expect(await subjects()).toEqual(['R-1', 'R-2', 'R-3']);
      expect(await waiting()).toEqual([]);
      expect(await looker().verify()).toBeUndefined();
    });

    it('are all there while acts of two instances go on and both number them', async () => {
      const acts = Array.from({ length: 60 }, async (_, n) => {
        const instance = n % 2 === 0 ? opened().first : opened().second;
        await append(instance, `A-${n}`, `B-${n}`);
        if (n % 5 === 0) await sequence(instance.database.db);
      });
      await Promise.all(acts);
      await opened().second.audit.sequence();
      const all = (await subjects()).filter((subject) => /^[AB]-/.test(subject));
      expect(all.toSorted()).toEqual(
        Array.from({ length: 60 }, (_, n) => [`A-${n}`, `B-${n}`])
          .flat()
          .toSorted(),
      );
      for (let n = 0; n < 60; n += 1) expect(all.indexOf(`A-${n}`)).toBeLessThan(all.indexOf(`B-${n}`));
      expect(await looker().verify()).toBeUndefined();
    });

    it('are numbered though there are more than one transaction takes', async () => {
      await append(opened().first, ...Array.from({ length: 1_203 }, (_, n) => `M-${n}`));
      await opened().first.audit.sequence();
      expect((await subjects()).filter((subject) => subject.startsWith('M-'))).toHaveLength(1_203);
      expect(await looker().verify()).toBeUndefined();
    });

    it('that nobody can read hold nothing else up, and are named after a minute', async () => {
      const { head } = looker();
      const before = await head();
      const stranger = { ...entry('X-1'), detail: 'no json' };
      await db().insertInto('audit_pending').values(stranger).execute();
      await append(opened().first, 'R-9');
      await opened().first.audit.sequence();
      expect((await head()).seq).toBe(before.seq + 1);
      expect(await waiting()).toEqual(['X-1']);
      const { waiting: look } = looker();
      expect((await look(addMinutes(NOW, 1))).late).toBe(false);
      expect((await look(addMs(addMinutes(NOW, 1), 1))).late).toBe(true);
      await db().deleteFrom('audit_pending').execute();
    });

    it('of an act that is taken back are never numbered', async () => {
      const { seq } = await looker().head();
      const failing = opened().first.uow.run(async ({ audit }) => {
        await audit.append(entry('N-1'));
        throw new Error('stop');
      });
      await expect(failing).rejects.toThrow('stop');
      expect((await opened().first.audit.head()).seq).toBe(seq);
    });
  });

describe('an event that is committed after a later one was numbered', () => {
  const opened = useDatabase('PostgreSQL');

  it('comes behind it and is not left out', async () => {
    const { first, second } = opened();
    const written = Promise.withResolvers<void>();
    const mayCommit = Promise.withResolvers<void>();
    const slow = first.uow.run(async ({ audit }) => {
      await audit.append(entry('slow'));
      written.resolve();
      await mayCommit.promise;
    });
    await written.promise;
    await second.uow.run(({ audit }) => audit.append(entry('quick')));
    expect((await second.audit.head()).seq).toBe(1);
    mayCommit.resolve();
    await slow;
    const found: string[] = [];
    for await (const { subject } of second.audit.events()) found.push(subject);
    expect(found).toEqual(['quick', 'slow']);
    expect(await second.audit.verify()).toBeUndefined();
  });

  it('keeps no act waiting: one that has written its event does not hold up another', async () => {
    const { first, second } = opened();
    await first.uow.run(async ({ audit }) => {
      await audit.append(entry('holds'));
      // Ends only when the other act has committed, though this one has not.
      await second.uow.run((other) => other.audit.append(entry('passes')));
    });
    expect(await second.audit.verify()).toBeUndefined();
  });
});

describe('what numbers events after each commit', () => {
  const opened = useDatabase('SQLite in memory', { committed: () => wake() });
  let wake = (): void => {};

  it('does so by itself, and what is left when the desk stops', async () => {
    const { database, uow, audit } = opened().first;
    const sequencer = createSequencer(audit, createRecordingLog());
    wake = sequencer.wake;
    const looker = auditReader(database.db, { changesNothing: true });
    for (const subject of ['R-1', 'R-2', 'R-3']) await uow.run(({ audit }) => audit.append(entry(subject)));
    await until('three numbered events', async () => (await looker.head()).seq === 3);
    await uow.run(({ audit }) => audit.append(entry('R-4')));
    await sequencer.stop();
    expect((await looker.head()).seq).toBe(4);
    await uow.run(({ audit }) => audit.append(entry('R-5')));
    expect((await looker.waiting(NOW)).count).toBe(1);
  });

  it('goes on after a fault, which it logs', async () => {
    const log = createRecordingLog();
    let calls = 0;
    const failing = {
      sequence: async () => {
        calls += 1;
        if (calls === 1) throw new Error('The database is away');
      },
    };
    const sequencer = createSequencer(failing, log);
    sequencer.wake();
    await until('a logged fault', async () => log.text().includes('audit.not-sequenced'));
    sequencer.wake();
    await until('another try', async () => calls === 2);
    await sequencer.stop();
  });
});
