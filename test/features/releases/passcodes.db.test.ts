import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createEnterPasscode } from '../../../src/features/releases/enterPasscode.ts';
import { hashPasscode, hashSecret } from '../../../src/kernel/hashing.ts';
import { randomIds } from '../../../src/platform/clock.ts';
import { buildExternalLink, buildGrant, buildPractice, buildRedaction, buildRequest, NOW } from '../../builders.ts';
import { DIALECTS, type Instance, useDatabase } from '../../support/databases.ts';

const RIGHT = '48271093';

for (const dialect of DIALECTS)
  describe(`guesses from two processes at once, on ${dialect}`, () => {
    const opened = useDatabase(dialect);

    /** A released clip of a case with an external link whose passcode is `RIGHT`. */
    async function give(playbacks: number) {
      const token = randomUUID();
      const request = buildRequest({ caseId: 'S-1', state: 'released' });
      const grant = buildGrant({ requestId: request.id, redaction: buildRedaction() });
      const link = buildExternalLink({
        grantId: grant.id,
        requestId: request.id,
        tokenHash: hashSecret(token),
        passcode: { salt: 'salt', hash: await hashPasscode(RIGHT, 'salt') },
        playbacks,
        playbacksLeft: playbacks,
      });
      await opened().first.uow.run(async (stores) => {
        await stores.requests.insert(request);
        await stores.grants.insert(grant);
        await stores.links.insert(link);
      });
      const enterAt = ({ uow }: Instance) =>
        createEnterPasscode({ uow, clock: { now: () => NOW }, ids: randomIds, practice: buildPractice() });
      const routes = [enterAt(opened().first), enterAt(opened().second)] as const;
      const enter = (typed: string, at: number) => (at % 2 ? routes[0] : routes[1])(token, typed);
      const events = async () => {
        const all = [];
        for await (const event of opened().first.audit.events())
          if (event.subject === request.id) all.push(event.outcome);
        return all;
      };
      const now = () => opened().first.uow.read(({ links }) => links.find('external', link.id));
      return { enter, events, now };
    }

    it('judges five wrong passcodes of twenty and locks the link', async () => {
      const { enter, events, now } = await give(3);
      const wrong = Array.from({ length: 20 }, (_, i) => String(10_000_000 + i));
      const answers = await Promise.all(wrong.map(enter));
      expect(answers.some(({ ok }) => ok)).toBe(false);
      // Those that came between others again and again were never judged: what is left of the five is judged
      // now.
      for (let left = (await now())?.triesLeft ?? 0; left > 0; left -= 1) await enter('10000099', left);
      expect((await events()).filter((outcome) => outcome === 'wrong-passcode')).toHaveLength(5);
      expect(await now()).toMatchObject({ triesLeft: 0, playbacksLeft: 3, end: { why: 'locked' } });
      expect(await enter(RIGHT, 0)).toMatchObject({ error: { refused: { code: 'external-link-locked' } } });
    });

    it('gives as many playbacks as were agreed and no more', async () => {
      const { enter, now } = await give(2);
      const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => enter(RIGHT, i)));
      const taken = answers.filter(({ ok }) => ok).length;
      expect(taken).toBeLessThanOrEqual(2);
      expect(await now()).toMatchObject({ playbacksLeft: 2 - taken, triesLeft: 5 });
    });
  });
