import { describe, expect, it } from 'vitest';
import type { RecordingQuery } from '../../src/domain/recording/matching.ts';
import { addDays, addMinutes, toInstant } from '../../src/domain/time.ts';
import { buildRecording } from '../builders.ts';
import { DIALECTS, useDatabase } from './databases.ts';

const DAY = toInstant('2026-11-23T00:00:00Z');
const NUMBER = '+441632960123';
const at = (minutes: number) => addMinutes(DAY, minutes);
const call = (id: string, minutes: number, rest: Parameters<typeof buildRecording>[0] = {}) => ({
  ...buildRecording({ id, startedAt: at(minutes), extension: '204', number: '+447700900123', ...rest }),
  etag: 'e1',
});

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
      (await uow().read(({ recordings }) => recordings.match(query(overrides), limit)))
        .map(({ id }) => id)
        .join('');

    it('are put in many at a time, and put in again without standing twice', async () => {
      await uow().run(({ recordings }) => recordings.upsert(CALLS));
      await uow().run(({ recordings }) => recordings.upsert(CALLS));
      expect(await uow().read(({ recordings }) => recordings.count())).toBe(CALLS.length);
      const { etag: _, ...first } = CALLS[0] as (typeof CALLS)[number];
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
      [
        'an extension and a number, also where no extension was given',
        { extension: '204', number: NUMBER },
        'da',
      ],
      ['an extension and a withheld number', { extension: '204', number: 'withheld' }, 'f'],
      ['internal calls', { internalOnly: true }, 'gc'],
      ['internal calls of an extension', { extension: '206', internalOnly: true }, 'g'],
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
      const names = await uow().read(({ recordings }) => recordings.names());
      expect(names.find(({ blobName }) => blobName === changed.blobName)?.etag).toBe('e2');
      await uow().run(({ recordings }) => recordings.removeByName([changed.blobName, 'no such name']));
      expect(await match({ extension: '207' })).toBe('');
      expect(await uow().read(({ recordings }) => recordings.find('b'))).toBeUndefined();
    });

    it('keep names of any alphabet, in the order of their bytes', async () => {
      const names = [
        'Zoe.wav',
        'a.wav',
        'b.wav',
        '204/[Zoë]_204.wav',
        'é.wav',
        '日本.wav',
        '😀.wav',
        '_x.wav',
      ];
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
      await uow().run(({ recordings }) => recordings.removeByName(names));
    });

    it('are put in and taken out by the thousand', async () => {
      const many = Array.from({ length: 2_500 }, (_, n) => call(`m${n}`, 3_000 + n));
      await uow().run(({ recordings }) => recordings.upsert(many));
      const before = await uow().read(({ recordings }) => recordings.count());
      await uow().run(({ recordings }) => recordings.removeByName(many.map(({ blobName }) => blobName)));
      expect(await uow().read(({ recordings }) => recordings.count())).toBe(before - many.length);
    });
  });
