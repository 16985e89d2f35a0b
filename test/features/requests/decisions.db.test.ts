import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '../../../src/features/practice/model/purpose.ts';
import { createApprove, createDeny } from '../../../src/features/requests/decideRequest.ts';
import type { AccessRequest } from '../../../src/features/requests/model/request.ts';
import { randomIds } from '../../../src/platform/clock.ts';
import { buildIndexed, buildPerson, buildPractice, buildRequest, DANA, DAVID, NOW, PRIYA } from '../../builders.ts';
import { DIALECTS, type Instance, useDatabase } from '../../support/databases.ts';

const practice = buildPractice();

const recording = buildIndexed({ id: 'rec-1' });

const VALUES = { recordingId: 'rec-1', from: '0:00', to: '1:00', days: '1', mode: 'listen' };

const deskOn = ({ uow }: Instance) => {
  const deps = { uow, practice, ids: randomIds, clock: { now: () => NOW } };
  return { approve: createApprove(deps), deny: createDeny(deps) };
};

for (const dialect of DIALECTS)
  describe(`two who decide at once, on ${dialect}`, () => {
    const opened = useDatabase(dialect);
    const placed = async (overrides: Partial<AccessRequest> = {}): Promise<AccessRequest> => {
      const request = buildRequest(overrides);
      await opened().first.uow.run(async ({ requests, recordings }) => {
        await recordings.upsert([recording]);
        await requests.insert(request);
      });
      return request;
    };
    const eventsOf = async (id: string) => {
      const outcomes: string[] = [];
      for await (const event of opened().first.audit.events())
        if (event.subject === id) outcomes.push(`${event.action} ${event.outcome}`);
      return outcomes.sort();
    };
    const grantOf = (id: string) => opened().first.uow.read(({ grants }) => grants.findByRequest(id));
    const approve = (instance: Instance, requestId: string, email: string) =>
      deskOn(instance).approve({ requestId, actor: buildPerson({ email }), values: VALUES });
    const deny = (instance: Instance, requestId: string, email: string) =>
      deskOn(instance).deny({ requestId, actor: buildPerson({ email }), reason: 'No' });

    it('come to one outcome: the second hears who was first, and one grant is made', async () => {
      const { id } = await placed();
      const both = await Promise.all([approve(opened().first, id, DANA), approve(opened().second, id, DAVID)]);
      expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
      const refused = both.find(({ ok }) => !ok);
      expect(refused).toMatchObject({
        error: {
          kind: 'refused',
          refused: { code: 'already-decided', by: expect.stringMatching(/^(Dana Drew|David Drake)$/) },
        },
      });
      expect(await eventsOf(id)).toEqual(['request.approve already-decided', 'request.approve ok']);
      expect(await grantOf(id)).toMatchObject({ state: 'cutting', requestId: id });
    });

    it('one yes and one no: never both', async () => {
      for (let round = 0; round < 8; round += 1) {
        const { id } = await placed();
        const both = await Promise.all([approve(opened().first, id, DANA), deny(opened().second, id, DAVID)]);
        expect(both.filter(({ ok }) => ok)).toHaveLength(1);
        const state = (await opened().first.uow.read(({ requests }) => requests.find(id)))?.state;
        expect([state, (await grantOf(id)) !== undefined]).toEqual(both[0].ok ? ['approved', true] : ['denied', false]);
      }
    });

    it('a director and the DPO at the same moment both count', async () => {
      const { id } = await placed({ rule: DEFAULT_RULES.legal });
      const both = await Promise.all([approve(opened().first, id, DANA), approve(opened().second, id, PRIYA)]);
      expect(both.every(({ ok }) => ok)).toBe(true);
      const request = await opened().first.uow.read(({ requests }) => requests.find(id));
      expect(request).toMatchObject({ state: 'approved', version: 2 });
      expect(request?.agreements.map(({ seat }) => seat).sort()).toEqual(['director', 'dpo']);
      expect(await opened().first.audit.verify()).toBeUndefined();
    });

    it('one person twice counts once', async () => {
      const { id } = await placed({ rule: DEFAULT_RULES.legal });
      const both = await Promise.all([approve(opened().first, id, PRIYA), approve(opened().second, id, PRIYA)]);
      expect(both.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await eventsOf(id)).toEqual(['request.approve already-agreed', 'request.approve ok']);
    });
  });
