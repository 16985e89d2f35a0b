import { describe, expect, it } from 'vitest';
import { VersionConflict } from '../../../src/kernel/ports.ts';
import { addMinutes, addMs } from '../../../src/kernel/time.ts';
import { buildExternalLink, buildGrant, buildLink, buildPageLink, buildRedaction, NOW } from '../../builders.ts';
import { DIALECTS, useDatabase } from '../../support/databases.ts';

for (const dialect of DIALECTS)
  describe(`links to the desk’s pages and for people outside, on ${dialect}`, () => {
    const opened = useDatabase(dialect);
    const uow = () => opened().first.uow;

    it('finds a page link by its id and by its token’s hash, and uses it up once', async () => {
      const link = buildPageLink({ page: { kind: 'documents', documents: 'case-pack', subject: 'S-1' } });
      await uow().run(({ links }) => links.insert(link));
      const found = await uow().read(({ links }) =>
        Promise.all([
          links.find('page', link.id),
          links.findByTokenHash('page', link.tokenHash),
          links.find('page', 'nobody'),
          links.findByTokenHash('page', 'nobody'),
        ]),
      );
      expect(found).toEqual([link, link, undefined, undefined]);
      const used = { ...link, opened: { at: NOW, browserHash: 'b', until: addMinutes(NOW, 120) } };
      const tries = await Promise.allSettled([
        opened().first.uow.run(({ links }) => links.save(used)),
        opened().second.uow.run(({ links }) => links.save(used)),
      ]);
      expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await uow().read(({ links }) => links.find('page', link.id))).toEqual({ ...used, version: 1 });
    });

    it('keeps one link a token', async () => {
      const [page, outside] = [buildPageLink(), buildExternalLink()];
      await uow().run(async ({ links }) => {
        await links.insert(page);
        await links.insert(outside);
      });
      await expect(uow().run(({ links }) => links.insert({ ...page, id: 'another' }))).rejects.toThrow();
      await expect(uow().run(({ links }) => links.insert({ ...outside, id: 'another' }))).rejects.toThrow();
    });

    it('forgets page links that had to be opened before a moment, and not at it', async () => {
      const [past, kept] = [buildPageLink({ openBy: addMs(NOW, -1) }), buildPageLink({ openBy: NOW })];
      await uow().run(async ({ links }) => {
        await links.insert(past);
        await links.insert(kept);
        await links.forgetPagesBefore(NOW);
      });
      expect(
        await uow().read(({ links }) => Promise.all([links.find('page', past.id), links.find('page', kept.id)])),
      ).toEqual([undefined, kept]);
    });

    it('gives back an external link as it was put in, whatever was typed', async () => {
      const link = buildExternalLink({ recipient: 'DC Zoë “Z” O’Neill 😀, Northumbria' });
      await uow().run(({ links }) => links.insert(link));
      const found = await uow().read(({ links }) =>
        Promise.all([links.find('external', link.id), links.findByTokenHash('external', link.tokenHash)]),
      );
      expect(found).toEqual([link, link]);
    });

    it('counts a try from the version that was read, and from no other', async () => {
      const link = buildExternalLink();
      await uow().run(({ links }) => links.insert(link));
      await uow().run(({ links }) => links.save({ ...link, triesLeft: 4 }));
      const stale = uow().run(({ links }) => links.save({ ...link, playbacksLeft: 0 }));
      await expect(stale).rejects.toThrow(VersionConflict);
      expect(await uow().read(({ links }) => links.find('external', link.id))).toMatchObject({
        triesLeft: 4,
        playbacksLeft: 3,
        version: 1,
      });
    });

    it('lists a grant’s external links, the first given first, and forgets them with it', async () => {
      const grantId = `g-outside-${dialect.length}`;
      const [second, first] = [
        buildExternalLink({ grantId, givenAt: addMinutes(NOW, 1) }),
        buildExternalLink({ grantId, givenAt: NOW, end: { at: NOW, why: 'ended' } }),
      ];
      const other = buildExternalLink({ grantId: 'g-another' });
      await uow().run(async ({ links }) => {
        for (const link of [second, first, other]) await links.insert(link);
      });
      const list = () => uow().read(({ links }) => links.findExternal(grantId));
      expect(await list()).toEqual([first, second]);
      await uow().run(({ links }) => links.deleteByGrant(grantId));
      expect(await list()).toEqual([]);
      expect(await uow().read(({ links }) => links.find('external', other.id))).toEqual(other);
    });

    it('gives back a playback that came by an external link, and one that came by none', async () => {
      const [came, own] = [buildLink({ outside: 'ol-1', mintedFor: '' }), buildLink()];
      await uow().run(async ({ links }) => {
        await links.insert(came);
        await links.insert(own);
      });
      const found = await uow().read(({ links }) =>
        Promise.all([links.find('clip', came.id), links.find('clip', own.id)]),
      );
      expect(found).toEqual([came, own]);
    });

    it('finds a link as what it is alone, by its id and by its token', async () => {
      const [clip, page, outside] = [buildLink(), buildPageLink(), buildExternalLink()];
      await uow().run(async ({ links }) => {
        for (const link of [clip, page, outside]) await links.insert(link);
      });
      const found = await uow().read(({ links }) =>
        Promise.all([
          links.find('page', clip.id),
          links.find('clip', outside.id),
          links.findByTokenHash('clip', page.tokenHash),
          links.findByTokenHash('page', outside.tokenHash),
          links.findByTokenHash('external', clip.tokenHash),
        ]),
      );
      expect(found).toEqual(Array.from({ length: 5 }));
    });

    it('keeps with a grant the redaction of its clip', async () => {
      const grant = buildGrant({ requestId: `R-SILENCED-${dialect.length}` });
      const redaction = buildRedaction();
      await uow().run(async ({ grants }) => {
        await grants.insert(grant);
        await grants.save({ ...grant, redaction });
      });
      expect(await uow().read(({ grants }) => grants.find(grant.id))).toEqual({ ...grant, redaction, version: 1 });
    });
  });
