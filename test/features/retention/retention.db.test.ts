import { describe, expect, it } from 'vitest';
import type { SummaryCard } from '../../../src/features/retention/model/summary.ts';
import { addDays, addMinutes, type Instant } from '../../../src/kernel/time.ts';
import {
  buildGrant,
  buildIndexed,
  buildLink,
  buildOrder,
  buildReceipt,
  buildRequest,
  buildTerms,
  DANA,
  NOW,
  RITA,
  TOM,
} from '../../builders.ts';
import { DIALECTS, useDatabase } from '../../support/databases.ts';

const at = (minutes: number): Instant => addMinutes(NOW, minutes);

for (const dialect of DIALECTS)
  describe(`what is kept of deletions, on ${dialect}`, () => {
    const opened = useDatabase(dialect);
    const uow = () => opened().first.uow;

    it('keeps files no reader understands, the oldest first, a page at a time', async () => {
      const blob = (blobName: string, minutes: number) => ({
        blobName,
        etag: 'e',
        storedAt: at(minutes),
        bytes: 7,
        cause: 'undated' as const,
        durationMs: 0,
      });
      const files = [blob('b.txt', -5), blob('a.txt', -5), blob('late.txt', 5)];
      await uow().run(({ unread }) => unread.upsert(files));
      await uow().run(({ unread }) => unread.upsert(files));
      const first = await uow().read(({ unread }) => unread.storedBy(NOW, null, 1));
      expect(first.map(({ blobName }) => blobName)).toEqual(['a.txt']);
      const rest = await uow().read(({ unread }) => unread.storedBy(NOW, first[0] ?? null, 5));
      expect(rest.map(({ blobName }) => blobName)).toEqual(['b.txt']);
      expect(await uow().read(({ unread }) => unread.findKnown(['late.txt', 'none']))).toEqual([files[2]]);
      expect(await uow().read(({ unread }) => unread.namesIn({ after: 'a.txt', to: null }))).toHaveLength(2);
      expect(await uow().run(({ unread }) => unread.deleteReturning(['a.txt', 'none']))).toEqual([files[1]]);
      expect(await uow().read(({ unread }) => unread.count())).toBe(2);
    });

    it('knows which orders are live, which have just ended, and whom to forget', async () => {
      const order = buildOrder({ id: 'D-LIVE', liveUntil: at(60) });
      await uow().run(({ orders }) => orders.insert(order));
      expect(await uow().read(({ orders }) => orders.find('D-LIVE'))).toEqual(order);
      const live = async (now: Instant) => (await uow().read(({ orders }) => orders.live(now))).length;
      expect([await live(at(59)), await live(at(60))]).toEqual([1, 0]);
      const ended = async (from: Instant, to: Instant) =>
        (await uow().read(({ orders }) => orders.endedIn(from, to))).length;
      expect([await ended(at(59), at(60)), await ended(at(60), at(61)), await ended(at(0), at(59))]).toEqual([1, 0, 0]);
      await uow().run(({ orders }) => orders.addRequestsMet('D-LIVE', 2));
      await uow().run(({ orders }) => orders.addRequestsMet('D-LIVE', 1));
      expect(await uow().read(({ orders }) => orders.requestsMet('D-LIVE'))).toBe(3);
      expect(await uow().run(({ orders }) => orders.eraseEndedBefore(at(60)))).toEqual([]);
      expect(await uow().run(({ orders }) => orders.eraseEndedBefore(at(61)))).toEqual(['D-LIVE']);
      expect(await uow().run(({ orders }) => orders.eraseEndedBefore(at(61)))).toEqual([]);
      expect(await uow().read(({ orders }) => orders.find('D-LIVE'))).toEqual({
        ...order,
        orderedBy: '',
        ordererName: '',
      });
    });

    it('keeps receipts, adds them up by reason, and erases their numbers', async () => {
      const order = { reason: 'card-payment', orderId: 'D-1', runId: null, number: null } as const;
      const receipts = [
        buildReceipt({ deletedAt: at(1) }),
        buildReceipt({ deletedAt: at(2) }),
        buildReceipt({ deletedAt: at(3), startedAt: at(-5), ...order }),
      ];
      await uow().run((stores) => stores.receipts.insert(receipts));
      await uow().run((stores) => stores.receipts.insert(receipts));
      const tally = (id: string) => uow().run((stores) => stores.receipts.tallyFor(id));
      const one = { count: 1, durationMs: 240_000, bytes: 1_920_044 };
      const two = { count: 2, durationMs: 480_000, bytes: 3_840_088 };
      expect(await tally('report-1')).toEqual({ age: two, 'card-payment': one });
      expect(await tally('report-2')).toEqual({});
      await uow().run((stores) => stores.receipts.insert([buildReceipt({ deletedAt: at(1) })]));
      expect(await tally('report-2')).toEqual({ age: one });
      expect(await tally('report-1')).toEqual({ age: two, 'card-payment': one });
      expect(await uow().read((stores) => stores.receipts.findByOrder('D-1'))).toEqual([receipts[2]]);
      expect(await uow().read((stores) => stores.receipts.findOrdered('208', at(-10), at(0)))).toEqual([receipts[2]]);
      expect(await uow().read((stores) => stores.receipts.findOrdered('209', at(-10), at(0)))).toEqual([]);
      expect(await uow().run((stores) => stores.receipts.eraseNumbersBefore(at(2)))).toBe(2);
      expect(await uow().run((stores) => stores.receipts.eraseNumbersBefore(at(9)))).toBe(1);
    });

    it('tells the newest run from the newest that left nothing behind', async () => {
      const run = (id: string, minutes: number, pastLimit: number | null, failed = 0) => ({
        id,
        startedAt: at(minutes),
        finishedAt: pastLimit === null ? null : at(minutes + 1),
        deleted: 1,
        failed,
        pastLimit,
        stored: 5,
        clipsRemoved: 0,
        keptForHolds: 0,
      });
      for (const each of [run('p1', 1, 0), run('p2', 2, 3), run('p3', 3, 0, 1), run('p4', 4, null)])
        await uow().run(({ purges }) => purges.save(each));
      expect((await uow().read(({ purges }) => purges.newest(at(9))))?.id).toBe('p4');
      expect((await uow().read(({ purges }) => purges.newestGood(at(9))))?.id).toBe('p1');
      expect((await uow().read(({ purges }) => purges.newest(at(3))))?.id).toBe('p3');
      expect((await uow().read(({ purges }) => purges.find('p2')))?.pastLimit).toBe(3);
      await uow().run(({ purges }) => purges.save(run('p4', 4, 0)));
      expect((await uow().read(({ purges }) => purges.newestGood(at(9))))?.id).toBe('p4');
      await uow().run(({ purges }) => purges.forgetBefore(at(4)));
      expect((await uow().read(({ purges }) => purges.newest(at(9))))?.id).toBe('p4');
    });

    it('keeps a report as it was told, marks, and the extension somebody used last', async () => {
      const card: SummaryCard = { kind: 'storage-alarm', findings: [], at: NOW, zone: 'Europe/London' };
      await uow().run(({ summaries }) => summaries.insert('s1', NOW, card));
      await expect(uow().run(({ summaries }) => summaries.insert('s1', NOW, card))).rejects.toThrow();
      expect(await uow().read(({ summaries }) => summaries.find('s1'))).toEqual(card);
      expect(await uow().run(({ summaries }) => summaries.forgetBefore(NOW))).toEqual([]);
      expect(await uow().run(({ summaries }) => summaries.forgetBefore(at(1)))).toEqual(['s1']);
      await uow().run(({ jobState: marks }) => marks.set('m', '1'));
      await uow().run(({ jobState: marks }) => marks.set('m', '2'));
      expect(await uow().read(({ jobState: marks }) => marks.get('m'))).toBe('2');
      expect(await uow().read(({ jobState: marks }) => marks.get('n'))).toBeUndefined();
      await uow().run(({ people }) => people.rememberExtension(RITA, '204', NOW));
      await uow().run(({ people }) => people.rememberExtension(RITA, '207', at(1)));
      expect(await uow().read(({ people }) => people.rememberedExtension(RITA))).toBe('207');
      expect(await uow().read(({ people }) => people.rememberedExtension(TOM))).toBeUndefined();
    });

    it('runs a job’s period again when the run died or ended badly, and only then', async () => {
      const claim = (now: Instant, silentSince: Instant | null, failedBy: Instant | null) =>
        uow().run(({ jobs }) => jobs.claim('purge', 'p', now, { silentSince, failedBy }));
      expect(await claim(NOW, null, null)).toBe(true);
      expect(await claim(at(1), at(0), null)).toBe(false);
      await uow().run(({ jobs }) => jobs.heartbeat(['purge', 'p', NOW], at(5)));
      expect(await claim(at(6), at(5), at(6))).toBe(false);
      expect(await claim(at(6), at(5.1), at(6))).toBe(true);
      // The run that was taken over has no more say.
      await uow().run(({ jobs }) => jobs.finish(['purge', 'p', NOW], at(7), 'ok'));
      await uow().run(({ jobs }) => jobs.finish(['purge', 'p', at(6)], at(7), 'StorageUnavailable'));
      expect(await claim(at(9), at(8), at(6))).toBe(false);
      expect(await claim(at(9), at(8), null)).toBe(false);
      expect(await claim(at(9), at(8), at(7))).toBe(true);
      await uow().run(({ jobs }) => jobs.finish(['purge', 'p', at(9)], at(10), 'ok'));
      expect(await claim(at(99), at(98), at(98))).toBe(false);
    });

    it('finds grants by many recordings or ids at once', async () => {
      const made = ['x', 'y'].map((name) =>
        buildGrant({ id: `g-${name}`, requestId: `R-${name}`, terms: buildTerms({ recordingId: `rec-${name}` }) }),
      );
      for (const grant of made) await uow().run(({ grants }) => grants.insert(grant));
      expect(await uow().read(({ grants }) => grants.findByRecordings(['rec-x', 'rec-none']))).toEqual([made[0]]);
      expect(await uow().read(({ grants }) => grants.findAll(['g-y', 'g-none']))).toEqual([made[1]]);
      expect(await uow().read(({ grants }) => grants.findByRecordings([]))).toEqual([]);
      expect(await uow().read(({ grants }) => grants.findByState('ready'))).toHaveLength(2);
      const link = buildLink({ id: 'l-x', grantId: 'g-x' });
      await uow().run(({ links }) => links.insert(link));
      await uow().run(({ links }) => links.deleteByGrant('g-x'));
      expect(await uow().read(({ links }) => links.find('clip', 'l-x'))).toBeUndefined();
    });

    it('gives ended requests for erasing, the oldest first, and forgets who has not been seen', async () => {
      const old = buildRequest({ id: 'R-OLD', state: 'denied', submittedAt: addDays(NOW, -400), requestedBy: TOM });
      const open = buildRequest({ id: 'R-OPEN', submittedAt: addDays(NOW, -400) });
      for (const each of [old, open]) await uow().run(({ requests }) => requests.insert(each));
      expect(await uow().read(({ requests }) => requests.toErase(NOW, null, 9))).toEqual([old]);
      expect(await uow().read(({ requests }) => requests.toErase(NOW, old, 9))).toEqual([]);
      const span = [addDays(NOW, -400), addDays(NOW, -399)] as const;
      expect(await uow().read(({ requests }) => requests.submittedIn(...span))).toHaveLength(2);
      const idOfTom = await uow().run(({ people }) => people.idOf(TOM));
      await uow().run(({ people }) => people.idOf(DANA));
      const forget = (but: readonly string[]) => uow().run(({ people }) => people.forgetUnseenSince(NOW, but));
      // Tom's request still names him.
      expect(await forget([DANA])).toBe(0);
      await uow().run(({ requests }) => requests.erase({ ...old, requestedBy: '' }));
      expect(await uow().read(({ requests }) => requests.toErase(NOW, null, 9))).toEqual([]);
      expect(await forget([DANA])).toBe(1);
      expect(await uow().run(({ people }) => people.idOf(TOM))).not.toBe(idOfTom);
    });

    it('counts what was tried, by what came of it', async () => {
      const entry = { actor: 'p-1', subject: '-', detail: {} };
      await uow().run(async ({ audit }) => {
        await audit.append({ ...entry, at: at(1), action: 'clip.open', outcome: 'ok' });
        await audit.append({ ...entry, at: at(2), action: 'clip.open', outcome: 'link-used' });
        await audit.append({ ...entry, at: at(3), action: 'clip.open', outcome: 'link-used' });
      });
      const tally = await opened().first.audit.tally(at(2), at(4));
      expect(tally).toEqual([{ action: 'clip.open', outcome: 'link-used', count: 2 }]);
    });

    it('keeps a recording as every reader gives it', async () => {
      const full = buildIndexed({ id: 'full', alternateStart: at(60), sidecar: 'x.json', system: 'freepbx' });
      await uow().run(({ recordings }) => recordings.upsert([full]));
      const { etag: _, deletionMarkedBy: __, ...recording } = full;
      expect(await uow().read(({ recordings }) => recordings.find('full'))).toEqual(recording);
    });
  });
