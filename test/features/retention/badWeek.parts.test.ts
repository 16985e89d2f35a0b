import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderCard } from '../../../src/chat/cards.ts';
import type { RetentionReport } from '../../../src/features/retention/model/reports.ts';
import { addDays, addHours, addMinutes, dateIn, toInstant } from '../../../src/kernel/time.ts';
import { buildGrant, buildPractice, buildRequest, PRIYA, RITA } from '../../builders.ts';
import { type SimulatedDesk, startSimulatedDesk } from '../../support/simulatedDesk.ts';
import { buildWav } from '../../support/wav.ts';

/** A Monday. */
const START = toInstant('2026-11-23T12:00:00Z');
const WAV = buildWav({ durationMs: 2_000 });
const A_DAY = 20;

let desk: SimulatedDesk;

const nameOf = (day: number, at: number): string => `2026/day-${String(day).padStart(2, '0')}/${at}.wav`;

const deliver = (day: number, at: number, more: Readonly<Record<string, string>> = {}, wav = WAV): void =>
  desk.storage.deliver(nameOf(day, at), wav, {
    start: addMinutes(addDays(START, day), at),
    extension: '204',
    number: '01632960123',
    direction: 'inbound',
    ...more,
  });

const actor = (email: string) => desk.actor(email);

const reportCase = async (numbers: string): Promise<string> => {
  const taken = await desk.usecases.reportCase({
    actor: await actor(RITA),
    kind: 'subject-access',
    idempotencyKey: `case-${numbers}`,
    values: { from: 'Mrs Alder', receivedOn: '2026-11-23', channel: 'letter', details: 'My calls', numbers },
  });
  if (!taken.ok) throw new Error(JSON.stringify(taken.error));
  return taken.value.id;
};

/** Documents a hand in the database, or a bad disk, has made unreadable. */
const spoil = <T>(document: T): T => ({ ...document, rule: 5, agreements: 5, holder: 5 });

const BAD_HELD = nameOf(-3, 900);
const BAD_KEPT = nameOf(-27, 901);
const BAD_READ = nameOf(-2, 902);

let good: string;
let bad: string;
const reports: RetentionReport[] = [];

beforeAll(async () => {
  desk = await startSimulatedDesk(buildPractice(), START);
  for (let day = -28; day < 0; day += 1) for (let at = 0; at < A_DAY; at += 1) deliver(day, at);
  // One of each kind: what cannot be read, copied, deleted or cut; text that is no text; names nobody knows.
  deliver(-3, 900, { number: '01632960777' });
  deliver(-27, 901);
  deliver(-2, 902, { duration: '' });
  deliver(
    -2,
    903,
    {},
    Uint8Array.from({ length: 900 }, (_, at) => at % 5),
  );
  desk.storage.deliver('2026/holiday.jpg', new Uint8Array(9));
  desk.storage.deliver('2026/nobody knows.wav', WAV);
  desk.storage.deliver('2026/told.wav', WAV);
  desk.storage.deliver('2026/told.json', new TextEncoder().encode('{ not json'));
  desk.storage.withheld.copy.add(BAD_HELD);
  desk.storage.withheld.delete.add(BAD_KEPT);
  desk.storage.withheld.read.add(BAD_READ);
  await desk.tick();
  good = await reportCase('01632 960123');
  bad = await reportCase('01632 960777');
  await desk.uow.run(async ({ requests, grants }) => {
    for (const id of ['R-GOOD', 'R-BAD']) {
      const request = buildRequest({ id, state: 'awaiting-approval', submittedAt: addDays(START, -13) });
      await requests.insert(id === 'R-BAD' ? spoil(request) : request);
      const released = buildRequest({ id: `${id}-RELEASED`, state: 'released' });
      await requests.insert(released);
      const grant = buildGrant({ id: `g-${id}`, requestId: released.id, until: addHours(START, 30) });
      await grants.insert(id === 'R-BAD' ? spoil(grant) : grant);
    }
  });
  for (let day = 0; day < 7; day += 1) {
    for (let at = 0; at < A_DAY; at += 1) deliver(day, at);
    for (const hour of [0, 6, 12, 14.75, 18, 21]) {
      desk.clock.set(addMinutes(addDays(START, day), hour * 60));
      await desk.tick();
    }
    const id = `retention-${dateIn(addHours(addDays(START, day), 21), 'Europe/London')}`;
    const card = await desk.uow.read(({ summaries }) => summaries.find(id));
    if (card?.kind === 'retention-report') reports.push(card.report);
  }
}, 120_000);

afterAll(async () => {
  expect(await desk.audit.verify()).toBeUndefined();
  await desk.stop();
});

describe('a week with one bad item of each kind standing in it', () => {
  it('deletes every recording on its day but the one that storage keeps', () => {
    const left = desk.storage.namesIn('recordings').filter((name) => name.startsWith('2026/day-'));
    // Day -28 to day -24 went in the week.
    expect(left.filter((name) => /day--2[4-8]/.test(name))).toEqual([BAD_KEPT]);
    expect(left).toContain(nameOf(6, A_DAY - 1));
  });

  it('holds every recording of a case but the one that cannot be copied', async () => {
    const tallyOf = async (id: string) => {
      const [hold] = await desk.uow.read(({ holds }) => holds.findByCase(id));
      return desk.uow.read(({ holds }) => holds.tally(hold?.id ?? ''));
    };
    expect((await tallyOf(good)).held ?? 0).toBeGreaterThan(28 * A_DAY);
    expect((await tallyOf(bad)).held ?? 0).toBe(0);
    expect(desk.storage.namesIn('recordings')).toContain(BAD_HELD);
  });

  it('expires the other request, and ends the other access', async () => {
    expect((await desk.uow.read(({ requests }) => requests.find('R-GOOD')))?.state).toBe('expired');
    expect((await desk.uow.read(({ grants }) => grants.find('g-R-GOOD')))?.state).toBe('ended');
  });

  it('names each file that is not understood to the DPO', async () => {
    const told = await Promise.all(
      [23, 24, 25, 26].map((day) => desk.uow.read(({ summaries }) => summaries.find(`unread-2026-11-${day}`))),
    );
    const names = told.flatMap((card) => (card?.kind === 'unread-files' ? card.files.map(({ name }) => name) : []));
    for (const name of ['2026/holiday.jpg', '2026/nobody knows.wav', '2026/told.wav', nameOf(-2, 903)])
      expect(names.join(' ')).toContain(name);
  });

  it('makes a report each morning, which says first what is wrong', () => {
    expect(reports.length).toBeGreaterThanOrEqual(6);
    const last = reports.at(-1) as RetentionReport;
    expect(last.alarms.join(' ')).toContain('MoonIsFull');
    const card = renderCard({ kind: 'retention-report', report: last });
    expect(card.speak).toContain('Not all of it is counted');
    expect(JSON.stringify(card)).not.toContain('Mrs Alder');
  });

  it('tells the DPO of the case whose copy cannot be made', async () => {
    const [hold] = await desk.uow.read(({ holds }) => holds.findByCase(bad));
    const cards = await desk.uow.read(({ posts }) => posts.findBySubject(bad));
    expect(cards.some(({ audience }) => audience.kind === 'person' && audience.email === PRIYA)).toBe(true);
    const [copy] = await desk.uow.read(({ holds }) => holds.copiesOf(hold?.id ?? ''));
    expect(['copying', 'lost', 'unverified']).toContain(copy?.state);
  });
});
