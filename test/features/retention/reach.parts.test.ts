import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RetentionReport } from '../../../src/features/retention/model/reports.ts';
import { addDays, addMinutes, type Instant, toInstant } from '../../../src/kernel/time.ts';
import { buildPerson, buildPractice, RITA, TOM } from '../../builders.ts';
import { type SimulatedDesk, startSimulatedDesk } from '../../support/simulatedDesk.ts';

const START = toInstant('2026-11-24T15:20:00Z');

const RITA_AT_204 = buildPerson({ email: RITA, extensions: ['204'] });

let desk: SimulatedDesk;

beforeEach(async () => {
  desk = await startSimulatedDesk(buildPractice({ phoneSystem: { timeZone: 'UTC' } }), START);
  await desk.tick();
});

afterEach(() => desk.stop());

const deliver = (name: string, facts: Readonly<Record<string, string>>): void =>
  desk.storage.deliver(`2026/11/24/${name}`, new Uint8Array(4), facts);

const order = (values: Readonly<Record<string, string>> = {}) =>
  desk.usecases.orderDeletion({
    actor: RITA_AT_204,
    reason: 'card-payment',
    values: { extension: '204', whenKind: 'now', ...values },
    idempotencyKey: `once-${Math.random()}`,
  });

const at = async (moment: Instant): Promise<void> => {
  desk.clock.set(moment);
  await desk.tick();
};

const left = (): readonly string[] => desk.storage.namesIn('recordings').map((name) => name.replace('2026/11/24/', ''));

describe('a deletion order', () => {
  const leg = (minutesAgo: number, extension: string) => ({
    start: addMinutes(START, -minutesAgo),
    extension,
    duration: '240',
    callid: 'call-7',
  });

  it.each(['together', 'one after another'])('given first takes every leg of the call, arriving %s', async (how) => {
    await order();
    deliver('a.wav', leg(4, '204'));
    if (how === 'one after another') await at(addMinutes(START, 2));
    deliver('b.wav', leg(3, '207'));
    deliver('other.wav', { ...leg(3, '207'), callid: 'call-8' });
    await at(addMinutes(START, 4));
    expect(left()).toEqual(['other.wav']);
  });

  it('reaches calls without an extension only at its very time', async () => {
    const unknown = (minutesAgo: number) => ({ start: addMinutes(START, -minutesAgo), duration: '60' });
    deliver('just-now.wav', unknown(2));
    deliver('before.wav', unknown(8));
    await at(addMinutes(START, 1));
    await order();
    await desk.tick();
    expect(left()).toEqual(['before.wav']);
  });

  it('takes every sidecar of the call with it', async () => {
    deliver('a.wav', leg(4, '204'));
    desk.storage.deliver('2026/11/24/a.json', new TextEncoder().encode('{}'));
    desk.storage.deliver('2026/11/24/a.wav.json', new TextEncoder().encode('{}'));
    await at(addMinutes(START, 1));
    await order();
    await desk.tick();
    expect(left()).toEqual([]);
  });

  it.each([
    '2041 now',
    'now 2041',
    '204 15:10 207',
    '3:10',
    '204 3:10',
    '15:55',
    'now 15:10',
    '1510',
    '10 minutes ago',
    '12 nov 15:10',
    '',
  ])('typed as “%s” is asked about first', async (text) => {
    const answer = await desk.usecases.dispatch.command('card-payment', text, RITA_AT_204);
    expect(answer.kind).toBe('form');
    expect(await desk.uow.read(({ orders }) => orders.live(START))).toEqual([]);
  });

  it.each([
    'now',
    '204 now',
    'ext 204 15:10',
    '3.10pm',
    'at 15.10',
    '15:10 204',
  ])('typed as “%s” is carried out', async (text) => {
    const answer = await desk.usecases.dispatch.command('card-payment', text, RITA_AT_204);
    expect(answer.kind).toBe('show');
    expect(await desk.uow.read(({ orders }) => orders.live(START))).toMatchObject([{ extension: '204' }]);
  });
});

describe('a request for a call that was deleted by an order', () => {
  const ask = async (values: Readonly<Record<string, string>>) => {
    const result = await desk.usecases.submitRequest({
      actor: buildPerson({ email: TOM }),
      idempotencyKey: `ask-${Math.random()}`,
      values: { purpose: 'complaint', reason: 'A bill', date: '2026-11-24', extension: '204', ...values },
    });
    return result.ok ? result.value.request.state : result.error;
  };

  it('ends when it surely means that call, and goes on when it may mean another', async () => {
    deliver('a.wav', { start: addMinutes(START, -6), extension: '204', duration: '240' });
    await at(addMinutes(START, 1));
    await order();
    await desk.tick();
    expect(left()).toEqual([]);
    expect(await ask({ time: '15:16' })).toBe('expired');
    expect(await ask({ time: '15:00' })).toBe('awaiting-approval');
    expect(await ask({ number: '01632 960123' })).toBe('awaiting-approval');
    expect(await ask({ time: '15:16', extension: '208' })).toBe('awaiting-approval');
  });
});

describe('a call dated in the future', () => {
  it('goes by the day it was stored, like a file nobody understands', async () => {
    deliver('typo.wav', { start: '2027-11-24T15:00:00Z', extension: '204', duration: '60' });
    await at(addMinutes(START, 1));
    expect(await desk.uow.read(({ unread }) => unread.count())).toBe(1);
    for (let day = 1; day <= 31; day += 1) await at(addDays(START, day));
    expect(left()).toEqual([]);
  });
});

describe('the morning’s report', () => {
  it('comes out, and red, while storage is away', async () => {
    desk.storage.down = true;
    await at(toInstant('2026-11-25T07:31:00Z'));
    const summary = await desk.uow.read(({ summaries }) => summaries.find('retention-2026-11-25'));
    const { report } = summary as { readonly report: RetentionReport };
    expect(report.held).toBeNull();
    expect(report.alarms.join(' ')).toContain('storage does not answer');
  });
});
