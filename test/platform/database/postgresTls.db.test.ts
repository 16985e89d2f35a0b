import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { checkDesk } from '../../../src/cli/doctor/checks.ts';
import type { Settings } from '../../../src/config/settings.ts';
import { openDatabase } from '../../../src/platform/database/open.ts';
import { buildPractice } from '../../builders.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { createDatabase, type TestPostgres } from '../../support/postgres.ts';

/** This machine by a name that is not loopback's: the desk takes it for another. */
const OUTSIDE = '0.0.0.0';

/** What a client sends that wants TLS: its length, and a number of PostgreSQL's protocol. */
const TLS_ASKED = Buffer.from('0000000804d2162f', 'hex');

let postgres: TestPostgres;
let folder: string;
let front: Server | undefined;

beforeAll(async () => {
  postgres = await createDatabase(inject('postgresUrl'));
  folder = await mkdtemp(join(tmpdir(), 'desk-tls-'));
});

afterEach(() => {
  front?.close();
  front = undefined;
});

afterAll(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true });
});

type Certificate = ReturnType<typeof makeCertificate>;

/** A way to the real server that speaks TLS, as a pooler before it does; without a certificate it refuses TLS. */
async function startFront(certificate?: Certificate) {
  const { username, password, port, pathname } = new URL(postgres.url);
  /** All that came before TLS. */
  const inTheClear: Buffer[] = [];
  const server = createServer((socket: Socket) => {
    socket.on('error', () => {});
    socket.once('data', (first) => {
      inTheClear.push(first);
      if (!first.equals(TLS_ASKED)) return pipe(socket, first, Number(port));
      if (!certificate) return void socket.end('N');
      socket.write('S');
      const { key, certificate: cert } = certificate;
      const encrypted = new TLSSocket(socket, { isServer: true, key, cert });
      encrypted.on('error', () => {});
      pipe(encrypted, null, Number(port));
    });
  });
  server.listen(0, OUTSIDE);
  await once(server, 'listening');
  front = server;
  const address = `${OUTSIDE}:${(server.address() as AddressInfo).port}${pathname}`;
  return { url: `postgres://${username}:${password}@${address}`, inTheClear };
}

function pipe(from: Socket, first: Buffer | null, port: number): void {
  const server = connect(port, '127.0.0.1');
  server.on('error', () => {});
  if (first) server.write(first);
  from.pipe(server).pipe(from);
}

const trusted = async (certificate: Certificate): Promise<string> => {
  const file = join(folder, 'authority.pem');
  await writeFile(file, certificate.certificate);
  return `?sslrootcert=${file}`;
};

describe('a PostgreSQL server outside this machine', () => {
  it('is spoken to in TLS without anybody saying so, once its certificate is trusted', async () => {
    const certificate = makeCertificate(OUTSIDE);
    const { url, inTheClear } = await startFront(certificate);
    for (const more of ['', '&sslmode=require']) {
      const database = await openDatabase(`${url}${await trusted(certificate)}${more}`);
      await database.db.selectFrom('audit_head').select('seq').executeTakeFirstOrThrow();
      await database.close();
    }
    expect(inTheClear.length).toBeGreaterThan(1);
    for (const piece of inTheClear) expect(piece).toEqual(TLS_ASKED);
  });

  it.each<[string, () => Promise<[string, Certificate?]>, string]>([
    ['offers no TLS', async () => [''], 'offers no TLS: switch it on there; or add sslmode=disable'],
    [
      'has a certificate of an authority that nobody trusts',
      async () => ['', makeCertificate(OUTSIDE)],
      'is not trusted: add sslrootcert=FILE',
    ],
    [
      'has such a certificate, though the address asks for TLS by itself',
      async () => ['?sslmode=require', makeCertificate(OUTSIDE)],
      'is not trusted: add sslrootcert=FILE',
    ],
    [
      'has a certificate for another name',
      async () => {
        const other = makeCertificate('192.0.2.7');
        return [await trusted(other), other];
      },
      'is for another name',
    ],
    [
      'has a certificate that has run out',
      async () => {
        const old = makeCertificate(OUTSIDE, new Date(Date.now() - 48 * 3_600_000));
        return [await trusted(old), old];
      },
      'has run out: renew it',
    ],
  ])('that %s is told nothing, and the start says what to do', async (_, make, sentence) => {
    const [query, certificate] = await make();
    const { url, inTheClear } = await startFront(certificate);
    await expect(openDatabase(url + query)).rejects.toMatchObject({
      name: 'DatabaseUnusable',
      message: expect.stringContaining(sentence),
    });
    for (const piece of inTheClear) expect(piece).toEqual(TLS_ASKED);
  });

  it('is spoken to in the clear only where the address says sslmode=disable, which the doctor names', async () => {
    const { url, inTheClear } = await startFront();
    const database = await openDatabase(`${url}?sslmode=disable`);
    await database.db.selectFrom('audit_head').select('seq').executeTakeFirstOrThrow();
    await database.close();
    expect(inTheClear[0]).not.toEqual(TLS_ASKED);
    const findings = async (databaseUrl: string) => {
      const environment = { databaseUrl, storage: { connectionString: '' }, publicUrl: null, slack: null, teams: null };
      const settings = { environment, practice: buildPractice(), channels: [] };
      return checkDesk(settings as unknown as Settings);
    };
    const isOpen = { level: 'warning', text: expect.stringContaining('is not encrypted (sslmode=disable)') };
    expect(await findings(`${url}?sslmode=disable`)).toContainEqual(isOpen);
    expect(await findings(postgres.url)).not.toContainEqual(isOpen);
  });
});
