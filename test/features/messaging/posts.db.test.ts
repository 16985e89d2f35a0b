import { describe, expect, it } from 'vitest';
import type { Post } from '../../../src/features/messaging/model/post.ts';
import { addMinutes } from '../../../src/kernel/time.ts';
import { DANA, NOW } from '../../builders.ts';
import { DIALECTS, useDatabase } from '../../support/databases.ts';

const post = (id: string, audience: Post['audience']): Post => ({
  id,
  subject: 'R-1',
  card: 'approver',
  urgent: false,
  audience,
  refs: [],
  word: false,
  unreached: null,
});

const DIRECTORS = { kind: 'channel', channel: 'directors' } as const;

for (const dialect of DIALECTS)
  describe(`posts on ${dialect}`, () => {
    const opened = useDatabase(dialect);
    const run: ReturnType<typeof opened>['first']['uow']['run'] = (act) => opened().first.uow.run(act);

    it('remember which platforms have refused them, until somebody may be reached again', async () => {
      await run(({ posts }) => posts.insert(post('p1', DIRECTORS)));
      const noted = (platform: 'slack' | 'teams') => run(({ posts }) => posts.noteFailed('p1', platform));
      expect(await noted('slack')).toEqual(['slack']);
      expect(await noted('teams')).toEqual(['slack', 'teams']);
      await run(({ posts }) => posts.setUnreached('p1', null));
      expect(await noted('teams')).toEqual(['teams']);
      expect(await run(({ posts }) => posts.noteFailed('none', 'slack'))).toEqual([]);
    });

    it('forget one copy and keep the others, and are found by their channel', async () => {
      const ref = { platform: 'slack', conversation: 'C1', messageId: '1' } as const;
      await run(async ({ posts }) => {
        await posts.insert(post('p2', { kind: 'person', email: DANA }));
        await posts.addRef('p1', ref);
        await posts.addRef('p1', { ...ref, messageId: '2' });
        await posts.removeRef('p1', ref);
      });
      const [found, ...others] = await run(({ posts }) => posts.ofChannel('directors'));
      expect(found?.refs.map(({ messageId }) => messageId)).toEqual(['2']);
      expect(others).toEqual([]);
    });

    it('know which jobs failed when they last ran', async () => {
      const never = { silentSince: null, failedBy: null };
      const ran = (job: string, minute: number, outcome: string | null) =>
        run(async ({ jobs }) => {
          const at = addMinutes(NOW, minute);
          await jobs.claim(job, at, at, never);
          if (outcome) await jobs.finish([job, at, at], at, outcome);
        });
      await ran('good', 0, 'ItemsFailed');
      await ran('good', 1, 'ok');
      await ran('bad', 0, 'ok');
      await ran('bad', 1, 'ItemsFailed');
      // One that runs now has not said yet.
      await ran('bad', 2, null);
      expect(await run(({ jobs }) => jobs.failing())).toEqual(['bad']);
    });
  });
