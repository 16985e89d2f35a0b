import { describe, expect, it } from 'vitest';
import type { RecordingQuery } from '../../../src/features/recordings/model/matching.ts';
import type { StoredRecording } from '../../../src/features/recordings/model/recordingQueries.ts';
import { addDays, addMinutes, toInstant } from '../../../src/kernel/time.ts';
import { buildIndexed, buildOrder, NOW } from '../../builders.ts';
import { DIALECTS, useDatabase } from '../../support/databases.ts';

const DAY = toInstant('2026-11-23T00:00:00Z');

const NUMBER = '+441632960123';

const at = (minutes: number) => addMinutes(DAY, minutes);

const call = (id: string, minutes: number, rest: Parameters<typeof buildIndexed>[0] = {}) =>
  buildIndexed({ id, startedAt: at(minutes), extension: '204', number: '+447700900123', etag: 'e1', ...rest });

const CALLS = [
  call('a', 60, { number: NUMBER }),
  call('b', 120),
  call('c', 180, { extension: '205', otherExtension: '204', number: null, direction: 'internal' }),
  call('d', 240, { extension: null, number: NUMBER, direction: 'unknown' }),
  call('e', 300, { extension: '205', number: 'withheld' }),
  call('f', 360, { number: 'withheld' }),
  call('g', 420, { extension: '204', otherExtension: '206', number: null, direction: 'internal' }),
  call('h', 1440, { number: NUMBER }),
];

const query = (overrides: Partial<RecordingQuery> = {}): RecordingQuery => ({
  from: DAY,
  to: addDays(DAY, 1),
  extension: null,
  number: null,
  internalOnly: false,
  ...overrides,
});

