import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addMinutes, toInstant } from '../../../src/kernel/time.ts';
import { buildChangeablePractice, type ChangeablePractice, DANA, DAVID, PRIYA, RITA } from '../../builders.ts';
import { type SimulatedDesk, startSimulatedDesk } from '../../support/simulatedDesk.ts';
import { buildWav } from '../../support/wav.ts';

const NOON = toInstant('2026-11-24T12:00:00Z');

let practice: ChangeablePractice;
let desk: SimulatedDesk;

beforeEach(async () => {
  practice = buildChangeablePractice();
  desk = await startSimulatedDesk(practice, NOON);
});

afterEach(() => desk.stop());

const ask = async (purpose = 'complaint'): Promise<string> => {
  const sent = await desk.usecases.submitRequest({
    actor: await desk.actor(RITA),
    idempotencyKey: `form-${Math.random()}`,
    values: {
      purpose,
      reason: 'A complaint about a bill.',
      date: '2026-11-24',
      time: '11:00',
      extensionKind: 'known',
      extension: '204',
      parties: 'Mrs Alder',
      askedBy: 'The RCVS',
      reference: 'Claim 12',
    },
  });
  if (!sent.ok) throw new Error(JSON.stringify(sent.error));
  return sent.value.request.id;
};

const later = async (minutes: number): Promise<void> => {
  desk.clock.set(addMinutes(NOON, minutes));
  await desk.tick();
};

const request = (id: string) => desk.uow.read(({ requests }) => requests.find(id));

/** Who has a card of a kind about it. */
const told = async (id: string, card: string): Promise<readonly string[]> =>
  (await desk.uow.read(({ posts }) => posts.findBySubject(id)))
    .filter((post) => post.card === card)
    .map(({ audience }) => (audience.kind === 'person' ? audience.email : audience.channel))
    .sort();

describe('a request whose approvers change while it waits', () => {
  it('goes to whoever has become a director since', async () => {
    practice.directory.directors = [DANA];
    const id = await ask();
    expect(await told(id, 'approver')).toEqual([DANA]);
    await later(5);
    expect(await told(id, 'approver')).toEqual([DANA]);
    practice.directory.directors = [DAVID];
    await later(10);
    await later(15);
    expect(await told(id, 'approver')).toEqual([DANA, DAVID]);
    expect((await request(id))?.stuckSince).toBeNull();
  });

  it('goes to the DPO when the last director has left', async () => {
    const id = await ask();
    practice.directory.directors = [];
    await later(5);
    expect(await told(id, 'approver')).toEqual([DANA, DAVID, PRIYA]);
  });

  it('goes to the DPO’s own chat when nobody in the directors’ channel may decide any more', async () => {
    await desk.uow.run(({ channels }) =>
      channels.bind({ channel: 'directors', platform: 'slack', address: 'C-DIRECTORS' }),
    );
    const id = await ask();
    expect(await told(id, 'approver')).toEqual(['directors']);
    practice.directory.directors = [RITA];
    await later(5);
    expect(await told(id, 'approver')).toEqual(['directors', PRIYA]);
  });

  it('is told once to the DPO and the requester when nobody is left, and goes on when somebody is', async () => {
    const id = await ask('regulatory');
    practice.directory.directors = [];
    await later(5);
    await later(10);
    // The DPO alone cannot give both agreements.
    expect(await request(id)).toMatchObject({ stuckSince: addMinutes(NOON, 5), state: 'awaiting-approval' });
    expect(await told(id, 'reminder')).toEqual([PRIYA]);
    expect(await told(id, 'requester')).toEqual([RITA, RITA]);
    practice.directory.directors = [DAVID];
    await later(15);
    expect((await request(id))?.stuckSince).toBeNull();
    await later(20);
    expect(await told(id, 'approver')).toContain(DAVID);
  });

  it('is found when a recording that arrives late makes the only two who could decide parties to the call', async () => {
    practice.directory.directors = [DANA];
    practice.directory.dpo = [DANA];
    const id = await ask();
    desk.storage.deliver('2026/11/24/late.wav', buildWav({ durationMs: 2_000 }), {
      start: '2026-11-24T11:00:00Z',
      extension: '204',
      number: '01632960123',
      direction: 'inbound',
      parties: 'Dana Drew',
    });
    await later(5);
    expect((await request(id))?.stuckSince).not.toBeNull();
    // The party reads nothing of what is said of the call.
    expect(await told(id, 'reminder')).toEqual([]);
    expect(await told(id, 'requester')).toEqual([RITA, RITA]);
  });
});
