import { describe, expect, it } from 'vitest';
import { VersionConflict } from '../../../src/kernel/ports.ts';
import { addDays, addMinutes, addMs } from '../../../src/kernel/time.ts';
import { buildGrant, buildLink, buildRequest, buildTerms, NOW } from '../../builders.ts';
import { DIALECTS, useDatabase } from '../../support/databases.ts';

for (const dialect of DIALECTS)
  describe(`requests, grants and links on ${dialect}`, () => {
    const opened = useDatabase(dialect);
    const uow = () => opened().first.uow;

    it('gives back a request as it was put in, whatever was typed', async () => {
      const request = buildRequest({ requesterName: 'Zoë “Z” O’Neill 😀', remindedAt: NOW });
      await uow().run(({ requests }) => requests.insert(request));
      expect(await uow().read(({ requests }) => requests.find(request.id))).toEqual(request);
      expect(await uow().read(({ requests }) => requests.find('R-NONE'))).toBeUndefined();
    });

    it('saves from the version that was read, and from no other', async () => {
      const request = buildRequest();
      await uow().run(({ requests }) => requests.insert(request));
      await uow().run(({ requests }) => requests.save({ ...request, state: 'denied' }));
      const stale = uow().run(({ requests }) => requests.save({ ...request, state: 'approved' }));
      await expect(stale).rejects.toThrow(VersionConflict);
      expect(await uow().read(({ requests }) => requests.find(request.id))).toMatchObject({
        state: 'denied',
        version: 1,
      });
    });

    it('lists a person’s newest, counts those since a moment, and finds those in a state', async () => {
      const requestedBy = `lister-${dialect.length}@example.com`;
      const mine = [0, 1, 2].map((n) =>
        buildRequest({ requestedBy, submittedAt: addMinutes(NOW, n), state: n === 1 ? 'expired' : 'submitted' }),
      );
      await uow().run(async ({ requests }) => {
        for (const request of mine) await requests.insert(request);
      });
      const [newest, since, waiting] = await uow().read(({ requests }) =>
        Promise.all([
          requests.recentFor(requestedBy, 2),
          requests.countSince(requestedBy, addMinutes(NOW, 1)),
          requests.findByStates(['submitted', 'awaiting-answer']),
        ]),
      );
      expect(newest.map(({ id }) => id)).toEqual([mine[2]?.id, mine[1]?.id]);
      expect(since).toBe(2);
      expect(waiting.filter((request) => request.requestedBy === requestedBy).map(({ id }) => id)).toEqual([
        mine[0]?.id,
        mine[2]?.id,
      ]);
    });

    it('keeps one grant a request, found by it, by its recording and by its end', async () => {
      const grant = buildGrant({ requestId: 'R-GRANT', terms: buildTerms({ recordingId: 'rec-grant' }) });
      await uow().run(({ grants }) => grants.insert(grant));
      await expect(uow().run(({ grants }) => grants.insert({ ...grant, id: 'g-other' }))).rejects.toThrow();
      const look = () =>
        uow().read(({ grants }) =>
          Promise.all([
            grants.find(grant.id),
            grants.findByRequest('R-GRANT'),
            grants.findByRecordings(['rec-grant', 'rec-none']),
          ]),
        );
      expect(await look()).toEqual([grant, grant, [grant]]);
      const endingBy = (at: typeof NOW) => uow().read(({ grants }) => grants.endingBy('ready', at));
      expect(await endingBy(addMs(grant.until, -1))).toEqual([]);
      expect(await endingBy(grant.until)).toEqual([grant]);
      await uow().run(({ grants }) => grants.save({ ...grant, state: 'ended' }));
      expect(await endingBy(addDays(grant.until, 9))).toEqual([]);
      await expect(uow().run(({ grants }) => grants.save(grant))).rejects.toThrow(VersionConflict);
    });

    it('finds a link by its id and by its token’s hash, and uses it up once', async () => {
      const link = buildLink({ tokenHash: 'a'.repeat(64) });
      await uow().run(({ links }) => links.insert(link));
      const found = await uow().read(({ links }) =>
        Promise.all([links.find('clip', link.id), links.findByTokenHash('clip', link.tokenHash)]),
      );
      expect(found).toEqual([link, link]);
      const used = { ...link, opened: { at: NOW, browserHash: 'b', until: addMinutes(NOW, 120) } };
      const tries = await Promise.allSettled([
        opened().first.uow.run(({ links }) => links.save(used)),
        opened().second.uow.run(({ links }) => links.save(used)),
      ]);
      expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await uow().read(({ links }) => links.findByTokenHash('clip', 'b'.repeat(64)))).toBeUndefined();
    });
  });
