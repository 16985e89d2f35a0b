import { afterEach, describe, expect, it } from 'vitest';
import { recordingIdOf } from '../../../src/features/recordings/describeRecording.ts';
import { addDays, addHours, addMinutes, type Instant, toInstant } from '../../../src/kernel/time.ts';
import { buildPractice } from '../../builders.ts';
import { type SimulatedDesk, startSimulatedDesk } from '../../support/simulatedDesk.ts';

const DAY_ONE = toInstant('2026-11-24T10:00:00Z');

const nightAfter = (days: number): Instant => toInstant(`2026-11-${String(24 + days).padStart(2, '0')}T02:30:00Z`);

const morningAfter = (days: number): Instant => addHours(nightAfter(days), 5);

let desk: SimulatedDesk;

afterEach(() => desk.stop());

const start = async (): Promise<void> => {
  desk = await startSimulatedDesk(buildPractice(), DAY_ONE);
  await desk.tick();
};

const deliver = (name: string, startedAt: Instant): void =>
  desk.storage.deliver(name, new Uint8Array(4), { start: startedAt, extension: '204', duration: '60' });

const at = async (moment: Instant): Promise<void> => {
  desk.clock.set(moment);
  await desk.tick();
};

const left = (): readonly string[] => desk.storage.namesIn('recordings');

async function events(action: string) {
  const found = [];
  for await (const event of desk.audit.events()) if (event.action === action) found.push(event);
  return found;
}

const reports = () => events('report.retention');

const reportOf = async (date: string) => {
  const card = await desk.uow.read(({ summaries }) => summaries.find(`retention-${date}`));
  return card?.kind === 'retention-report' ? card.report : undefined;
};

const deletedCount = async (): Promise<number> =>
  (await desk.uow.read(({ receipts }) => receipts.tally('' as Instant, '9999' as Instant))).age?.count ?? 0;

describe('the database gone in the middle of the deletion', () => {
  const DUE = Array.from({ length: 6 }, (_, at) => `2026/10/26/${at}.wav`);

  /**
   * Everything the night does, with the database failing once at its nth transaction; gives whether it came
   * to that.
   */
  async function nightFailingAt(nth: number): Promise<boolean> {
    await start();
    for (const name of DUE) deliver(name, toInstant('2026-10-26T09:00:00Z'));
    desk.storage.deliver('odd.pdf', new Uint8Array(4), {});
    await at(addMinutes(DAY_ONE, 1));
    const { uow } = desk;
    const run = uow.run.bind(uow);
    let left = nth;
    desk.clock.set(nightAfter(1));
    Object.assign(uow, {
      run: (act: Parameters<typeof run>[0]) => {
        left -= 1;
        return left === 0 ? Promise.reject(new Error('the database went away')) : run(act);
      },
    });
    await desk.usecases.purgeRecordings({ runId: 'purge-2026-11-25' }).catch(() => {});
    Object.assign(uow, { run });
    return left <= 0;
  }

  it('whenever it goes: after the next run nothing is left, and each has its receipt, once', async () => {
    let nth = 0;
    for (let failed = true; failed; ) {
      nth += 1;
      failed = await nightFailingAt(nth);
      desk.restart();
      await at(addMinutes(nightAfter(1), 20));
      expect(left(), `failing at transaction ${nth}`).toEqual(['odd.pdf']);
      expect(await deletedCount(), `failing at transaction ${nth}`).toBe(DUE.length);
      const newest = await desk.uow.read(({ purges }) => purges.newestGood(desk.clock.now()));
      expect(newest?.deleted, `the ledger, failing at transaction ${nth}`).toBe(DUE.length);
      expect(await desk.audit.verify()).toBeUndefined();
      await at(morningAfter(1));
      expect(await reportOf('2026-11-25')).toMatchObject({ alarms: [], deleted: { age: { count: DUE.length } } });
      if (failed) await desk.stop();
    }
    expect(nth).toBeGreaterThan(5);
  });

  it('fails while the report is written: it is told once, at the next try', async () => {
    await start();
    await at(nightAfter(1));
    const { uow } = desk;
    const run = uow.run.bind(uow);
    desk.clock.set(morningAfter(1));
    Object.assign(uow, {
      run: (act: Parameters<typeof run>[0]) =>
        run(async (stores) => {
          const result = await act(stores);
          if (await stores.summaries.find('retention-2026-11-25')) throw new Error('the database went away');
          return result;
        }),
    });
    await expect(desk.usecases.reportRetention(morningAfter(1))).rejects.toThrow('went away');
    Object.assign(uow, { run });
    const before = (await reports()).length;
    await at(addMinutes(morningAfter(1), 10));
    await at(addMinutes(morningAfter(1), 20));
    expect(await reports()).toHaveLength(before + 1);
    expect(await desk.uow.read(({ posts }) => posts.findBySubject('retention-2026-11-25'))).toHaveLength(1);
  });
});

