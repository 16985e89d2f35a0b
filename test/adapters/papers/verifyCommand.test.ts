import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawCasePack } from '../../../src/adapters/papers/casePackPaper.ts';
import { buildPack } from '../../support/samplePack.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** `npm run audit -- …`, as a process of its own, where there are neither settings nor a database. */
const run = (...args: readonly string[]): Promise<{ code: number | null; out: string }> =>
  new Promise((settle) => {
    const env = { PATH: process.env.PATH ?? '' };
    const child = spawn(process.execPath, [resolve('src/cli/audit.ts'), ...args], { cwd: folder, env });
    let out = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece) => {
        out += piece;
      });
    child.once('close', (code) => settle({ code, out }));
  });

const verified = async (bytes: Uint8Array) => {
  const file = join(folder, 'pack.pdf');
  await writeFile(file, bytes);
  return run('verify', '--pack', file);
};

const pack = buildPack();

describe('npm run audit -- verify --pack', () => {
  it('says what a whole pack is, and what to compare it with', async () => {
    const { code, out } = await verified(await drawCasePack(pack));
    expect(out.split('\n')).toEqual([
      'The pack is whole: case S-7K3MQ9A of Wilson’s Veterinary Practice, made Tue 22 Dec 2026, 15:04 by Priya Patel.',
      'Its audit events 18204 to 18210 follow each other, and the last binds what the pack says.',
      `Chain head: event 18210, ${pack.audit.at(-1)?.hash}`,
      `Compare with the morning report of Thu 26 Nov 2026: it must state event 18206, ${pack.audit[2]?.hash}`,
      '',
    ]);
    expect(code).toBe(0);
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
      'nothing of a pack',
      async () => Buffer.from('Dear Sir or Madam'),
      'This is no PDF, so it is no case pack.',
    ],
  ])('refuses a file with %s', async (_, bytes, sentence) => {
    const { code, out } = await verified(await bytes());
    expect(out).toContain(sentence);
    expect(code).toBe(1);
  });

  it('shows no control characters of a pack somebody has made up', async () => {
    const { out } = await verified(await drawCasePack(buildPack({ madeBy: 'Mallory\u001b[2J' })));
    expect(out).not.toContain('\u001b');
  });

  it('says so where there is no file, and how it is used', async () => {
    expect(await run('verify', '--pack', join(folder, 'none.pdf'))).toMatchObject({
      code: 1,
      out: expect.stringContaining('none.pdf cannot be read (ENOENT). Give the path of a case pack.'),
    });
    for (const args of [['verify', '--pack'], ['verify', '--pakc', 'x'], []])
      expect(await run(...args)).toMatchObject({
        code: 2,
        out: expect.stringContaining('verify --pack FILE'),
      });
  });
});
