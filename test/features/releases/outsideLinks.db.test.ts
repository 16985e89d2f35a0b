import { describe, expect, it } from 'vitest';
import { VersionConflict } from '../../../src/kernel/ports.ts';
import { addMinutes, addMs } from '../../../src/kernel/time.ts';
import {
  buildGrant,
  buildLink,
  buildOutsideLink,
  buildPageLink,
  buildRedaction,
  NOW,
} from '../../builders.ts';
import { DIALECTS, useDatabase } from '../../support/databases.ts';

for (const dialect of DIALECTS)
  describe(`links to the desk’s pages and for people outside, on ${dialect}`, () => {
    const opened = useDatabase(dialect);
    const uow = () => opened().first.uow;

    it('finds a page link by its id and by its token’s hash, and uses it up once', async () => {
      const link = buildPageLink({ page: { kind: 'papers', papers: 'case-pack', subject: 'S-1' } });
      await uow().run(({ pageLinks }) => pageLinks.insert(link));
      const found = await uow().read(({ pageLinks }) =>
        Promise.all([
          pageLinks.find(link.id),
          pageLinks.findByTokenHash(link.tokenHash),
          pageLinks.find('nobody'),
          pageLinks.findByTokenHash('nobody'),
        ]),
      );
      expect(found).toEqual([link, link, undefined, undefined]);
      const used = { ...link, opened: { at: NOW, browserHash: 'b', until: addMinutes(NOW, 120) } };
      const tries = await Promise.allSettled([
        opened().first.uow.run(({ pageLinks }) => pageLinks.save(used)),
        opened().second.uow.run(({ pageLinks }) => pageLinks.save(used)),
      ]);
      expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await uow().read(({ pageLinks }) => pageLinks.find(link.id))).toEqual({ ...used, version: 1 });
    });

    it('keeps one link a token', async () => {
      const [page, outside] = [buildPageLink(), buildOutsideLink()];
      await uow().run(async ({ pageLinks, outsideLinks }) => {
        await pageLinks.insert(page);
        await outsideLinks.insert(outside);
      });
      await expect(
        uow().run(({ pageLinks }) => pageLinks.insert({ ...page, id: 'another' })),
      ).rejects.toThrow();
      await expect(
        uow().run(({ outsideLinks }) => outsideLinks.insert({ ...outside, id: 'another' })),
      ).rejects.toThrow();
    });

    it('forgets page links that had to be opened before a moment, and not at it', async () => {
      const [past, kept] = [buildPageLink({ openBy: addMs(NOW, -1) }), buildPageLink({ openBy: NOW })];
      await uow().run(async ({ pageLinks }) => {
        await pageLinks.insert(past);
        await pageLinks.insert(kept);
        await pageLinks.forgetBefore(NOW);
      });
      expect(
        await uow().read(({ pageLinks }) => Promise.all([pageLinks.find(past.id), pageLinks.find(kept.id)])),
      ).toEqual([undefined, kept]);
    });

    it('gives back an outside link as it was put in, whatever was typed', async () => {
      const link = buildOutsideLink({ toWhom: 'DC Zoë “Z” O’Neill 😀, Northumbria' });
      await uow().run(({ outsideLinks }) => outsideLinks.insert(link));
      const found = await uow().read(({ outsideLinks }) =>
        Promise.all([outsideLinks.find(link.id), outsideLinks.findByTokenHash(link.tokenHash)]),
      );
      expect(found).toEqual([link, link]);
    });

    it('counts a try from the version that was read, and from no other', async () => {
      const link = buildOutsideLink();
      await uow().run(({ outsideLinks }) => outsideLinks.insert(link));
      await uow().run(({ outsideLinks }) => outsideLinks.save({ ...link, triesLeft: 4 }));
      const stale = uow().run(({ outsideLinks }) => outsideLinks.save({ ...link, hearingsLeft: 0 }));
      await expect(stale).rejects.toThrow(VersionConflict);
      expect(await uow().read(({ outsideLinks }) => outsideLinks.find(link.id))).toMatchObject({
        triesLeft: 4,
        hearingsLeft: 3,
        version: 1,
      });
    });

    it('lists a grant’s outside links, the first given first, and forgets them with it', async () => {
      const grantId = `g-outside-${dialect.length}`;
      const [second, first] = [
        buildOutsideLink({ grantId, givenAt: addMinutes(NOW, 1) }),
        buildOutsideLink({ grantId, givenAt: NOW, end: { at: NOW, why: 'ended' } }),
      ];
      const other = buildOutsideLink({ grantId: 'g-another' });
      await uow().run(async ({ outsideLinks }) => {
        for (const link of [second, first, other]) await outsideLinks.insert(link);
      });
      const list = () => uow().read(({ outsideLinks }) => outsideLinks.findByGrant(grantId));
      expect(await list()).toEqual([first, second]);
      await uow().run(({ outsideLinks }) => outsideLinks.forgetOf(grantId));
      expect(await list()).toEqual([]);
      expect(await uow().read(({ outsideLinks }) => outsideLinks.find(other.id))).toEqual(other);
    });

    it('gives back a hearing that came by an outside link, and none for one written before there were any', async () => {
      const [came, own] = [buildLink({ outside: 'ol-1', mintedFor: '' }), buildLink()];
      const { outside: _, ...old } = own;
      await uow().run(async ({ links }) => {
        await links.insert(came);
        await links.insert(old as typeof own);
      });
      expect(await uow().read(({ links }) => Promise.all([links.find(came.id), links.find(own.id)]))).toEqual(
        [came, { ...own, outside: null }],
      );
    });

    it('keeps with a grant what has been silenced of its clip', async () => {
      const grant = buildGrant({ requestId: `R-SILENCED-${dialect.length}` });
      const redaction = buildRedaction();
      await uow().run(async ({ grants }) => {
        await grants.insert(grant);
        await grants.save({ ...grant, redaction });
      });
      expect(await uow().read(({ grants }) => grants.find(grant.id))).toEqual({
        ...grant,
        redaction,
        version: 1,
      });
    });
  });