describe('a desk that was down for five days', () => {
  it('catches up at its start, and makes one report that says so and is right', async () => {
    await start();
    await at(nightAfter(1));
    await at(morningAfter(1));
    const names = Array.from({ length: 7 }, (_, day) => `2026/10/${27 + day}/call.wav`);
    for (const [day, name] of names.entries()) deliver(name, addDays(toInstant('2026-10-27T09:00:00Z'), day));
    await at(addHours(morningAfter(1), 2));
    expect(left()).toHaveLength(7);
    const before = (await reports()).length;

    desk.restart();
    const back = toInstant('2026-11-30T14:00:00Z');
    await at(back);
    // Begun at or before 1 November, 04:30: their limit falls before the next run’s end, or fell days ago.
    const gone = names.slice(0, 5);
    expect(left()).toEqual(names.filter((name) => !gone.includes(name)));
    expect(await deletedCount()).toBe(5);
    await at(addMinutes(back, 1));
    expect(await reports()).toHaveLength(before + 1);
    const report = await reportOf('2026-11-30');
    expect(report).toMatchObject({ deleted: { age: { count: 5 } }, stored: 2, pastLimit: 0, failed: 0 });
    // The run of 25 November had looked ahead to 04:30 of the next day.
    expect(report?.alarms).toEqual([
      expect.stringMatching(/came late: recordings may have been kept for up to 5 days/),
    ]);
    const told = await desk.uow.read(({ posts }) => posts.findBySubject('retention-2026-11-30'));
    expect(told.map(({ audience }) => audience.kind === 'person' && audience.email).sort()).toEqual([
      'dana@example.com',
      'priya@example.com',
    ]);

    await at(toInstant('2026-12-01T02:30:00Z'));
    await at(toInstant('2026-12-01T07:30:00Z'));
    expect((await reportOf('2026-12-01'))?.alarms).toEqual([]);
  });

  it('says nothing of the kind of a restart within the day', async () => {
    await start();
    await at(nightAfter(1));
    await at(morningAfter(1));
    desk.restart();
    await at(addHours(nightAfter(2), 1));
    await at(morningAfter(2));
    expect((await reportOf('2026-11-26'))?.alarms).toEqual([]);
  });
});

describe('a clock that jumps', () => {
  it('back a day and forward again: no second run or report, and nothing early', async () => {
    await start();
    for (const days of [1, 2]) {
      await at(nightAfter(days));
      await at(morningAfter(days));
    }
    deliver('2026/10/28/due-tomorrow.wav', toInstant('2026-10-28T09:00:00Z'));
    await at(addHours(morningAfter(2), 1));
    const before = [(await reports()).length, (await events('purge.run')).length];
    await at(addHours(morningAfter(1), 1));
    await at(addHours(morningAfter(2), 1));
    expect([(await reports()).length, (await events('purge.run')).length]).toEqual(before);
    expect(left()).toEqual(['2026/10/28/due-tomorrow.wav']);
    await at(nightAfter(3));
    expect(left()).toEqual([]);
    await at(morningAfter(3));
    expect(await reportOf('2026-11-27')).toMatchObject({ alarms: [], deleted: { age: { count: 1 } } });
  });

  it('back a day on the desk’s first day: that day is not reported on a second time', async () => {
    await start();
    expect(await reports()).toHaveLength(1);
    await at(addDays(DAY_ONE, -1));
    await at(DAY_ONE);
    await at(addMinutes(DAY_ONE, 1));
    expect(await reports()).toHaveLength(1);
  });

  it('keeps what it found while it was wrong', async () => {
    await start();
    desk.clock.set(addDays(DAY_ONE, -1));
    deliver('2026/11/24/now.wav', toInstant('2026-11-24T09:00:00Z'));
    await desk.tick();
    await at(addMinutes(DAY_ONE, 1));
    const found = await desk.uow.read(({ recordings }) => recordings.find(recordingIdOf('2026/11/24/now.wav')));
    expect(found?.startedAt).toBe('2026-11-24T09:00:00.000Z');
  });
});
