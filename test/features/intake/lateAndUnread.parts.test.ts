import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordingIdOf } from '../../../src/features/recordings/describeRecording.ts';
import { addMinutes, type Instant, toInstant } from '../../../src/kernel/time.ts';
import { buildPractice, PRIYA } from '../../builders.ts';
import { type SimulatedDesk, startSimulatedDesk } from '../../support/simulatedDesk.ts';

const DAY_ONE = toInstant('2026-11-24T10:00:00Z');

let desk: SimulatedDesk;

beforeEach(async () => {
  desk = await startSimulatedDesk(buildPractice(), DAY_ONE);
  await desk.tick();
});

afterEach(() => desk.stop());

const at = async (moment: Instant | string): Promise<void> => {
  desk.clock.set(toInstant(moment));
  await desk.tick();
};

const left = (): readonly string[] => desk.storage.namesIn('recordings');

const known = (name: string) => desk.uow.read(({ recordings }) => recordings.find(recordingIdOf(name)));

const deliver = (name: string, facts: Readonly<Record<string, string>> = {}): void =>
  desk.storage.deliver(name, new Uint8Array(4), facts);

const call = (startedAt: string) => ({ start: startedAt, extension: '204', duration: '60' });

describe('recordings that come late', () => {
  it('finds, after an outage of days, what came under the dates before it', async () => {
    deliver('2026/11/24/first.wav', call('2026-11-24T09:00:00Z'));
    await at(addMinutes(DAY_ONE, 1));
    // Storage took these while the desk was down; the first is of a day before it went.
    desk.clock.set(toInstant('2026-11-26T09:00:00Z'));
    deliver('2026/11/22/late.wav', call('2026-11-22T09:00:00Z'));
    deliver('2026/11/25/while-down.wav', call('2026-11-25T09:00:00Z'));
    deliver('branch/2026/11/26/below.wav', call('2026-11-26T08:00:00Z'));
    deliver('loose.wav', call('2026-11-26T08:30:00Z'));
    desk.clock.set(toInstant('2026-11-29T10:00:00Z'));
    const { added } = await desk.usecases.indexRecordings.recent();
    expect(added).toBe(4);
    for (const name of ['2026/11/22/late.wav', 'branch/2026/11/26/below.wav', 'loose.wav'])
      expect(await known(name), name).toBeDefined();
  });

  it('finds what came later than the phone system may deliver when it looks through everything', async () => {
    deliver('2026/11/01/very-late.wav', call('2026-11-01T09:00:00Z'));
    expect((await desk.usecases.indexRecordings.recent()).added).toBe(0);
    expect((await desk.usecases.indexRecordings.whole()).added).toBe(1);
  });

  it('forgets what somebody else deleted, and the audit says that it was not the desk', async () => {
    deliver('2026/11/24/gone.wav', call('2026-11-24T09:00:00Z'));
    await at(addMinutes(DAY_ONE, 1));
    await desk.storage.remover.remove('recordings', ['2026/11/24/gone.wav']);
    expect((await desk.usecases.indexRecordings.whole()).removed).toBe(1);
    expect(await known('2026/11/24/gone.wav')).toBeUndefined();
    const actions = [];
    for await (const { action } of desk.audit.events()) actions.push(action);
    expect(actions.filter((action) => action === 'recordings.missing')).toHaveLength(1);
  });
});

describe('files no reader understands', () => {
  const shown = async (date: string) => {
    const card = await desk.uow.read(({ summaries }) => summaries.find(`unread-${date}`));
    return card?.kind === 'unread-files' ? card : undefined;
  };

  it('are kept apart and shown to the DPO once a day while there is something new, with their count', async () => {
    for (let at = 0; at < 12; at += 1) deliver(`scans/${String(at).padStart(2, '0')}.pdf`);
    await at('2026-11-25T07:30:00Z');
    const card = await shown('2026-11-25');
    expect(card).toMatchObject({ total: 12, zone: 'Europe/London' });
    expect(card?.files).toHaveLength(10);
    // Stored at ten on the 24th: the run of 24 December, 02:30, comes before its thirty days are over.
    expect(card?.files[0]?.goesAt).toBe('2026-12-24T02:30:00.000Z');
    const posts = await desk.uow.read((stores) => stores.posts.findBySubject('unread-2026-11-25'));
    expect(posts.map(({ audience }) => audience)).toEqual([{ kind: 'person', email: PRIYA }]);

    deliver('scans/another.pdf');
    await at('2026-11-25T12:00:00Z');
    expect(await desk.uow.read((stores) => stores.posts.findBySubject('unread-2026-11-25'))).toHaveLength(1);
    await at('2026-11-26T07:30:00Z');
    expect((await shown('2026-11-26'))?.total).toBe(13);
    await at('2026-11-27T07:30:00Z');
    expect(await shown('2026-11-27')).toBeUndefined();
  });

  it('go by the date they were stored, with a receipt, and not a night before', async () => {
    deliver('scans/one.pdf');
    for (let night = 25; night <= 30; night += 1) await at(`2026-11-${night}T02:30:00Z`);
    for (let night = 1; night <= 23; night += 1) await at(`2026-12-${String(night).padStart(2, '0')}T02:30:00Z`);
    expect(left()).toEqual(['scans/one.pdf']);
    await at('2026-12-24T02:30:00Z');
    expect(left()).toEqual([]);
    const tally = await desk.uow.read(({ receipts }) => receipts.tally('' as Instant, '9999' as Instant));
    expect(tally.age).toEqual({ count: 1, durationMs: 0, bytes: 4 });
  });

  it('become recordings when they are given metadata, and go by their call from then on', async () => {
    deliver('odd/name.wav');
    await at(addMinutes(DAY_ONE, 1));
    expect(await desk.uow.read(({ unread }) => unread.count())).toBe(1);
    deliver('odd/name.wav', call('2026-11-10T09:00:00Z'));
    await at(addMinutes(DAY_ONE, 2));
    expect(await known('odd/name.wav')).toMatchObject({ startedAt: '2026-11-10T09:00:00.000Z' });
    expect(await desk.uow.read(({ unread }) => unread.count())).toBe(0);
    await at('2026-12-09T02:30:00Z');
    expect(await desk.uow.read(({ recordings }) => recordings.count())).toBe(1);
    await at('2026-12-10T02:30:00Z');
    expect(left()).toEqual([]);
  });

  it('are files again when nothing says any more when they were', async () => {
    deliver('odd/name.wav', call('2026-11-10T09:00:00Z'));
    await at(addMinutes(DAY_ONE, 1));
    deliver('odd/name.wav');
    await at(addMinutes(DAY_ONE, 2));
    expect(await known('odd/name.wav')).toBeUndefined();
    expect(await desk.uow.read(({ unread }) => unread.count())).toBe(1);
  });

  it('are not a reason for red: the morning’s report counts them', async () => {
    deliver('scans/one.pdf');
    await at('2026-11-25T02:30:00Z');
    await at('2026-11-25T07:30:00Z');
    const card = await desk.uow.read(({ summaries }) => summaries.find('retention-2026-11-25'));
    expect(card).toMatchObject({ report: { alarms: [], unread: 1, stored: 0 } });
  });
});
