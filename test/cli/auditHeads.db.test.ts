import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GENESIS, hashOf } from '../../src/features/audit/model/chain.ts';
import { checkpointLine, signCheckpoint } from '../../src/features/audit/model/checkpoint.ts';
import type { NotedHead } from '../../src/features/audit/model/notedHead.ts';
import { toInstant } from '../../src/kernel/time.ts';
import { NOW } from '../builders.ts';
import { auditKeyOf, publicOf } from '../support/auditKey.ts';
import { useDatabase } from '../support/databases.ts';

const entry = (n: number) => ({
  at: NOW,
  actor: 'p-1',
  action: 'request.approve',
  subject: `R-${n}`,
  outcome: 'ok',
  detail: { n },
});

const logLine = ({ seq, hash }: NotedHead): string =>
  `${JSON.stringify({ level: 30, time: NOW, seq, hash, msg: 'audit.head' })}\n`;

for (const dialect of ['SQLite in a file', 'PostgreSQL'] as const)
  describe(`npm run audit -- verify --head and --heads on ${dialect}`, () => {
    const opened = useDatabase(dialect);
    let folder: string;
    /** What the mornings of events 3, 6 and 9 noted, while the chain was as the desk wrote it. */
    const noted: NotedHead[] = [];

    /** The checkpoint of the same morning as the second of these. */
    let checkpoint = '';

    /** The command as a process of its own. */
    const run = (args: readonly string[], stdin = ''): Promise<{ code: number | null; out: string }> =>
      new Promise((settle) => {
        const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
        const env = { PATH, NODE_COMPILE_CACHE, DATABASE_URL: opened().url };
        const child = spawn(process.execPath, [resolve('src/cli/audit.ts'), ...args], { cwd: folder, env });
        let out = '';
        for (const stream of [child.stdout, child.stderr])
          stream.on('data', (piece) => {
            out += piece;
          });
        child.once('close', (code) => settle({ code, out }));
        child.stdin.on('error', () => {}); // a command that reads nothing may be over before this is written
        child.stdin.end(stdin);
      });

    const typed = ({ seq, hash }: NotedHead): readonly string[] => ['verify', '--head', `${seq}:${hash}`];

    const db = () => opened().first.database.db;

    /** Calculates the chain anew from an event on, as whoever holds the database can. */
    const rewrite = async (from: number, outcome: string): Promise<void> => {
      let previous = GENESIS;
      const { audit } = opened().first;
      for await (const event of audit.events()) {
        const changed = event.seq === from ? { ...event, outcome } : event;
        const hash = hashOf(changed, event.seq, previous);
        const values = { outcome: changed.outcome, previous, hash };
        await db().updateTable('audit_events').set(values).where('seq', '=', event.seq).execute();
        previous = hash;
      }
      await db().updateTable('audit_head').set({ hash: previous }).execute();
      expect(await audit.verify()).toBeUndefined();
    };

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'heads-'));
      const { uow, audit } = opened().first;
      for (let n = 1; n <= 9; n += 1) {
        await uow.run((context) => context.audit.append(entry(n)));
        if (n % 3 === 0) noted.push(await audit.head());
        if (n === 6) checkpoint = signCheckpoint((await audit.examine()).tree, auditKeyOf('a'));
      }
    });

    afterAll(() => rm(folder, { recursive: true }));

    it('says that the chain holds what was noted: typed, in a file of reports, and in the log', async () => {
      for (const head of noted) {
        const { code, out } = await run(typed(head));
        expect(out).toContain(`The audit still holds what was noted of it, up to event ${head.seq}.`);
        expect(code).toBe(0);
      }
      const file = join(folder, 'reports.txt');
      const said = noted.map(
        ({ seq, hash }) => `All is well.\nkept here outside the desk: entry ${seq}, ${hash}. Made\n`,
      );
      await writeFile(file, said.join('\n'));
      const fromFile = await run(['verify', '--heads', file]);
      expect(fromFile.out).toContain('still holds what was noted of it, up to event 9.');
      expect(fromFile.code).toBe(0);
      const log = `{"level":30,"port":1,"msg":"desk.started"}\n${noted.map(logLine).join('')}`;
      const fromLog = await run(['verify', '--heads', '-'], log);
      expect(fromLog.out).toContain('still holds what was noted of it, up to event 9.');
      expect(fromLog.code).toBe(0);
    });

    it('says that the audit holds a signed checkpoint: the note, a report’s line, the log', async () => {
      const logged = JSON.stringify({ level: 30, checkpoint, msg: 'audit.checkpoint' });
      for (const text of [checkpoint, `Its checkpoint: ${checkpointLine(checkpoint)}\n`, `${logged}\n`]) {
        const alone = await run(['verify', '--heads', '-'], text);
        expect(alone.out).toContain('still holds what was noted of it, up to event 6.');
        const withKey = await run(['verify', '--heads', '-', '--key', publicOf('a')], text);
        expect(withKey.out).toContain('up to event 6, by 1 checkpoints signed with this key.');
        expect([alone.code, withKey.code]).toEqual([0, 0]);
      }
    });

    it('refuses with a key what that key has not signed: by another, altered, or heads alone', async () => {
      const other = await run(['verify', '--heads', '-', '--key', publicOf('b')], checkpoint);
      expect(other.out).toContain('What was noted is NOT signed with this key');
      const altered = checkpoint.replace('\n6\n', '\n5\n');
      const changed = await run(['verify', '--heads', '-', '--key', publicOf('a')], altered);
      expect(changed.out).toContain('it is not on “desk.example.com/audit 5 ');
      const heads = await run(['verify', '--heads', '-', '--key', publicOf('a')], noted.map(logLine).join(''));
      expect(heads.out).toContain('no checkpoint is stated there');
      expect([other.code, changed.code, heads.code]).toEqual([1, 1, 1]);
    });

    it('numbers nothing, and names what has waited for its number for more than a minute', async () => {
      const { uow, audit } = opened().first;
      await uow.run((context) => context.audit.append({ ...entry(10), at: toInstant('2020-01-01T00:00:00Z') }));
      const { code, out } = await run(['verify']);
      expect(out).toContain('The audit is whole: 9 events.');
      expect(out).toContain('1 more wait to be numbered');
      expect(out).toContain('2020-01-01T00:00:00.000Z request.approve R-10');
      expect(code).toBe(1);
      await audit.sequence();
      expect((await run(['verify'])).out).toContain('The audit is whole: 10 events.');
      await db().deleteFrom('audit_events').where('seq', '=', 10).execute();
      await db()
        .updateTable('audit_head')
        .set(noted[2] as NotedHead)
        .execute();
    });

    it('says so of the chain’s beginning too', async () => {
      expect((await run(['verify', '--head', `0:${GENESIS}`])).code).toBe(0);
    });

    it('passes nothing over: no end, half an end, ends that contradict each other, or no file', async () => {
      const none = await run(['verify', '--heads', '-'], 'All is well.\n');
      expect(none.out).toContain('Nothing was compared');
      expect(none.code).toBe(1);
      const half = await run(['verify', '--heads', '-'], `${noted.map(logLine).join('')}{"seq":12,"msg":"audit.head`);
      expect(half.out).toContain('Line 4 of what was noted cannot be read');
      expect(half.code).toBe(1);
      const other = { ...(noted[1] as NotedHead), hash: GENESIS };
      const both = await run(['verify', '--heads', '-'], [...noted, other].map(logLine).join(''));
      expect(both.out).toContain('event 6 has not the hash that was noted');
      expect(both.code).toBe(1);
      const absent = await run(['verify', '--heads', join(folder, 'absent.txt')]);
      expect(absent.out).toContain('absent.txt cannot be read (ENOENT)');
      expect(absent.code).toBe(1);
    });

    it('refuses arguments that do not fit each other or are no end, with exit 2', async () => {
      const head = `3:${noted[0]?.hash}`;
      for (const args of [
        ['verify', '--head', '3'],
        ['verify', '--head', `3:${GENESIS.slice(1)}`],
        ['verify', '--head', `-1:${GENESIS}`],
        ['verify', '--head', `${head} ${head}`],
        ['verify', '--head', head, '--pack', 'pack.pdf'],
        ['verify', '--head', head, '--against-database'],
        ['export', '--head', head],
        ['verify', head],
        ['verify', '--head', head, '--key', 'desk.example.com/audit'],
        ['verify', '--key', publicOf('a')],
        ['export', '--key', publicOf('a')],
      ])
        expect(await run(args), args.join(' ')).toMatchObject({ code: 2 });
    });

    it('finds a chain that was cut at its end, also one that has grown again', async () => {
      const rows = await db().selectFrom('audit_events').selectAll().where('seq', '>', 6).execute();
      const head = await opened().first.audit.head();
      await db().deleteFrom('audit_events').where('seq', '>', 6).execute();
      await db()
        .updateTable('audit_head')
        .set({ seq: 6, hash: noted[1]?.hash ?? '' })
        .execute();
      const alone = await run(['verify']);
      expect(alone.out).toContain('The audit is whole: 6 events.');
      expect(alone.code).toBe(0);
      const cut = await run(['verify', '--heads', '-'], noted.map(logLine).join(''));
      expect(cut.out).toContain('it ends with event 6, and event 9 was noted. Its end was cut off');
      expect(cut.out).toContain('Up to event 6 it is still what was noted then.');
      expect(cut.code).toBe(1);
      for (let n = 7; n <= 9; n += 1) await opened().first.uow.run((context) => context.audit.append(entry(n + 100)));
      await opened().first.audit.sequence();
      const grown = await run(['verify', '--heads', '-'], noted.map(logLine).join(''));
      expect(grown.out).toContain('event 9 has not the hash that was noted');
      expect(grown.code).toBe(1);
      await db().deleteFrom('audit_events').where('seq', '>', 6).execute();
      await db().insertInto('audit_events').values(rows).execute();
      await db().updateTable('audit_head').set(head).execute();
      expect((await run(typed(noted[2] as NotedHead))).code).toBe(0);
    });

    it('finds a chain that was calculated anew, and from which noted end on', async () => {
      await rewrite(5, 'denied');
      const alone = await run(['verify']);
      expect(alone.code).toBe(0);
      expect((await run(typed(noted[0] as NotedHead))).code).toBe(0);
      const found = await run(['verify', '--heads', '-'], noted.map(logLine).join(''));
      const byCheckpoint = await run(['verify', '--heads', '-', '--key', publicOf('a')], checkpoint);
      expect(byCheckpoint.out).toContain('event 6 has not the hash that was noted');
      expect(byCheckpoint.code).toBe(1);
      expect(found.out).toContain('event 6 has not the hash that was noted');
      expect(found.out).toContain('Up to event 3 it is still what was noted then.');
      expect(found.out).toContain('tell the Data Protection Officer');
      expect(found.code).toBe(1);
      await rewrite(5, 'ok');
      expect((await run(['verify', '--heads', '-'], noted.map(logLine).join(''))).code).toBe(0);
    });

    it('says that the chain is broken where it is, whatever was noted', async () => {
      await db().updateTable('audit_events').set({ outcome: 'denied' }).where('seq', '=', 8).execute();
      const { code, out } = await run(typed(noted[1] as NotedHead));
      expect(out).toContain('The audit is BROKEN: event 8 was changed');
      expect(out).toContain('The audit still holds what was noted of it, up to event 6.');
      expect(code).toBe(1);
    });
  });
