import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HeldCopy } from '../../../src/features/cases/model/hold.ts';
import { withStep } from '../../../src/features/cases/model/steps.ts';
import type { Recording } from '../../../src/features/recordings/model/recording.ts';
import type { PlaceInTime } from '../../../src/features/recordings/model/recordingQueries.ts';
import type { SearchQuery } from '../../../src/features/recordings/model/searching.ts';
import { VersionConflict } from '../../../src/kernel/ports.ts';
import { addDays, addHours, addMinutes, type Instant } from '../../../src/kernel/time.ts';
import {
  buildHold,
  buildIndexed,
  buildReceipt,
  buildRecording,
  buildRequest,
  NOW,
  PRIYA,
  TOM,
} from '../../builders.ts';
import { answers } from '../../support/answers.ts';
import { buildCase } from '../../support/buildCase.ts';
import { DIALECTS, useDatabase } from '../../support/databases.ts';

const buildCopy = (id: string, recording: Recording, overrides: Partial<HeldCopy> = {}): HeldCopy => ({
  id,
  version: 0,
  holdId: 'H-1',
  recordingId: recording.id,
  recording,
  orderedAt: NOW,
  blobName: `H-1/${recording.id}.wav`,
  state: 'copying',
  sha256: null,
  heldAt: null,
  fault: null,
  ...overrides,
});

const ALL: SearchQuery = { from: '0000' as Instant, to: '9999' as Instant, numbers: [], words: [], extensions: [] };

