import { describe, expect, it } from 'vitest';
import { buildRequest } from '../../builders.ts';
import { DIALECTS, useDatabase } from '../../support/databases.ts';

for (const dialect of DIALECTS) {
  describe(`documents on ${dialect}`, () => {
    const database = useDatabase(dialect);

    const rewrite = async (id: string, change: object): Promise<void> => {
      const { db } = database().first.database;
      const { body } = await db
        .selectFrom('requests')
        .select('body')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      const changed = JSON.stringify({ ...JSON.parse(body), ...change });
      await db.updateTable('requests').set({ body: changed }).where('id', '=', id).execute();
    };

    const read = (id: string) => database().first.uow.read(({ requests }) => requests.find(id));

    it('names the table, the id and the field of a document that cannot be read, and nothing of its text', async () => {
      const request = buildRequest({ id: 'R-BROKEN' });
      await database().first.uow.run(({ requests }) => requests.insert(request));
      await rewrite('R-BROKEN', { submittedAt: 'Mrs Alder' });
      const fault = await read('R-BROKEN').catch((error: unknown) => error);
      expect(fault).toMatchObject({ name: 'UnreadableDocument' });
      expect(String(fault)).toMatch(/requests R-BROKEN cannot be read/);
      expect(String(fault)).toContain('submittedAt');
      expect(String(fault)).not.toContain('Alder');
    });

    it('keeps what a newer version of the desk wrote into a document, and saves it again', async () => {
      const { uow } = database().first;
      await uow.run(({ requests }) => requests.insert(buildRequest({ id: 'R-NEWER' })));
      await rewrite('R-NEWER', { tomorrow: 'kept' });
      await uow.run(async ({ requests }) => {
        const found = await requests.find('R-NEWER');
        if (found) await requests.save({ ...found, state: 'withdrawn' });
      });
      expect(await read('R-NEWER')).toMatchObject({ state: 'withdrawn', version: 1, tomorrow: 'kept' });
    });
  });
}
