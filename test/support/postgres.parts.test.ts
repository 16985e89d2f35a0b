import pg from 'pg';
import { expect, it } from 'vitest';
import { startPostgres } from './postgres.ts';

it('starts two servers at once, each an empty UTF-8 database of its own, and ends them', async () => {
  const servers = await Promise.all([startPostgres(), startPostgres()]);
  for (const { url } of servers) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('create table calls (parties text)');
    await client.query("insert into calls values ('Mrs Ålder')");
    expect((await client.query('select parties from calls')).rows).toEqual([{ parties: 'Mrs Ålder' }]);
    expect((await client.query('show server_encoding')).rows).toEqual([{ server_encoding: 'UTF8' }]);
    await client.end();
  }
  for (const server of servers) await server.stop();
  const client = new pg.Client({ connectionString: servers[0].url });
  await expect(client.connect()).rejects.toThrow('ECONNREFUSED');
});
