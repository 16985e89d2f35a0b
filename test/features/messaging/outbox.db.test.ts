import { describe, expect, it } from 'vitest';
import { FURTHEST_MS } from '../../../src/features/messaging/outboxStore.ts';
import { addMinutes, addMs, type Instant } from '../../../src/kernel/time.ts';
import { NOW } from '../../builders.ts';
import { DIALECTS, useDatabase } from '../../support/databases.ts';

const HELD = addMinutes(NOW, 1);

for (const dialect of DIALECTS)
  describe(`the outbox on ${dialect}`, () => {
    const opened = useDatabase(dialect);
    const put = (queueKey: string, ...ids: readonly string[]) =>
      opened().first.uow.run(async ({ outbox }) => {
        for (const postId of ids) await outbox.enqueue(queueKey, { kind: 'draw', postId });
      });
    const claim = (instance: 'first' | 'second' = 'first', now: Instant = NOW, limit = 100) =>
      opened()[instance].queue.claim({ desk: limit }, now, HELD);
    const done = (messages: Awaited<ReturnType<typeof claim>>) =>
      Promise.all(messages.map(({ id }) => opened().first.queue.done(id)));
    const named = (messages: Awaited<ReturnType<typeof claim>>) =>
      messages.map(({ queueKey, task }) => `${queueKey}${task.kind === 'draw' ? task.postId : ''}`);

    it('gives one message of a queue at a time, in the order they were put in', async () => {
      await put('a', '1', '2');
      await put('b', '1');
      const first = await claim();
      expect(named(first)).toEqual(['a1', 'b1']);
      expect(first[0]?.attempts).toBe(1);
      expect(await claim()).toEqual([]);
      await done(first);
      const second = await claim();
      expect(named(second)).toEqual(['a2']);
      await done(second);
      expect(await opened().first.queue.nextDue()).toBeUndefined();
    });

    it('takes no more than asked for', async () => {
      await put('a', '1');
      await put('b', '1');
      const one = await claim('first', NOW, 1);
      expect(named(one)).toEqual(['a1']);
      await done([...one, ...(await claim())]);
    });

    it('holds a claimed message until its time is up, then gives it to another', async () => {
      await put('a', '1', '2');
      await claim();
      expect(await claim('second', addMs(HELD, -1))).toEqual([]);
      expect(await opened().first.queue.nextDue()).toBe(HELD);
      const taken = await opened().second.queue.claim({ desk: 100 }, HELD, addMinutes(HELD, 1));
      expect(named(taken)).toEqual(['a1']);
      expect(taken[0]?.attempts).toBe(2);
      await done(taken);
      await done(await claim());
    });

    it('never gives one message to two dispatchers', async () => {
      const queues = Array.from({ length: 40 }, (_, n) => `l${n}`);
      for (const queue of queues) await put(queue, '1');
      const both = await Promise.all([claim('first'), claim('second'), claim('first'), claim('second')]);
      const ids = both.flat().map(({ id }) => id);
      expect(ids).toHaveLength(queues.length);
      expect(new Set(ids).size).toBe(queues.length);
      await done(both.flat());
    });

    it('keeps back behind a postponed message its own queue alone', async () => {
      await put('a', '1', '2');
      await put('b', '1', '2');
      const [a1, b1] = await claim();
      const later = addMinutes(NOW, 5);
      await opened().first.queue.postpone(a1?.id ?? 0, later, 'later: full');
      await opened().first.queue.done(b1?.id ?? 0);
      const next = await claim();
      expect(named(next)).toEqual(['b2']);
      await done(next);
      expect(await claim()).toEqual([]);
      expect(await opened().first.queue.nextDue()).toBe(later);
      expect(await opened().first.queue.backlog()).toEqual({
        waiting: 2,
        oldest: NOW,
        troubled: 1,
        stuck: 0,
        newestAside: null,
      });
      const resumed = await opened().first.queue.claim({ desk: 100 }, later, addMinutes(later, 1));
      expect(named(resumed)).toEqual(['a1']);
      await done(resumed);
      await done(await claim('first', later));
    });

    it('lets pass what is behind a message that has stepped aside, and gives that one when it is due', async () => {
      await put('a', '1', '2', '3');
      const [a1] = await claim();
      const later = addMinutes(NOW, 5);
      await opened().first.queue.setAside(a1?.id ?? 0, { at: NOW, until: later, note: 'passing no_answer' });
      const behind = await claim();
      expect(named(behind)).toEqual(['a2']);
      await done(behind);
      expect(await opened().first.queue.aside()).toEqual([{ lane: 'desk', why: 'passing no_answer', count: 1 }]);
      const next = await claim('first', later);
      expect(named(next).toSorted()).toEqual(['a1', 'a3']);
      expect(next.find(({ id }) => id === a1?.id)?.isAside).toBe(true);
      await done(next);
    });

    it('keeps what was set aside for good until it is mended or old, and gives it to nobody', async () => {
      await put('a', '1');
      await put('b', '1');
      for (const { id } of await claim())
        await opened().first.queue.setAside(id, { at: NOW, until: null, note: 'item invalid_blocks' });
      expect(await claim('first', addMinutes(NOW, 1_000_000))).toEqual([]);
      expect(await opened().first.queue.backlog()).toMatchObject({ waiting: 0, oldest: null, newestAside: NOW });
      await opened().first.uow.run(({ outbox }) => outbox.forgetAside('a'));
      expect(await opened().first.queue.aside()).toEqual([{ lane: 'desk', why: 'item invalid_blocks', count: 1 }]);
      await opened().first.uow.run(({ outbox }) => outbox.forgetAsideBefore(NOW));
      expect(await opened().first.queue.aside()).toHaveLength(1);
      await opened().first.uow.run(({ outbox }) => outbox.forgetAsideBefore(addMs(NOW, 1)));
      expect(await opened().first.queue.aside()).toEqual([]);
    });

    it('gives at once what is due later than any back-off reaches: a clock that was ahead wrote that', async () => {
      await put('a', '1');
      const [a1] = await claim();
      await opened().first.queue.postpone(a1?.id ?? 0, addMs(NOW, FURTHEST_MS), 'passing no_answer');
      expect(await claim()).toEqual([]);
      await opened().first.queue.postpone(a1?.id ?? 0, addMs(NOW, FURTHEST_MS + 1), 'passing no_answer');
      const again = await claim();
      expect(named(again)).toEqual(['a1']);
      await done(again);
    });

    it('gives each lane what it has room for', async () => {
      await opened().first.uow.run(async ({ outbox }) => {
        for (const n of [1, 2, 3]) {
          await outbox.enqueue(`s${n}`, { kind: 'send', postId: `${n}`, platform: 'slack', isNew: true });
          await outbox.enqueue(`d${n}`, { kind: 'delete-recording', recordingId: `${n}` });
        }
      });
      const some = await opened().first.queue.claim({ deletions: 2, slack: 1, teams: 5 }, NOW, HELD);
      expect(some.map(({ queueKey }) => queueKey)).toEqual(['d1', 'd2', 's1']);
      const rest = await opened().first.queue.claim({ deletions: 9, slack: 9, storage: 9 }, NOW, HELD);
      expect(rest.map(({ queueKey }) => queueKey)).toEqual(['d3', 's2', 's3']);
      await done([...some, ...rest]);
    });
  });
