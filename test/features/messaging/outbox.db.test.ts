import { describe, expect, it } from 'vitest';
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
      opened()[instance].queue.claim(now, HELD, limit);
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
      const taken = await opened().second.queue.claim(HELD, addMinutes(HELD, 1), 100);
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
      const later = addMinutes(NOW, 30);
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
      });
      const resumed = await opened().first.queue.claim(later, addMinutes(later, 1), 100);
      expect(named(resumed)).toEqual(['a1']);
      await done(resumed);
      await done(await claim('first', later));
    });
  });
