import { rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GENESIS, hashOf } from '../../../src/features/audit/model/chain.ts';
import { checkpointsIn, isSignedBy, readCheckpoint } from '../../../src/features/audit/model/checkpoint.ts';
import { isSignature, partsOfNote } from '../../../src/features/audit/model/signedNote.ts';
import { createNoteAudit, createSignAudit, type SignAuditDeps } from '../../../src/features/audit/signAudit.ts';
import { NOW } from '../../builders.ts';
import { createMemoryStorage, type MemoryStorage } from '../../fakes/memoryStorage.ts';
import { startWitness, type TestWitness } from '../../fakes/witness.ts';
import { auditKeyOf, keyFileOf, publicOf, secretOf } from '../../support/auditKey.ts';
import { useDatabase } from '../../support/databases.ts';
import { createRecordingLog } from '../../support/recordingLog.ts';

const entry = (n: number) => ({
  at: NOW,
  actor: 'p-1',
  action: 'request.approve',
  subject: `R-${n}`,
  outcome: 'ok',
  detail: { n },
});

const KEY = auditKeyOf('a');

const WITNESS_KEY = auditKeyOf('w', 'witness.example.com');

for (const dialect of ['SQLite in a file', 'PostgreSQL'] as const)
  describe(`checkpoints of the audit on ${dialect}`, () => {
    const opened = useDatabase(dialect);
    const db = () => opened().first.database.db;
    let file: string;
    let storage: MemoryStorage;
    let log = createRecordingLog();
    let count = 0;

    const append = async (): Promise<void> => {
      count += 1;
      await opened().first.uow.run(({ audit }) => audit.append(entry(count)));
    };
    const deps = (changes: Partial<SignAuditDeps> = {}): SignAuditDeps => ({
      ...opened().first,
      clock: { now: () => NOW },
      log,
      checkpointVault: storage.checkpoints,
      auditKeyFile: file,
      witness: null,
      ...changes,
    });
    /** Makes the note and sets its bookmark, as the report does. */
    const night = async (changes: Partial<SignAuditDeps> = {}) => {
      const noted = await createNoteAudit(deps(changes))();
      await opened().first.uow.run(({ jobState }) => jobState.set(noted.told.name, noted.told.value));
      return noted;
    };
    const noteOf = ({ checkpoint }: { readonly checkpoint: string | null }): string =>
      checkpointsIn(checkpoint ?? '')[0] ?? '';

    beforeAll(async () => {
      file = await keyFileOf('a');
    });
    beforeEach(async () => {
      storage = createMemoryStorage(() => NOW);
      log = createRecordingLog();
      await db().deleteFrom('audit_checkpoints').execute();
      await append();
    });
    afterAll(() => rm(file));

    it('are signed, and stand in the report, the log, the database and the container, each under its own name', async () => {
      const first = await night();
      await append();
      const second = await night();
      expect([first.alarms, first.remarks, second.alarms, second.remarks]).toEqual([[], [], [], []]);
      const { seq } = await opened().first.audit.head();
      expect(readCheckpoint(noteOf(second))).toMatchObject({ origin: KEY.name, size: seq });
      expect(isSignedBy(noteOf(second), KEY)).toBe(true);
      expect(
        log.lines.filter(({ event }) => event === 'audit.checkpoint').map(({ fields }) => fields.checkpoint),
      ).toEqual([noteOf(first), noteOf(second)]);
      expect(storage.namesIn('checkpoints')).toEqual(
        [seq - 1, seq].map((size) => `desk.example.com/audit/${String(size).padStart(15, '0')}.txt`),
      );
      expect(await storage.checkpoints.last('desk.example.com/audit/')).toBe(noteOf(second));
      expect((await opened().first.uow.read(({ checkpoints }) => checkpoints.all())).map(({ note }) => note)).toEqual([
        noteOf(first),
        noteOf(second),
      ]);
    });

    it('say plainly that there are none where no key is set, and nothing is alarmed', async () => {
      await db().deleteFrom('job_state').execute();
      const { checkpoint, remarks, alarms, head } = await night({ auditKeyFile: null });
      expect(checkpoint).toBeNull();
      expect(remarks).toEqual(['It is not signed: no AUDIT_KEY_FILE is set.']);
      expect(alarms).toEqual([]);
      expect(head.seq).toBe(count);
      expect(log.text()).toContain('audit.unsigned');
      expect(storage.namesIn('checkpoints')).toEqual([]);
    });

    it.each<[string, string | null, RegExp]>([
      ['is not there', null, /cannot be read \(ENOENT\)/],
      ['is empty', '', /holds no key/],
      ['holds another thing', 'desk', /holds no key/],
      ['holds a public key', publicOf('a'), /holds no key/],
      ['lacks its end', secretOf('a').slice(0, -3), /holds no key/],
    ])('alarm in a sentence and sign nothing where the key file %s; the desk goes on', async (_, content, sentence) => {
      const other = await keyFileOf('b');
      if (content === null) await rm(other);
      else await writeFile(other, content);
      const { checkpoint, alarms } = await night({ auditKeyFile: other });
      expect(checkpoint).toBeNull();
      expect(alarms).toEqual([expect.stringMatching(sentence)]);
      expect(log.text()).not.toContain(secretOf('a'));
    });

    it('say once that another key signs, and that none does any more', async () => {
      await night();
      const replaced = await keyFileOf('b');
      // A report that did not come out has told nobody.
      expect((await createNoteAudit(deps({ auditKeyFile: replaced }))()).alarms).toHaveLength(1);
      const other = await night({ auditKeyFile: replaced });
      expect(other.alarms).toEqual([expect.stringContaining(`signed with another key, ${publicOf('b')}; until now`)]);
      expect(isSignedBy(noteOf(other), auditKeyOf('b'))).toBe(true);
      expect((await night({ auditKeyFile: replaced })).alarms).toEqual([]);
      expect((await night({ auditKeyFile: null })).alarms).toEqual([expect.stringContaining('no longer signed')]);
      expect((await night({ auditKeyFile: null })).alarms).toEqual([]);
    });

    it('say once that another key signs though a case pack has signed with it since', async () => {
      await night();
      const replaced = await keyFileOf('c');
      await createSignAudit(deps({ auditKeyFile: replaced }))();
      expect((await night({ auditKeyFile: replaced })).alarms).toHaveLength(1);
      await night();
    });

    it('are kept and written to the container the night after storage was away, which is said', async () => {
      storage.down = true;
      const first = await night();
      expect(isSignedBy(noteOf(first), KEY)).toBe(true);
      expect(first.remarks).toEqual(['It could not be written to the container of checkpoints yet.']);
      expect(first.alarms).toEqual([]);
      storage.down = false;
      await append();
      expect((await night()).remarks).toEqual([]);
      expect(storage.namesIn('checkpoints')).toHaveLength(2);
    });

    describe('once the audit is not what one said', () => {
      let rows: readonly object[];
      let head: { readonly seq: number; readonly hash: string };

      beforeEach(async () => {
        await night();
        await append();
        head = await opened().first.audit.head();
        rows = await db().selectFrom('audit_events').selectAll().orderBy('seq').execute();
      });
      const putBack = async (): Promise<void> => {
        await db().deleteFrom('audit_events').execute();
        await db()
          .insertInto('audit_events')
          .values(rows as never)
          .execute();
        await db().updateTable('audit_head').set(head).execute();
        count = head.seq;
      };
      /** Calculates the chain anew from an event on, as whoever holds the database can. */
      const rewrite = async (from: number): Promise<void> => {
        let previous = GENESIS;
        for await (const event of opened().first.audit.events()) {
          const changed = event.seq === from ? { ...event, actor: 'p-9' } : event;
          const hash = hashOf(changed, event.seq, previous);
          const row = { actor: changed.actor, previous, hash };
          await db().updateTable('audit_events').set(row).where('seq', '=', event.seq).execute();
          previous = hash;
        }
        await db().updateTable('audit_head').set({ hash: previous }).execute();
        expect(await opened().first.audit.verify()).toBeUndefined();
      };
      const cut = async (): Promise<void> => {
        const last = rows.at(-3) as { readonly seq: number; readonly hash: string };
        await db().deleteFrom('audit_events').where('seq', '>', last.seq).execute();
        await db().updateTable('audit_head').set({ seq: last.seq, hash: last.hash }).execute();
      };

      it.each<[string, boolean]>([
        ['found by the one in the database', false],
        ['found by the one in the container, where the database has none any more', true],
      ])('it is an alarm and nothing is signed: rewritten whole, %s', async (_, forget) => {
        await rewrite(2);
        if (forget) await db().deleteFrom('audit_checkpoints').execute();
        const { checkpoint, alarms, remarks } = await night();
        expect(checkpoint).toBeNull();
        expect(alarms).toEqual([
          expect.stringContaining(`checkpoint of ${head.seq - 1} events says: it was written anew`),
        ]);
        expect(remarks).toEqual(['It is not signed: it is not what it was.']);
        await putBack();
        expect((await night()).alarms).toEqual([]);
      });

      it('it is an alarm and nothing is signed: its end was cut off', async () => {
        await cut();
        await db().deleteFrom('audit_checkpoints').execute();
        const { checkpoint, alarms } = await night();
        expect(checkpoint).toBeNull();
        expect(alarms).toEqual([expect.stringContaining(`it has ${head.seq - 2}, its end was cut off`)]);
        await putBack();
      });

      it('a new log begins under another name, for whoever has put an older copy back and answers for it', async () => {
        await cut();
        await db().deleteFrom('audit_checkpoints').execute();
        const { checkpoint, alarms } = await night({ auditKeyFile: await keyFileOf('n', 'desk.example.com/second') });
        expect(readCheckpoint(noteOf({ checkpoint }))?.origin).toBe('desk.example.com/second');
        expect(alarms).toEqual([expect.stringContaining('another key')]);
        await putBack();
        await night();
      });

      it('the broken chain is named and nothing is signed', async () => {
        await db().updateTable('audit_events').set({ actor: 'p-9' }).where('seq', '=', head.seq).execute();
        const { checkpoint, alarms } = await night();
        expect(checkpoint).toBeNull();
        expect(alarms).toEqual([expect.stringContaining(`event ${head.seq} was changed after it was written`)]);
        await putBack();
      });
    });

    describe('with a witness', () => {
      let witness: TestWitness;

      beforeEach(async () => {
        await db().deleteFrom('job_state').where('name', '=', 'audit-witnessed').execute();
        witness = await startWitness(WITNESS_KEY, KEY);
      });
      const witnessed = (changes: Partial<SignAuditDeps> = {}) =>
        night({ witness: { url: witness.url, key: WITNESS_KEY }, ...changes });
      const isCosigned = (note: string): boolean => {
        const { text, signatures } = partsOfNote(note) ?? { text: '', signatures: [] };
        return signatures.some((line) => isSignature(line, text, WITNESS_KEY, 'cosignature'));
      };

      it('carry its signature too, each proved to hold what the one before held', async () => {
        for (let nights = 0; nights < 3; nights += 1) {
          const said = await witnessed();
          expect([said.alarms, said.remarks]).toEqual([[], []]);
          expect(isSignedBy(noteOf(said), KEY)).toBe(true);
          expect(isCosigned(noteOf(said))).toBe(true);
          expect(await storage.checkpoints.last('')).toBe(noteOf(said));
          for (let events = 0; events <= nights; events += 1) await append();
        }
        await witness.stop();
      });

      it('learn from it how much it has signed where the desk has forgotten', async () => {
        await witnessed();
        await append();
        await db().deleteFrom('job_state').where('name', '=', 'audit-witnessed').execute();
        expect(isCosigned(noteOf(await witnessed()))).toBe(true);
        await witness.stop();
      });

      it.each<[string, { readonly status: number; readonly body: string }]>([
        ['nonsense', { status: 200, body: 'Hello' }],
        ['nothing', { status: 200, body: '' }],
        [
          'a signature of its own making',
          { status: 200, body: `— witness.example.com ${Buffer.alloc(76).toString('base64')}\n` },
        ],
        ['ten megabytes', { status: 200, body: '— '.padEnd(10_000_000, 'a') }],
        ['that it knows no such log', { status: 404, body: '' }],
        ['a fault of its own', { status: 500, body: 'oops' }],
      ])('are signed by the desk alone, which is said, where it answers %s', async (_, answer) => {
        witness.answer = answer;
        const said = await witnessed();
        expect(said.remarks).toEqual(['The witness of the audit has not signed it.']);
        expect(said.alarms).toEqual([]);
        expect(isSignedBy(noteOf(said), KEY)).toBe(true);
        expect(isCosigned(noteOf(said))).toBe(false);
        await witness.stop();
      });

      it('are signed by the desk alone, which is said, where it is away', async () => {
        await witness.stop();
        const said = await witnessed();
        expect(said.remarks).toEqual(['The witness of the audit has not signed it.']);
        expect(isSignedBy(noteOf(said), KEY)).toBe(true);
      });

      it.each<[string, (size: number) => { size: number; root: string }]>([
        ['another root of as many events', (size) => ({ size, root: 'another' })],
        ['a longer audit', (size) => ({ size: size + 5, root: 'another' })],
        ['another beginning', (size) => ({ size: size - 1, root: 'another' })],
      ])('are an alarm where it has signed %s', async (_, signed) => {
        witness.signed = signed((await opened().first.audit.head()).seq);
        const said = await witnessed();
        expect(said.alarms).toEqual([
          expect.stringContaining('The witness has signed an audit that this is no longer.'),
        ]);
        await witness.stop();
      });
    });
  });
