import { describe, expect, it } from 'vitest';
import type { Post } from '../../../src/features/messaging/model/post.ts';
import type { UserBinding } from '../../../src/features/people/model/binding.ts';
import { createSettleAccount } from '../../../src/features/people/settleAccount.ts';
import { addMinutes } from '../../../src/kernel/time.ts';
import { buildAccount, buildPerson, NOW, PRIYA, RITA, TOM } from '../../builders.ts';
import { DIALECTS, useDatabase } from '../../support/databases.ts';

const binding = (overrides: Partial<UserBinding> = {}): UserBinding =>
  buildAccount(RITA, { userId: 'U1', address: 'D1', ...overrides });

const post = (overrides: Partial<Post> = {}): Post => ({
  id: 'p1',
  subject: 'R-1',
  card: 'approver',
  urgent: false,
  audience: { kind: 'person', email: RITA },
  refs: [],
  word: false,
  unreached: null,
  ...overrides,
});

for (const dialect of DIALECTS)
  describe(`people, channels, posts and ledgers on ${dialect}`, () => {
    const opened = useDatabase(dialect);
    const uow = () => opened().first.uow;

    it('takes one of two opposite answers to whose an account is, given at the same moment', async () => {
      const held = { state: 'held', checkId: 'A-1', heldFor: 'second-account' } as const;
      await uow().run(({ people }) => people.bind(buildAccount(TOM, held)));
      const actor = buildPerson({ email: PRIYA, roles: ['dpo'] });
      const answers = await Promise.all(
        [true, false].map((isTheirs, at) => {
          const instance = at === 0 ? opened().first : opened().second;
          return createSettleAccount(instance)({ actor, id: 'A-1', isTheirs });
        }),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'check-settled' } });
    });

    it('knows a person by one id for good, made by whoever asks first', async () => {
      const ids = await Promise.all(
        [opened().first, opened().second, opened().first, opened().second].map((instance) =>
          instance.uow.run(({ people }) => people.idOf(RITA)),
        ),
      );
      expect(new Set(ids).size).toBe(1);
      expect(ids[0]).toMatch(/^p-/);
      expect(await uow().run(({ people }) => people.idOf(TOM))).not.toBe(ids[0]);
    });

    it('binds a platform’s user, the one seen last first, and does not forget their own chat', async () => {
      await uow().run(async ({ people }) => {
        await people.bind(binding());
        await people.bind(binding({ platform: 'teams', userId: 'T1', seenAt: addMinutes(NOW, 1), address: null }));
        await people.bind(binding({ name: 'Rita R.', address: null, seenAt: addMinutes(NOW, 2) }));
      });
      const [bound, standings] = await uow().read(({ people }) =>
        Promise.all([people.find('slack', 'U1'), people.bindingsOf(RITA)]),
      );
      expect(bound).toEqual(binding({ name: 'Rita R.', seenAt: addMinutes(NOW, 2) }));
      expect(standings.map(({ platform }) => platform)).toEqual(['slack', 'teams']);
      expect(await uow().read(({ people }) => people.find('slack', 'U9'))).toBeUndefined();
    });

    it('binds a channel once a platform; the last word counts', async () => {
      await uow().run(async ({ channels }) => {
        await channels.bind({ channel: 'directors', platform: 'slack', address: 'C1' });
        await channels.bind({ channel: 'directors', platform: 'teams', address: '19:x' });
        await channels.bind({ channel: 'directors', platform: 'slack', address: 'C2' });
      });
      const bindings = await uow().read(({ channels }) => channels.bindingsOf('directors'));
      expect(bindings.map(({ platform, address }) => `${platform} ${address}`).sort()).toEqual([
        'slack C2',
        'teams 19:x',
      ]);
      expect(await uow().read(({ channels }) => channels.bindingsOf('dpo'))).toEqual([]);
    });

    it('keeps every copy of a card, and whom it did not reach', async () => {
      const ref = { platform: 'slack', conversation: 'D1', messageId: '1.2' } as const;
      await uow().run(async ({ posts }) => {
        await posts.insert(post());
        await posts.insert(post({ id: 'p2', audience: { kind: 'channel', channel: 'directors' }, urgent: true }));
        await posts.insert(post({ id: 'p3', subject: 'R-2' }));
        await posts.addRef('p1', ref);
        await posts.setUnreached('p3', 'Not installed.');
      });
      const [all, one, unreached] = await uow().read(({ posts }) =>
        Promise.all([posts.findBySubject('R-1'), posts.find('p1'), posts.unreachedOf(RITA)]),
      );
      expect(all).toEqual([
        post({ refs: [{ ...ref, drawn: null }] }),
        post({ id: 'p2', audience: { kind: 'channel', channel: 'directors' }, urgent: true }),
      ]);
      expect(one).toEqual(post({ refs: [{ ...ref, drawn: null }] }));
      expect(unreached).toEqual([post({ id: 'p3', subject: 'R-2', unreached: 'Not installed.' })]);
      await uow().run(({ posts }) => posts.setUnreached('p3', null));
      expect(await uow().read(({ posts }) => posts.unreachedOf(RITA))).toEqual([]);
    });

    it('takes an incoming event once, however often and wherever it comes', async () => {
      const tries = [opened().first, opened().second, opened().first, opened().second].map((instance) =>
        instance.uow.run(({ inbound }) => inbound.claimEvent('slack:1', NOW)),
      );
      expect((await Promise.all(tries)).filter((isNew) => isNew)).toHaveLength(1);
      await uow().run(({ inbound }) => inbound.forgetBefore(NOW));
      expect(await uow().run(({ inbound }) => inbound.claimEvent('slack:1', NOW))).toBe(false);
      await uow().run(({ inbound }) => inbound.forgetBefore(addMinutes(NOW, 1)));
      expect(await uow().run(({ inbound }) => inbound.claimEvent('slack:1', NOW))).toBe(true);
    });

    it('lets one instance run a job a period', async () => {
      const claim = (period: string) =>
        Promise.all(
          [opened().first, opened().second, opened().first].map((instance) =>
            instance.uow.run(({ jobs }) => jobs.claim('index', period, NOW, { silentSince: null, failedBy: null })),
          ),
        );
      expect((await claim('1')).filter((mine) => mine)).toHaveLength(1);
      expect((await claim('2')).filter((mine) => mine)).toHaveLength(1);
      const last = () => uow().read(({ jobs }) => jobs.lastFinished('index'));
      expect(await last()).toBeUndefined();
      await uow().run(async ({ jobs }) => {
        await jobs.finish(['index', '1', NOW], addMinutes(NOW, 1), 'ok');
        await jobs.finish(['index', '2', NOW], addMinutes(NOW, 2), 'StorageUnavailable');
      });
      expect(await last()).toBe(addMinutes(NOW, 1));
      await uow().run(({ jobs }) => jobs.forgetBefore(addMinutes(NOW, 1)));
      expect(await last()).toBeUndefined();
    });
  });
