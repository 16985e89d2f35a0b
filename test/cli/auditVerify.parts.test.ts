import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '../../src/features/audit/model/chain.ts';
import { auditLog, sequence } from '../../src/features/audit/sequenceStore.ts';
import { auditReader } from '../../src/features/audit/store.ts';
import { type CasePack, PACK_ACTION, PACK_FILE_ACTION, packDigest } from '../../src/features/releases/model/pack.ts';
import { drawCasePack } from '../../src/features/releases/pdf/casePack.ts';
import { type Database, openDatabase } from '../../src/platform/database/open.ts';
import { seal } from '../../src/platform/pdf/seal.ts';
import { NOW } from '../builders.ts';
import { publicOf } from '../support/auditKey.ts';
import { buildContent, buildPack, listed, proved } from '../support/samplePack.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packs-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** `npm run audit -- …`, as a process of its own, where there are neither settings nor a database. */
const run = (...args: readonly string[]): Promise<{ code: number | null; out: string }> =>
  new Promise((settle) => {
    const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
    const env = { PATH, NODE_COMPILE_CACHE };
    const child = spawn(process.execPath, [resolve('src/cli/audit.ts'), ...args], { cwd: folder, env });
    let out = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece) => {
        out += piece;
      });
    child.once('close', (code) => settle({ code, out }));
  });

const verified = async (bytes: Uint8Array, ...more: readonly string[]) => {
  const file = join(folder, 'pack.pdf');
  await writeFile(file, bytes);
  return run('verify', '--pack', file, ...more);
};

const pack = buildPack();

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A pack with other words, bound anew in a log of its own, as whoever makes one up can. */
const forge = ({ audit, ...genuine }: CasePack): CasePack => {
  const content = { ...genuine, madeBy: 'Mallory' };
  const log = audit.slice(0, -1);
  const last = audit.at(-1) as CasePack['audit'][number];
  const entry = { ...last, detail: { ...last.detail, sha256: packDigest(content) } };
  return proved(content, [...log, { ...entry, hash: hashOf(entry, last.seq, last.previous) }], 'm');
};

/** A file in which a word has been exchanged, and its SHA-256 stated anew. */
function sealedAnew(file: Uint8Array, word: RegExp, by: string): Uint8Array {
  const text = Buffer.from(file)
    .toString('latin1')
    .replace(/%SHA-256 .*\n/, '');
  expect(text).toMatch(word);
  return seal(Buffer.from(text.replace(word, by), 'latin1'));
}

describe('npm run audit -- verify --pack', () => {
  it('says whose a whole pack is, and how to find out whether the desk made it', async () => {
    const file = await drawCasePack(pack);
    const { code, out } = await verified(file);
    expect(out.split('\n')).toEqual([
      'The pack is whole in itself: case S-7K3MQ9A of Wilson’s Veterinary Practice, made Tue 22 Dec 2026, 15:04 by Priya Patel.',
      `Its 5 audit events are as they were written, and the last, event 18210, ${pack.audit.at(-1)?.hash}, binds what the pack says.`,
      `SHA-256 of the file: ${sha256Of(file)}`,
      'That alone does not show that the desk made it: a pack can be made up whole, or changed and given a new SHA-256.',
      'It says that desk.example.com/audit has signed it. Ask the practice, by another way than the file came, for its public key:',
      `  npm run audit -- verify --pack ${join(folder, 'pack.pdf')} --key KEY`,
      `Where the desk runs: npm run audit -- verify --pack ${join(folder, 'pack.pdf')} --against-database`,
      '  That looks for the SHA-256 of the file in the desk’s own audit, and says which morning report to look at in the managers’ channel.',
      '',
    ]);
    expect(code).toBe(0);
  });

  it('shows with the public key alone that the desk made a pack', async () => {
    const { code, out } = await verified(await drawCasePack(pack), '--key', publicOf('a'));
    expect(out).toContain('The desk desk.example.com/audit made it');
    expect(code).toBe(0);
  });

  it.each<[string, () => CasePack, string]>([
    ['made up whole', () => forge(pack), 'NOT signed with this key'],
    ['of another desk', () => buildPack({}, 'b'), 'NOT signed with this key'],
    ['that nobody signed', () => buildPack({}, null), 'NOT signed, so the key cannot show who made it'],
  ])('refuses with the key a pack %s, which is whole in itself', async (_, made, sentence) => {
    const file = await drawCasePack(made());
    expect((await verified(file)).code).toBe(0);
    const { code, out } = await verified(file, '--key', publicOf('a'));
    expect(out).toContain(sentence);
    expect(code).toBe(1);
  });

  it.each<[string, () => Promise<Uint8Array>, string]>([
    [
      'one byte changed',
      async () => {
        const bytes = Buffer.from(await drawCasePack(pack));
        bytes.writeUInt8(bytes.readUInt8(4000) ^ 1, 4000);
        return bytes;
      },
      'This pack is NOT as the desk made it',
    ],
    ['other words', () => drawCasePack({ ...pack, madeBy: 'Nobody' }), 'with another content'],
    [
      'an event altered',
      () => drawCasePack({ ...pack, audit: pack.audit.with(1, { ...pack.audit[1], actor: 'p-1' } as never) }),
      'in its audit event 18205 was changed after it was written',
    ],
    [
      'an event left out',
      () => drawCasePack({ ...pack, audit: pack.audit.toSpliced(1, 1) }),
      'its audit events are not those that it lists',
    ],
    ['nothing of a pack', async () => Buffer.from('Dear Sir or Madam'), 'This is no PDF, so it is no case pack.'],
  ])('refuses a file with %s', async (_, bytes, sentence) => {
    const { code, out } = await verified(await bytes());
    expect(out).toContain(sentence);
    expect(code).toBe(1);
  });

  it('prints no control characters that a made-up pack holds', async () => {
    const { out } = await verified(await drawCasePack(buildPack({ madeBy: 'Mallory\u001b[2J' })));
    expect(out).not.toContain('\u001b');
  });

  it('says that a file cannot be read, and how the command is used', async () => {
    expect(await run('verify', '--pack', join(folder, 'none.pdf'))).toMatchObject({
      code: 1,
      out: expect.stringContaining('none.pdf cannot be read (ENOENT). Give the path of a case pack.'),
    });
    for (const args of [['verify', '--pack'], ['verify', '--pakc', 'x'], []])
      expect(await run(...args)).toMatchObject({ code: 2, out: expect.stringContaining('verify --pack FILE') });
  });
});

