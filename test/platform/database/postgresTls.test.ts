import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseEnvironment } from '../../../src/config/environment.ts';
import { openDatabase } from '../../../src/platform/database/open.ts';
import { postgresAccess } from '../../../src/platform/database/postgresTls.ts';

let folder: string;
let authority: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-tls-'));
  authority = join(folder, 'authority.pem');
  writeFileSync(authority, 'a certificate');
});

afterAll(() => rmSync(folder, { recursive: true }));

afterEach(() => void vi.unstubAllEnvs());

describe('the way to PostgreSQL', () => {
  it.each([
    'postgres://u:p@db/desk',
    'postgresql://u:p@db.example.com:5432/desk?application_name=desk',
    'postgres://u:p@10.0.0.5/desk',
    'postgres://u:p@localhost.example.com/desk',
    'postgres://u:p@localhost/desk?host=db.example.com',
    'postgres://u:p@[2001:db8::5]/desk',
    'postgres://u:p@0.0.0.0/desk',
  ])('is encrypted and verified for %s, where nobody has said anything', (url) => {
    expect(postgresAccess(url)).toEqual({
      connection: { connectionString: url, ssl: true },
      isPlain: false,
      faults: [],
    });
  });

  it.each([
    'postgres://u:p@localhost/desk',
    'postgres://u:p@LOCALHOST/desk',
    'postgres://u:p@127.0.0.1:5433/desk',
    'postgres://u:p@[::1]/desk',
    'postgres://u:p@%2Fvar%2Frun%2Fpostgresql/desk',
    'postgres://u:p@/desk?host=/var/run/postgresql',
    'postgres:///desk',
    'postgres://u:p@/desk',
    'postgres://u:p@localhost/desk?sslmode=no-verify',
  ])('stays on this machine for %s, and is left as it is', (url) => {
    vi.stubEnv('PGHOST', '');
    expect(postgresAccess(url)).toEqual({ connection: { connectionString: url }, isPlain: false, faults: [] });
  });

  it('goes to the host that the driver takes where the address names none', () => {
    vi.stubEnv('PGHOST', 'db.example.com');
    expect(postgresAccess('postgres:///desk').connection.ssl).toBe(true);
    expect(postgresAccess('postgres://u:p@/desk').connection.ssl).toBe(true);
  });

  it.each(['prefer', 'require', 'verify-ca', 'verify-full'])('is verified for sslmode=%s', (mode) => {
    expect(postgresAccess(`postgres://u:p@db/desk?sslmode=${mode}&application_name=desk`)).toEqual({
      connection: { connectionString: 'postgres://u:p@db/desk?sslmode=verify-full&application_name=desk', ssl: true },
      isPlain: false,
      faults: [],
    });
  });

  it('is verified by an authority of one’s own', () => {
    const url = `postgres://u:p@db/desk?sslrootcert=${authority}`;
    expect(postgresAccess(url)).toEqual({
      connection: { connectionString: url, ssl: true },
      isPlain: false,
      faults: [],
    });
  });

  it('is open where somebody has said so, and known to be', () => {
    const url = 'postgres://u:p@db/desk?sslmode=disable';
    expect(postgresAccess(url)).toEqual({
      connection: { connectionString: url, ssl: true },
      isPlain: true,
      faults: [],
    });
    expect(postgresAccess('postgres://u:p@localhost/desk?sslmode=disable').isPlain).toBe(false);
  });

  it.each([
    ['sslmode=no-verify', 'does not verify the server'],
    ['sslmode=allow', 'does not verify the server'],
    ['sslmode=', 'does not verify the server'],
    ['sslmode=verify-full&sslmode=no-verify', 'does not verify the server'],
    ['ssl=no-verify', 'does not verify the server'],
    ['ssl=0', 'does not verify the server'],
    ['ssl=false', 'does not verify the server'],
    ['sslmode=require&uselibpqcompat=true', 'does not verify the server'],
    ['sslmode=disable&ssl=true', 'leave out one of the two'],
    ['sslmode=disable&sslnegotiation=direct', 'leave out one of the two'],
    ['sslmode=disable&sslrootcert=AUTHORITY', 'leave out one of the two'],
    ['sslmode=verify-full&sslrootcert=system', 'the file of sslrootcert is not there'],
  ])('does not begin with ?%s: the start says what to mend', async (query, sentence) => {
    const url = `postgres://u:secret@db/desk?${query.replaceAll('AUTHORITY', authority)}`;
    const read = parseEnvironment({
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: 'secret',
      AZURE_STORAGE_ACCOUNT_URL: 'https://desk.blob.core.windows.net',
      DATABASE_URL: url,
    });
    const faults = read.ok ? [] : read.faults;
    expect(faults).toEqual([expect.stringMatching(/^DATABASE_URL: .+\.$/)]);
    expect(faults[0]).toContain(sentence);
    expect(faults[0]).not.toContain('secret');
    // Commands that read nothing but the database's address say the same.
    await expect(openDatabase(url)).rejects.toThrow(faults[0]);
  });

  it('does not begin with an address that cannot be read', () => {
    const { faults } = postgresAccess('postgres://u:p#x@y@db:port/desk');
    expect(faults).toEqual([expect.stringContaining('percent codes')]);
  });
});