for (const dialect of DIALECTS)
  describe(`recordings on ${dialect}`, () => {
    const opened = useDatabase(dialect);
    const uow = () => opened().first.uow;
    const match = async (overrides: Partial<RecordingQuery>, limit = 100) =>
      (await uow().read(({ recordings }) => recordings.match(query(overrides), limit))).map(({ id }) => id).join('');

    it('are put in many at a time, and put in again without standing twice', async () => {
      await uow().run(({ recordings }) => recordings.upsert(CALLS));
      await uow().run(({ recordings }) => recordings.upsert(CALLS));
      expect(await uow().read(({ recordings }) => recordings.count())).toBe(CALLS.length);
      const { etag: _, deletionMarkedBy: __, ...first } = CALLS[0] as (typeof CALLS)[number];
      expect(await uow().read(({ recordings }) => recordings.find('a'))).toEqual(first);
    });

    it.each<[string, Partial<RecordingQuery>, string]>([
      ['a time alone', {}, 'gfedcba'],
      ['a shorter time, its end left out', { from: at(60), to: at(120) }, 'a'],
      ['a time with nothing in it', { from: at(1), to: at(60) }, ''],
      ['a number', { number: NUMBER }, 'da'],
      ['a number on any day', { number: NUMBER, to: addDays(DAY, 2) }, 'hda'],
      ['a withheld number', { number: 'withheld' }, 'fe'],
      ['an extension, at either end', { extension: '204' }, 'gfcba'],
      ['an extension and a number, also where no extension was given', { extension: '204', number: NUMBER }, 'da'],
      ['an extension and a withheld number', { extension: '204', number: 'withheld' }, 'f'],
      ['internal calls', { internalOnly: true }, 'gc'],
      ['internal calls of an extension', { extension: '206', internalOnly: true }, 'g'],
      ['both ends of an internal call', { extension: '204', otherExtension: '206' }, 'g'],
      ['both ends, whichever rang', { extension: '206', otherExtension: '204' }, 'g'],
      ['two ends that never spoke', { extension: '205', otherExtension: '206' }, ''],
      ['an extension nobody has', { extension: '999' }, ''],
      ['a number nobody has', { extension: '204', number: '+441632960999' }, ''],
    ])('are matched by %s', async (_, overrides, ids) => {
      expect(await match(overrides)).toBe(ids);
    });

    it.each([
      [{}, 'gf'],
      [{ extension: '204' }, 'gf'],
      [{ extension: '204', number: NUMBER }, 'da'],
    ])('of many matches the newest are given: %o', async (overrides, ids) => {
      expect(await match(overrides, 2)).toBe(ids);
    });

    it('are looked for afresh after a change', async () => {
      const changed = { ...(CALLS[1] as (typeof CALLS)[number]), extension: '207', etag: 'e2' };
      await uow().run(({ recordings }) => recordings.upsert([changed]));
      expect(await match({ extension: '207' })).toBe('b');
      const [known] = await uow().read(({ recordings }) => recordings.findIndexed([changed.blobName, 'no such']));
      expect(known?.etag).toBe('e2');
      const taken = await uow().run(({ recordings }) => recordings.deleteReturning([changed.blobName, 'no such name']));
      expect(taken.map(({ id }) => id)).toEqual(['b']);
      expect(await match({ extension: '207' })).toBe('');
      expect(await uow().read(({ recordings }) => recordings.find('b'))).toBeUndefined();
    });

    it('keep names of any alphabet, in the order of their bytes', async () => {
      const names = ['Zoe.wav', 'a.wav', 'b.wav', '204/[Zoë]_204.wav', 'é.wav', '日本.wav', '😀.wav', '_x.wav'];
      await uow().run(({ recordings }) =>
        recordings.upsert(names.map((blobName, n) => ({ ...call(`n${n}`, 2_000), blobName }))),
      );
      const rows = await opened()
        .first.database.db.selectFrom('recordings')
        .select('blob_name')
        .where('id', 'like', 'n%')
        .orderBy('blob_name')
        .execute();
      const byBytes = [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(rows.map((row) => row.blob_name)).toEqual(byBytes);
      const range = { after: byBytes[1] as string, to: byBytes[4] as string };
      const between = await uow().read(({ recordings }) => recordings.namesIn(range));
      expect([...between].sort()).toEqual([...byBytes.slice(2, 5)].sort());
      await uow().run(({ recordings }) => recordings.deleteReturning(names));
    });

    it('are put in and taken out by the thousand', async () => {
      const many = Array.from({ length: 2_500 }, (_, n) => call(`m${n}`, 3_000 + n));
      await uow().run(({ recordings }) => recordings.upsert(many));
      const before = await uow().read(({ recordings }) => recordings.count());
      await uow().run(({ recordings }) => recordings.deleteReturning(many.map(({ blobName }) => blobName)));
      expect(await uow().read(({ recordings }) => recordings.count())).toBe(before - many.length);
    });

    it('are found by either of the two times a repeated hour leaves open', async () => {
      const first = toInstant('2026-10-25T00:30:00Z');
      const twice = call('twice', 0, { startedAt: first, alternateStart: addMinutes(first, 60) });
      await uow().run(({ recordings }) => recordings.upsert([twice]));
      const span = (from: number, to: number) => ({
        from: addMinutes(first, from),
        to: addMinutes(first, to),
        extension: '204',
      });
      expect(await match(span(0, 1))).toBe('twice');
      expect(await match(span(60, 61))).toBe('twice');
      expect(await match(span(0, 61))).toBe('twice');
      expect(await match(span(1, 60))).toBe('');
      expect(await match({ ...span(60, 61), extension: '999' })).toBe('');
      await uow().run(({ recordings }) => recordings.deleteReturning([twice.blobName]));
    });

    it('once marked for deletion are there for that alone', async () => {
      const order = buildOrder({ id: 'D-MARKED', orderedAt: NOW });
      const doomed = call('doomed', 5_000, { callId: 'c1', storedAt: at(0) });
      await uow().run(async ({ recordings, orders }) => {
        await orders.insert(order);
        await recordings.upsert([doomed]);
        await recordings.markForDeletion(['doomed', 'nobody'], order.id);
        await recordings.markForDeletion(['doomed'], 'another');
      });
      const { recordings } = await uow().read(async (stores) => stores);
      expect(await recordings.find('doomed')).toBeUndefined();
      expect(await match({ from: at(5_000), to: at(5_001) })).toBe('');
      expect(await recordings.findByExtension('204', at(4_990), at(5_010))).toEqual([]);
      expect(await recordings.findByCall('c1')).toEqual([]);
      expect(await recordings.namesIn({ after: doomed.blobName.slice(0, -1), to: doomed.blobName })).toEqual([]);
      expect((await recordings.findMarked('doomed'))?.deletionMarkedBy).toBe(order.id);
      expect(await recordings.countMarked(order.id)).toBe(1);
      expect(await recordings.countOverdue(addMinutes(NOW, 1))).toBe(1);
      expect(await recordings.countOverdue(NOW)).toBe(0);
      // Read again by the index it stays marked, and due like any other.
      await uow().run((stores) => stores.recordings.upsert([{ ...doomed, etag: 'e9' }]));
      expect((await recordings.findMarked('doomed'))?.deletionMarkedBy).toBe(order.id);
      const due = await recordings.startedBy(at(5_000), null, 100);
      expect(due.at(-1)?.id).toBe('doomed');
      expect(
        (await uow().run((stores) => stores.recordings.deleteReturning([doomed.blobName])))[0]?.deletionMarkedBy,
      ).toBe(order.id);
    });

    it('are due in the order of their start, a page at a time, none twice', async () => {
      const same = ['p1', 'p2', 'p3', 'p4', 'p5'].map((id) => call(id, -9_000));
      await uow().run(({ recordings }) => recordings.upsert(same));
      const seen: string[] = [];
      let after: { readonly startedAt: typeof DAY; readonly id: string } | null = null;
      do {
        const last: typeof after = after;
        const page: readonly StoredRecording[] = await uow().read(({ recordings }) =>
          recordings.startedBy(at(-9_000), last, 2),
        );
        seen.push(...page.map(({ id }) => id));
        after = page.at(-1) ?? null;
      } while (after);
      expect(seen).toEqual(['p1', 'p2', 'p3', 'p4', 'p5']);
      expect(await uow().read(({ recordings }) => recordings.oldestStart())).toBe(at(-9_000));
      const counts = [at(-9_001), at(-9_000), at(-8_999)];
      expect(await uow().read(({ recordings }) => recordings.countBetween(counts))).toEqual([0, 5]);
      await uow().run(({ recordings }) => recordings.deleteReturning(same.map(({ blobName }) => blobName)));
    });

    it('know their sidecars by name', async () => {
      const beside = call('beside', 6_000, { sidecar: '2026/x.json' });
      await uow().run(({ recordings }) => recordings.upsert([beside]));
      const [known] = await uow().read(({ recordings }) => recordings.findIndexed(['2026/x.json']));
      expect(known).toMatchObject({ blobName: beside.blobName, sidecar: '2026/x.json' });
      await uow().run(({ recordings }) => recordings.deleteReturning([beside.blobName]));
    });
  });
