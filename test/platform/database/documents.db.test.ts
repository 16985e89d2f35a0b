import { describe, expect, it } from 'vitest';
import { buildAgreement, buildRequest } from '../../builders.ts';
import { DIALECTS, useDatabase } from '../../support/databases.ts';

for (const dialect of DIALECTS) {
  describe(`documents on ${dialect}`, () => {
    const database = useDatabase(dialect);

    const rewrite = async (id: string, change: object): Promise<void> => {
      const { db } = database().first.database;
      const { body } = await db.selectFrom('requests').select('body').where('id', '=', id).executeTakeFirstOrThrow();
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

    it('keeps it at any depth: inside a list, and inside what is in the list', async () => {
      const { uow } = database().first;
      const agreement = { ...buildAgreement(), tomorrow: 'kept' };
      const terms = { ...agreement.terms, later: 'kept too' };
      await uow.run(({ requests }) => requests.insert(buildRequest({ id: 'R-DEEPER' })));
      await rewrite('R-DEEPER', { agreements: [{ ...agreement, terms }] });
      await uow.run(async ({ requests }) => {
        const found = await requests.find('R-DEEPER');
        if (found) await requests.save({ ...found, state: 'withdrawn' });
      });
      expect(await read('R-DEEPER')).toMatchObject({
        agreements: [{ tomorrow: 'kept', terms: { later: 'kept too' } }],
      });
    });

    it('gives one that cannot be read in a list as it is, so that it does not stop the others', async () => {
      const { uow } = database().first;
      for (const id of ['R-GOOD', 'R-BAD'])
        await uow.run(({ requests }) => requests.insert(buildRequest({ id, state: 'expired' })));
      await rewrite('R-BAD', { submittedAt: 7 });
      const listed = await uow.read(({ requests }) => requests.findByStates(['expired']));
      expect(listed.map(({ id }) => id).sort()).toEqual(['R-BAD', 'R-GOOD']);
    });

    it('gives one whose text is torn in a list by its id, and quotes nothing of it when it is asked for', async () => {
      const { uow, database: opened } = database().first;
      for (const id of ['R-WHOLE', 'R-TORN'])
        await uow.run(({ requests }) => requests.insert(buildRequest({ id, state: 'withdrawn' })));
      await opened.db.updateTable('requests').set({ body: '{"who": Mrs Alder' }).where('id', '=', 'R-TORN').execute();
      const listed = await uow.read(({ requests }) => requests.findByStates(['withdrawn']));
      expect(listed.map(({ id }) => id)).toEqual(expect.arrayContaining(['R-TORN', 'R-WHOLE']));
      const fault = await read('R-TORN').catch((error: unknown) => error);
      expect(fault).toMatchObject({ name: 'UnreadableDocument' });
      expect(String(fault)).not.toContain('Alder');
    });
  });
}