describe('npm run audit -- verify --pack FILE --against-database', () => {
  let database: Database;
  let genuine: CasePack;
  let file: Uint8Array;

  const append = async (...entries: readonly { action: string; subject: string; detail?: object }[]) => {
    const whole = entries.map(({ detail, ...entry }) => ({
      at: NOW,
      actor: 'desk',
      outcome: 'ok',
      detail: { ...detail },
      ...entry,
    }));
    await auditLog(database.db).append(...whole);
    await sequence(database.db);
  };
  const events = async () => {
    const all = [];
    for await (const event of auditReader(database.db).events()) all.push(event);
    return all;
  };
  const report = async (day: string): Promise<void> => {
    const { seq, hash } = await auditReader(database.db).head();
    await append({ action: 'report.retention', subject: `retention-${day}`, detail: { seq, hash } });
  };
  const compared = (file: Uint8Array) => verified(file, '--against-database');

  beforeAll(async () => {
    // Where a desk without settings keeps its state.
    await mkdir(join(folder, '.data'), { recursive: true });
    database = await openDatabase(join(folder, '.data', 'desk.sqlite'));
    const { caseId } = pack;
    await append({ action: 'desk.start', subject: '-' });
    await append({ action: 'subject-access.report', subject: caseId });
    await report('2026-11-26');
    const content = listed(buildContent(), await events());
    await append({ action: PACK_ACTION, subject: caseId, detail: { sha256: packDigest(content) } });
    genuine = proved(content, await events(), 'a');
    file = await drawCasePack(genuine);
    await append({ action: PACK_FILE_ACTION, subject: caseId, detail: { sha256: sha256Of(file) } });
  });
  afterAll(() => database.close());

  it('finds the file’s SHA-256 in the desk’s audit, and says that no report vouches for it yet', async () => {
    const { code, out } = await compared(file);
    expect(out).toContain(
      'The desk made this pack: event 5 of its own audit, which is whole, has the SHA-256 of this file.',
    );
    expect(out).toContain('No morning report vouches for event 5 yet');
    expect(code).toBe(0);
  });

  it.each<[string, () => Promise<Uint8Array>]>([
    ['with other words and bound anew', () => drawCasePack(forge(genuine))],
    ['on a page only, what is attached left as it was', async () => sealedAnew(file, / TJ\n/, ' Tj\n')],
    ['in the attachment’s name only', async () => sealedAnew(file, /case-pack\.json/, 'case-pock.json')],
  ])('refuses a pack that was changed %s, though it is whole in itself', async (_, forged) => {
    const bytes = await forged();
    const alone = await verified(bytes);
    expect(alone.out).toContain('The pack is whole in itself');
    expect(alone.out).toContain('--against-database');
    expect(alone.code).toBe(0);
    const { code, out } = await compared(bytes);
    expect(out).toContain(
      'This pack is NOT as the desk made it: the desk’s own audit knows of no case pack with this SHA-256.',
    );
    expect(code).toBe(1);
  });

  it('refuses a pack that another desk has made', async () => {
    const { code, out } = await compared(await drawCasePack(pack));
    expect(out).toContain('the desk’s own audit knows of no case pack with this SHA-256');
    expect(code).toBe(1);
  });

  it('names the first morning report that vouches for the event of the pack’s file', async () => {
    await append({ action: 'request.submit', subject: 'R-1' });
    await report('2026-11-27');
    await report('2026-11-28');
    const { out } = await compared(file);
    expect(out).toContain(
      `the morning report of Fri 27 Nov 2026 in the managers’ channel, the first that vouches for event 5: it must state event 6, ${(await events())[5]?.hash}`,
    );
  });

  it('refuses to compare a pack with an audit that is broken itself', async () => {
    await database.db.updateTable('audit_events').set({ actor: 'p-1' }).where('seq', '=', 2).execute();
    const { code, out } = await compared(file);
    expect(out).toContain('the desk’s own audit is BROKEN: event 2 was changed after it was written');
    expect(code).toBe(1);
  });
});
