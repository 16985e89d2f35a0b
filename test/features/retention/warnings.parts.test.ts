import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Post } from '../../../src/features/messaging/model/post.ts';
import { recordingIdOf } from '../../../src/features/recordings/describeRecording.ts';
import { addMs, type Instant, toInstant } from '../../../src/kernel/time.ts';
import { buildPerson, buildPractice, DANA, DAVID, RITA } from '../../builders.ts';
import { type SimulatedDesk, startSimulatedDesk } from '../../support/simulatedDesk.ts';
import { buildWav } from '../../support/wav.ts';

const TUESDAY = toInstant('2026-11-24T10:00:00Z');

const NAME = '2026/10/28/call.wav';

/** The night that deletes it. */
const GOES = toInstant('2026-11-27T02:30:00Z');

let desk: SimulatedDesk;

beforeEach(async () => {
  desk = await startSimulatedDesk(buildPractice(), TUESDAY);
  desk.storage.deliver(NAME, buildWav({ durationMs: 2_000 }), {
    start: '2026-10-28T09:00:00Z',
    extension: '210',
    number: '01632960123',
  });
  await desk.tick();
});

afterEach(() => desk.stop());

const at = async (moment: Instant): Promise<void> => {
  desk.clock.set(moment);
  await desk.tick();
};

const hoursBefore = (moment: Instant, hours: number): Instant => addMs(moment, -hours * 3_600_000);

const posts = async (subject: string, card: Post['card']): Promise<readonly Post[]> =>
  (await desk.uow.read((stores) => stores.posts.findBySubject(subject))).filter((post) => post.card === card);

async function ask(idempotencyKey = 'a form'): Promise<string> {
  const asked = await desk.usecases.submitRequest({
    actor: buildPerson({ email: RITA }),
    values: {
      purpose: 'complaint',
      reason: 'A bill',
      date: '2026-10-28',
      time: '09:00',
      extension: '210',
      number: '01632 960123',
    },
    idempotencyKey,
  });
  if (!asked.ok) throw new Error(JSON.stringify(asked.error));
  return asked.value.request.id;
}

async function released(days: string): Promise<string> {
  const id = await ask();
  const agreed = await desk.usecases.approve({
    requestId: id,
    actor: buildPerson({ email: DANA }),
    values: { recordingId: recordingIdOf(NAME), days, mode: 'listen' },
  });
  if (!agreed.ok) throw new Error(JSON.stringify(agreed.error));
  await desk.tick();
  return id;
}

describe('the day before a recording is deleted', () => {
  it('tells whoever may still hear it, once', async () => {
    const id = await released('7');
    await at(addMs(hoursBefore(GOES, 24), -1));
    expect(await posts(id, 'last-day')).toEqual([]);
    await at(hoursBefore(GOES, 24));
    expect((await posts(id, 'last-day')).map(({ audience }) => audience)).toEqual([{ kind: 'person', email: RITA }]);
    await at(hoursBefore(GOES, 12));
    expect(await posts(id, 'last-day')).toHaveLength(1);
    await at(GOES);
    expect(desk.storage.namesIn('recordings')).toEqual([]);
    expect(desk.storage.namesIn('clips')).toEqual([]);
    expect((await desk.uow.read(({ requests }) => requests.find(id)))?.state).toBe('closed');
  });

  it('does not trouble somebody whose access is over before that', async () => {
    const id = await released('1');
    await at(hoursBefore(GOES, 24));
    await at(hoursBefore(GOES, 1));
    expect(await posts(id, 'last-day')).toEqual([]);
  });

  it('warns those who must still decide two days before, and lets the request expire when it has gone', async () => {
    const id = await ask();
    await at(addMs(hoursBefore(GOES, 48), -1));
    expect((await posts(id, 'reminder')).filter(({ urgent }) => urgent)).toEqual([]);
    await at(hoursBefore(GOES, 48));
    const urgent = (await posts(id, 'reminder')).filter((post) => post.urgent);
    expect(urgent.map(({ audience }) => audience.kind === 'person' && audience.email).sort()).toEqual([DANA, DAVID]);
    await at(GOES);
    await at(addMs(GOES, 5 * 60_000));
    expect(await desk.uow.read(({ requests }) => requests.find(id))).toMatchObject({
      state: 'expired',
      ending: { reason: 'recording-deleted' },
    });
  });
});

describe('the weekly report on who asked for what', () => {
  const reports = async (): Promise<readonly string[]> => {
    const subjects = [];
    for await (const { action, subject } of desk.audit.events()) if (action === 'report.access') subjects.push(subject);
    return subjects;
  };

  it('comes on Monday at the report’s time, once, and is of the seven days before', async () => {
    await released('1');
    await ask('another');
    const before = await reports();
    await at(toInstant('2026-11-29T12:00:00Z'));
    await at(toInstant('2026-11-30T07:29:59.999Z'));
    expect(await reports()).toEqual(before);
    await at(toInstant('2026-11-30T07:30:00Z'));
    await at(toInstant('2026-11-30T12:00:00Z'));
    desk.restart();
    await at(toInstant('2026-12-01T09:00:00Z'));
    expect(await reports()).toEqual([...before, 'access-2026-11-30']);
    const card = await desk.uow.read(({ summaries }) => summaries.find('access-2026-11-30'));
    expect(card).toMatchObject({ kind: 'access-report', report: { from: '2026-11-23', to: '2026-11-29', decided: 1 } });
    const { purposes } = card?.kind === 'access-report' ? card.report : { purposes: [] };
    expect(purposes.map(({ asked, released: heard }) => [asked, heard])).toEqual([[2, 1]]);
    expect(await posts('access-2026-11-30', 'access-report')).toHaveLength(1);
  });
});
