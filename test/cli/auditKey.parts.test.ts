import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAuditKey } from '../../src/features/audit/auditKey.ts';
import { parseSigningKey, parseVerifierKey, verifierText } from '../../src/features/audit/model/signedNote.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-key-'));
  file = join(folder, 'audit.key');
});

afterEach(() => rm(folder, { recursive: true }));

/** `npm run audit -- key …`, as a process of its own without any settings. */
const run = (...args: readonly string[]) =>
  new Promise<{ code: number | null; out: string }>((settle) => {
    const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
    const env = { PATH, NODE_COMPILE_CACHE };
    const child = spawn(process.execPath, [resolve('src/cli/audit.ts'), 'key', ...args], { cwd: folder, env });
    let out = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece) => {
        out += piece;
      });
    child.once('close', (code) => settle({ code, out }));
  });

const NAME = 'desk.example.com/audit';

describe('npm run audit -- key', () => {
  it('makes a key for the desk’s account alone, and says its public half and nothing of the secret one', async () => {
    const { code, out } = await run(file, NAME);
    expect(code).toBe(0);
    const secret = (await readFile(file, 'utf8')).trim();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const key = parseSigningKey(secret);
    expect(key?.name).toBe(NAME);
    expect(out).toBe(`${key && verifierText(key)}\n`);
    expect(parseVerifierKey(out)?.raw).toEqual(key?.raw);
    expect(await run(file)).toEqual({ code: 0, out });
  });

  it('makes another each time it is asked, and overwrites none', async () => {
    await run(file, NAME);
    const first = await readFile(file, 'utf8');
    const { code, out } = await run(file, NAME);
    expect(out).toContain('is there already, and is left as it is');
    expect(code).toBe(1);
    expect(await readFile(file, 'utf8')).toBe(first);
    const other = join(folder, 'other.key');
    await run(other, NAME);
    expect(await readFile(other, 'utf8')).not.toBe(first);
  });

  it.each([
    'https://desk.example.com/audit',
    'a b',
    'a+b',
    'desk/../x',
    '/desk',
    'Desk',
  ])('takes no name as %j', async (name) => {
    expect(await run(file, name)).toMatchObject({ code: 2, out: expect.stringContaining('without https://') });
  });

  it('says what of the file cannot be read or written, and which words are missing', async () => {
    expect(await run()).toMatchObject({ code: 2, out: expect.stringContaining('key FILE [NAME]') });
    expect(await run(file)).toMatchObject({ code: 1, out: expect.stringContaining('cannot be read (ENOENT)') });
    const nowhere = join(folder, 'none', 'audit.key');
    expect(await run(nowhere, NAME)).toMatchObject({ code: 1, out: expect.stringContaining('(ENOENT)') });
    await writeFile(file, 'something else');
    expect(await run(file)).toMatchObject({ code: 1, out: expect.stringContaining('holds no key of the desk') });
  });

  it('is known to be open to others once somebody has let them read it', async () => {
    await run(file, NAME);
    expect(await readAuditKey(file)).toMatchObject({ kind: 'key', isOpenToOthers: false });
    await chmod(file, 0o640);
    expect(await readAuditKey(file)).toMatchObject({ kind: 'key', isOpenToOthers: true });
  });
});