for (const dialect of DIALECTS)
  describe(`cases and what belongs to them: ${dialect}`, () => {
    const db = useDatabase(dialect);
    const uow = () => db().first.uow;

    it('keeps a case, changes it by compare-and-set, and gives the open ones oldest first', async () => {
      const older = buildCase({ id: 'S-0', report: { ...buildCase().report, reportedAt: addDays(NOW, -1) } });
      await uow().run(async ({ cases }) => {
        await cases.insert(buildCase());
        await cases.insert(older);
      });
      expect(await uow().read(({ cases }) => cases.find('S-1'))).toEqual(buildCase());
      expect(await uow().read(({ cases }) => cases.find('S-9'))).toBeUndefined();
      const closed = withStep(buildCase(), { kind: 'closed', words: 'Withdrawn' }, PRIYA, NOW);
      expect((await uow().read(({ cases }) => cases.open())).map(({ id }) => id)).toEqual(['S-0', 'S-1']);
      await uow().run(({ cases }) => cases.save(closed));
      expect(await uow().read(({ cases }) => cases.find('S-1'))).toEqual({ ...closed, version: 1 });
      expect((await uow().read(({ cases }) => cases.open())).map(({ id }) => id)).toEqual(['S-0']);
      await expect(uow().read(({ cases }) => cases.save(closed))).rejects.toThrow(VersionConflict);
    });

    it('gives those reported in a span, its beginning included, and erases those closed before', async () => {
      const reported = (from: Instant, to: Instant) =>
        uow().read(async ({ cases }) => (await cases.reportedIn(from, to)).map(({ id }) => id));
      expect(await reported(addDays(NOW, -1), NOW)).toEqual(['S-0']);
      expect(await reported(NOW, addMinutes(NOW, 1))).toEqual(['S-1']);
      expect(await uow().run(({ cases }) => cases.eraseClosedBefore(NOW))).toEqual([]);
      expect(await uow().run(({ cases }) => cases.eraseClosedBefore(addMinutes(NOW, 1)))).toEqual(['S-1']);
      expect(await uow().read(({ cases }) => cases.find('S-0'))).toBeDefined();
    });

    it('keeps the requests of a case, the first first', async () => {
      await uow().run(async ({ requests }) => {
        await requests.insert(buildRequest({ id: 'R-c2', caseId: 'S-0', submittedAt: addHours(NOW, 1) }));
        await requests.insert(buildRequest({ id: 'R-c1', caseId: 'S-0' }));
        await requests.insert(buildRequest({ id: 'R-none' }));
      });
      const ids = await uow().read(async ({ requests }) => (await requests.findByCase('S-0')).map(({ id }) => id));
      expect(ids).toEqual(['R-c1', 'R-c2']);
    });

    it('keeps a hold with its copies: each recording once, counted by state', async () => {
      const [one, two] = [
        buildRecording({ id: 'rec-h1' }),
        buildRecording({ id: 'rec-h2', startedAt: addDays(NOW, -9) }),
      ];
      await uow().run(async ({ holds }) => {
        await holds.insert(buildHold());
        await holds.insert(buildHold({ id: 'H-2', caseId: null, endsOn: '2027-01-01' }));
        expect(await holds.addCopies([buildCopy('c-1', one), buildCopy('c-2', two)])).toBe(2);
      });
      expect(await uow().run(({ holds }) => holds.addCopies([buildCopy('c-3', one)]))).toBe(0);
      expect(await uow().read(({ holds }) => holds.tally('H-1'))).toEqual({ copying: 2 });
      expect(await uow().read(({ holds }) => holds.findKept(['rec-h1', 'rec-h2']))).toEqual([]);
      const held = buildCopy('c-1', one, { state: 'held', sha256: 'ab', heldAt: NOW });
      await uow().run(({ holds }) => holds.saveCopy(held));
      expect(await uow().read(({ holds }) => holds.tally('H-1'))).toEqual({ copying: 1, held: 1 });
      expect(await uow().read(({ holds }) => holds.findKept(['rec-h1', 'rec-h2']))).toEqual([{ ...held, version: 1 }]);
      expect(await uow().read(({ holds }) => holds.findCopy('c-1'))).toEqual({ ...held, version: 1 });
      const both = await uow().read(({ holds }) => holds.findCopies(['c-2', 'c-1', 'c-9']));
      expect(both.map(({ id }) => id).sort()).toEqual(['c-1', 'c-2']);
      await expect(uow().read(({ holds }) => holds.saveCopy(held))).rejects.toThrow(VersionConflict);
      const order = await uow().read(async ({ holds }) => (await holds.copiesOf('H-1')).map(({ id }) => id));
      expect(order).toEqual(['c-2', 'c-1']);
    });

    it('finds kept copies by number, name, either end and time, the newest first, each recording once', async () => {
      const at = (hours: number, overrides: Partial<Recording>) =>
        buildRecording({ startedAt: addHours(NOW, -hours), ...overrides });
      const kept = { holdId: 'H-2', state: 'held', sha256: 'ab', heldAt: NOW } as const;
      const one = at(1, { id: 'rec-k1', parties: 'Mrs Ánna Alder', extension: '204' });
      const two = at(2, { id: 'rec-k2', number: null, extension: '201', otherExtension: '204' });
      const three = at(2, { id: 'rec-k3', parties: 'Annabel Alder', number: '+441632960777' });
      await uow().run(({ holds }) =>
        holds.addCopies([
          buildCopy('k-9', one, kept),
          buildCopy('k-9b', one, { ...kept, holdId: 'H-3', state: 'unverified' }),
          buildCopy('k-2', two, kept),
          buildCopy('k-3', three, kept),
          buildCopy('k-4', at(1, { id: 'rec-k4', parties: 'Alder' }), { ...kept, state: 'overruled' }),
          buildCopy('k-5', at(1, { id: 'rec-k5', parties: 'Alder' }), { holdId: 'H-2' }),
        ]),
      );
      const search = (query: Partial<SearchQuery>, after: PlaceInTime | null = null, limit = 10) =>
        uow().read(async ({ holds }) =>
          (await holds.search({ ...ALL, from: addHours(NOW, -5), ...query }, after, limit)).map(
            ({ recordingId }) => recordingId,
          ),
        );
      expect(await search({ words: ['alder'] })).toEqual(['rec-k1', 'rec-k3']);
      expect(await search({ words: ['alder', 'anna'] })).toEqual(['rec-k1']);
      expect(await search({ extensions: ['204'] })).toEqual(['rec-k1', 'rec-k2']);
      expect(await search({ numbers: ['+441632960777', '+441632960999'] })).toEqual(['rec-k3']);
      expect(await search({ numbers: ['+441632960999'] })).toEqual([]);
      expect(await search({ to: addHours(NOW, -1) }, null, 1)).toEqual(['rec-k3']);
      expect(await search({}, { startedAt: addHours(NOW, -2), id: 'rec-k3' })).toEqual(['rec-k2']);
      await uow().run(async ({ holds }) => {
        for (const id of ['k-9', 'k-9b', 'k-2', 'k-3', 'k-4', 'k-5']) {
          const copy = await holds.findCopy(id);
          if (copy) await holds.saveCopy({ ...copy, state: 'deleted' });
        }
      });
    });

    it('gives holds of a case, those that stand by their day, and copies of calls begun in a span', async () => {
      const ids = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);
      expect(ids(await uow().read(({ holds }) => holds.findByCase('S-1')))).toEqual(['H-1']);
      expect(ids(await uow().read(({ holds }) => holds.unreleased()))).toEqual(['H-2', 'H-1']);
      expect(ids(await uow().read(({ holds }) => holds.findCopiesByState('copying')))).toEqual(['c-2']);
      const span = (from: Instant, to: Instant) =>
        uow().read(async ({ holds }) => ids(await holds.startedIn(from, to)));
      expect(await span(addDays(NOW, -9), addDays(NOW, -8))).toEqual(['c-2']);
      expect(await span(addDays(NOW, -8), addDays(NOW, -9))).toEqual([]);
      await uow().run(async ({ holds }) => {
        const copy = await holds.findCopy('c-2');
        if (copy) await holds.saveCopy({ ...copy, state: 'lost' });
      });
      expect(await span(addDays(NOW, -9), addDays(NOW, -8))).toEqual([]);
    });

    it('forgets a released hold with its copies once it is long over', async () => {
      const released = buildHold({ state: 'released', released: { by: TOM, at: NOW } });
      await uow().run(({ holds }) => holds.save(released));
      expect(await uow().run(({ holds }) => holds.forgetReleasedBefore(NOW))).toEqual([]);
      expect(await uow().run(({ holds }) => holds.forgetReleasedBefore(addMinutes(NOW, 1)))).toHaveLength(1);
      expect(await uow().read(({ holds }) => holds.find('H-1'))).toBeUndefined();
      expect(await uow().read(({ holds }) => holds.copiesOf('H-1'))).toEqual([]);
      expect(await uow().read(({ holds }) => holds.find('H-2'))).toBeDefined();
    });

    describe('the search', () => {
      const search = (query: Partial<SearchQuery>, after: PlaceInTime | null = null, limit = 10) =>
        uow().read(async ({ recordings }) =>
          (await recordings.search({ ...ALL, ...query }, after, limit)).map(({ id }) => id),
        );
      const call = (id: string, hours: number, overrides: Partial<Recording> = {}) =>
        buildIndexed({ id, blobName: `${id}.wav`, startedAt: addHours(NOW, -hours), ...overrides });

      it('finds by number, by every word of a name whatever its accents and order, and by either end', async () => {
        await uow().run(({ recordings }) =>
          recordings.upsert([
            call('s-1', 1, { number: '+441632960123', parties: 'Mrs Ánna Alder', extension: '204' }),
            call('s-2', 2, { number: '+441632960777', parties: 'Anna Bell', extension: '207' }),
            call('s-3', 3, { number: null, otherExtension: '204', extension: '201', direction: 'internal' }),
            call('s-4', 4, { number: '+441632960123', parties: 'Alder, A.' }),
          ]),
        );
        expect(await search({ numbers: ['+441632960123'] })).toEqual(['s-1', 's-4']);
        expect(await search({ numbers: ['+441632960123', '+441632960777'] })).toEqual(['s-1', 's-2', 's-4']);
        expect(await search({ words: ['alder'] })).toEqual(['s-1', 's-4']);
        expect(await search({ words: ['alder', 'anna'] })).toEqual(['s-1']);
        expect(await search({ words: ['bell', 'alder'] })).toEqual([]);
        expect(await search({ extensions: ['204'] })).toEqual(['s-1', 's-3']);
        expect(await search({ words: ['anna'], numbers: ['+441632960777'] })).toEqual(['s-2']);
      });

      it('is bounded by days, the first included and the last not', async () => {
        expect(await search({ from: addHours(NOW, -3), to: addHours(NOW, -1) })).toEqual(['s-2', 's-3']);
        expect(await search({ words: ['alder'], from: addHours(NOW, -4), to: addHours(NOW, -1) })).toEqual(['s-4']);
      });

      it('goes on where a page ended, by number and by name', async () => {
        await uow().run(({ recordings }) =>
          recordings.upsert([call('s-5', 4, { number: '+441632960123', parties: 'Alder' })]),
        );
        const place = { startedAt: addHours(NOW, -4), id: 's-5' };
        expect(await search({ numbers: ['+441632960123'] }, null, 2)).toEqual(['s-1', 's-5']);
        expect(await search({ numbers: ['+441632960123'] }, place)).toEqual(['s-4']);
        expect(await search({ words: ['alder'] }, place)).toEqual(['s-4']);
      });

      it('follows a name that changes, and forgets it with the recording and once it is marked for deletion', async () => {
        await uow().run(({ recordings }) =>
          recordings.upsert([call('s-4', 4, { number: '+441632960123', parties: 'Birch' })]),
        );
        expect(await search({ words: ['alder'] })).toEqual(['s-1', 's-5']);
        expect(await search({ words: ['birch'] })).toEqual(['s-4']);
        await uow().run(({ recordings }) => recordings.deleteReturning(['s-5.wav']));
        await uow().run(({ recordings }) => recordings.markForDeletion(['s-4'], 'D-1'));
        expect(await search({ words: ['alder'] })).toEqual(['s-1']);
        expect(await search({ words: ['birch'] })).toEqual([]);
      });

      it('gives what the same question gives of the recordings themselves', async () => {
        const one = <T>(...from: readonly T[]) => fc.constantFrom(...from);
        const recording = fc.record({
          hours: fc.integer({ min: 0, max: 5 }),
          number: one(null, 'withheld' as const, '+441632960123', '+441632960777'),
          extension: one('204', '207', null),
          otherExtension: one('204', '210', null),
          parties: one('', 'Mrs Ánna Alder', 'Alder', 'Bell; Anna', 'ALDER-BELL'),
        });
        const query = fc.record({
          from: one(ALL.from, addHours(NOW, -4)),
          to: one(ALL.to, addHours(NOW, -1)),
          numbers: fc.uniqueArray(one('+441632960123', '+441632960777', '+441632960999'), { maxLength: 2 }),
          words: fc.uniqueArray(one('anna', 'alder', 'bell', 'birch'), { maxLength: 2 }),
          extensions: fc.uniqueArray(one('204', '207', '999'), { maxLength: 2 }),
        });
        let round = 0;
        await fc.assert(
          fc.asyncProperty(
            fc.array(recording, { minLength: 1, maxLength: 8 }),
            fc.array(query, { minLength: 3, maxLength: 6 }),
            async (rows, queries) => {
              round += 1;
              const calls = rows.map(({ hours, ...rest }, n) => call(`r${round}-${n}`, hours, rest));
              const given = await uow().run(async ({ recordings }) => {
                await recordings.upsert(calls);
                const found = [];
                for (const each of queries) found.push(await recordings.search(each, null, 100));
                await recordings.deleteReturning(calls.map(({ blobName }) => blobName));
                return found;
              });
              for (const [n, each] of queries.entries())
                expect(given[n]?.map(({ id }) => id).filter((id) => id.startsWith(`r${round}-`))).toEqual(
                  calls
                    .filter((stored) => answers(each, stored))
                    .sort((x, y) =>
                      x.startedAt === y.startedAt ? (x.id < y.id ? 1 : -1) : x.startedAt < y.startedAt ? 1 : -1,
                    )
                    .map(({ id }) => id),
                );
            },
          ),
          { numRuns: 40 },
        );
      });

      it('keeps no word of a name or a time that changed, nor of a call that is gone', async () => {
        const words = async (): Promise<readonly string[]> => {
          const { db: base } = db().first.database;
          const rows = await base
            .selectFrom('recording_words')
            .select(['word', 'started_at'])
            .where('recording_id', '=', 's-9')
            .orderBy('word')
            .execute();
          return rows.map(({ word, started_at }) => `${word} ${started_at}`);
        };
        const put = (hours: number, parties: string) =>
          uow().run(({ recordings }) => recordings.upsert([call('s-9', hours, { parties })]));
        await put(9, 'Anna Larch');
        await put(9, 'Anna Larch');
        expect(await words()).toEqual([`anna ${addHours(NOW, -9)}`, `larch ${addHours(NOW, -9)}`]);
        await put(8, 'Larch, Kim');
        expect(await words()).toEqual([`kim ${addHours(NOW, -8)}`, `larch ${addHours(NOW, -8)}`]);
        await put(8, '');
        expect(await words()).toEqual([]);
        await put(8, 'Kim');
        await uow().run(({ recordings }) => recordings.deleteReturning(['s-9.wav']));
        expect(await words()).toEqual([]);
      });

      it('finds the few of a common name on a busy extension, however many others stand before them', async () => {
        const calls = (count: number, name: string, overrides: Partial<Recording>) =>
          Array.from({ length: count }, (_, n) => call(`${name}-${n}`, 100 + n, overrides));
        const meant = [700, 800, 900].map((hours) =>
          call(`kim-${hours}`, hours, { parties: 'Kim', extension: '219', number: '+441632960888' }),
        );
        await uow().run(({ recordings }) =>
          recordings.upsert([
            ...calls(600, 'named', { parties: 'Kim', extension: '218', number: '+441632960889' }),
            ...calls(650, 'busy', { parties: '', extension: '219', number: '+441632960888' }),
            ...meant,
          ]),
        );
        const asked = [
          { words: ['kim'], extensions: ['219'] },
          { words: ['kim'], numbers: ['+441632960888'] },
          { words: ['kim'], numbers: ['+441632960888'], extensions: ['219'] },
        ];
        for (const query of asked) {
          expect(await search(query)).toEqual(['kim-700', 'kim-800', 'kim-900']);
          expect(await search(query, null, 2)).toEqual(['kim-700', 'kim-800']);
          const place = { startedAt: addHours(NOW, -800), id: 'kim-800' };
          expect(await search(query, place, 2)).toEqual(['kim-900']);
        }
      });

      it('gives page after page what it gives at once, a call with one extension at both ends once', async () => {
        await uow().run(({ recordings }) =>
          recordings.upsert(
            Array.from({ length: 12 }, (_, n) =>
              call(`both-${n}`, 2_000 + Math.floor(n / 3), {
                extension: n % 2 === 0 ? '231' : '232',
                otherExtension: n % 3 === 0 ? '231' : '232',
              }),
            ),
          ),
        );
        const query = { extensions: ['231', '232'] };
        const pages: string[] = [];
        for (let after: PlaceInTime | null = null; ; ) {
          const page = await uow().read(({ recordings }) => recordings.search({ ...ALL, ...query }, after, 5));
          pages.push(...page.map(({ id }) => id));
          const last = page.at(-1);
          if (!last || page.length < 5) break;
          after = { startedAt: last.startedAt, id: last.id };
        }
        expect(pages).toHaveLength(12);
        expect(pages).toEqual(await search(query, null, 100));
      });

      it('finds receipts by number, extension and time, newest first', async () => {
        await uow().run(({ receipts }) =>
          receipts.insert([
            buildReceipt({ recordingId: 'r-1', startedAt: addDays(NOW, -40), extension: '204' }),
            buildReceipt({ recordingId: 'r-2', startedAt: addDays(NOW, -39), number: null, extension: '204' }),
          ]),
        );
        const receipts = (query: Partial<SearchQuery>, after: PlaceInTime | null = null) =>
          uow().read(async (stores) =>
            (await stores.receipts.search({ ...ALL, ...query }, after, 10)).map(({ recordingId }) => recordingId),
          );
        expect(await receipts({ extensions: ['204'] })).toEqual(['r-2', 'r-1']);
        expect(await receipts({ numbers: ['+441632960123'] })).toEqual(['r-1']);
        expect(await receipts({ extensions: ['204'] }, { startedAt: addDays(NOW, -39), id: 'r-2' })).toEqual(['r-1']);
        expect(await receipts({ from: addDays(NOW, -39), to: NOW })).toEqual(['r-2']);
      });
    });

    it('keeps searches until they are forgotten', async () => {
      const made = { id: 'F-1', by: PRIYA, at: NOW, reason: 'S-1', subjectQuery: buildCase().subjectQuery };
      await uow().run(({ searches }) => searches.insert(made));
      expect(await uow().read(({ searches }) => searches.find('F-1'))).toEqual(made);
      await uow().run(({ searches }) => searches.forgetBefore(NOW));
      expect(await uow().read(({ searches }) => searches.find('F-1'))).toEqual(made);
      await uow().run(({ searches }) => searches.forgetBefore(addMinutes(NOW, 1)));
      expect(await uow().read(({ searches }) => searches.find('F-1'))).toBeUndefined();
    });

    it('keeps the register, by case and by time, a line once, and takes the persons out in the end', async () => {
      const line = (id: string, minutes: number, caseId: string | null) => ({
        id,
        at: addMinutes(NOW, minutes),
        kind: 'heard' as const,
        caseId,
        requestId: 'R-c1',
        purpose: 'subject-access' as const,
        recipient: 'Mrs Alder',
        ground: 'Subject access (5.4)',
        sha256: 'ab',
        durationMs: 1000,
        silenced: 1,
        by: 'Priya Patel',
      });
      await uow().run(async ({ disclosures }) => {
        await disclosures.insert(line('d-2', 2, null));
        await disclosures.insert(line('d-1', 1, 'S-0'));
        await disclosures.insert(line('d-1', 3, 'S-0'));
      });
      const ids = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);
      expect(ids(await uow().read(({ disclosures }) => disclosures.findByCase('S-0')))).toEqual(['d-1']);
      expect(ids(await uow().read(({ disclosures }) => disclosures.newest(1, [])))).toEqual(['d-2']);
      expect(ids(await uow().read(({ disclosures }) => disclosures.newest(2, ['S-0', 'S-9'])))).toEqual(['d-2']);
      expect(ids(await uow().read(({ disclosures }) => disclosures.between(NOW, addMinutes(NOW, 2))))).toEqual(['d-1']);
      expect(await uow().run(({ disclosures }) => disclosures.erasePersonsBefore(addMinutes(NOW, 2)))).toBe(1);
      expect(await uow().run(({ disclosures }) => disclosures.erasePersonsBefore(addMinutes(NOW, 2)))).toBe(0);
      const [erased] = await uow().read(({ disclosures }) => disclosures.findByCase('S-0'));
      expect(erased).toEqual({ ...line('d-1', 1, 'S-0'), recipient: '', by: '' });
    });

    it('keeps delegates until they are over, and ends one early', async () => {
      const standIn = {
        id: 'V-1',
        email: TOM,
        from: NOW,
        until: addDays(NOW, 2),
        fromDate: '2026-11-24',
        untilDate: '2026-11-25',
        namedBy: PRIYA,
        namedAt: NOW,
      };
      await uow().run(({ delegations }) => delegations.insert(standIn));
      const current = (at: Instant) => uow().read(async ({ delegations }) => (await delegations.current(at)).length);
      expect(await current(addMinutes(addDays(NOW, 2), -1))).toBe(1);
      expect(await current(addDays(NOW, 2))).toBe(0);
      await uow().run(({ delegations }) => delegations.end('V-1', addHours(NOW, 1)));
      expect(await current(addHours(NOW, 1))).toBe(0);
      expect(await uow().read(({ delegations }) => delegations.find('V-1'))).toEqual({
        ...standIn,
        until: addHours(NOW, 1),
      });
    });
  });
