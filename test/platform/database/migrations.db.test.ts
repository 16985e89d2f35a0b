import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createUnitOfWork } from '../../../src/app/unitOfWork.ts';
import { migrationsFor } from '../../../src/platform/database/migrations.ts';
import { openDatabase } from '../../../src/platform/database/open.ts';
import { NOW } from '../../builders.ts';
import { createDatabase, type TestPostgres } from '../../support/postgres.ts';

const REPORT = {
  id: 'S-OLD0001',
  kind: 'subject-access',
  reportedBy: 'Rita Reed',
  reportedAt: NOW,
  from: 'Mr Elm',
  receivedOn: '2026-11-20',
  channel: 'letter',
  details: 'All my calls.',
};

/** SQLite takes the same steps; its tables are spelt the same but for one key. */
describe('a desk from before there were cases', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await createDatabase(inject('postgresUrl'));
  });
  afterAll(() => postgres?.stop());

  it('keeps what was reported then as an open case, with its words and its day', async () => {
    const pool = new pg.Pool({ connectionString: postgres.url });
    const before = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
    const { error } = await new Migrator({
      db: before,
      provider: migrationsFor('postgres'),
    }).migrateTo('0002-retention');
    expect(error).toBeUndefined();
    await sql`insert into reports (id, kind, reported_at, body)
      values (${REPORT.id}, ${REPORT.kind}, ${REPORT.reportedAt}, ${JSON.stringify(REPORT)})`.execute(before);
    await before.destroy();

    const database = await openDatabase(postgres.url);
    const uow = createUnitOfWork(database, { now: () => NOW, newId: () => 'x', outboxFilled: () => {} });
    const [file] = await uow.read(({ cases }) => cases.open());
    expect(file).toMatchObject({
      id: REPORT.id,
      kind: 'subject-access',
      report: {
        reportedBy: '',
        reporterName: 'Rita Reed',
        receivedOn: '2026-11-20',
        from: 'Mr Elm',
        details: 'All my calls.',
      },
      steps: [],
    });
    await database.close();
  });
});
