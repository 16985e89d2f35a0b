import { describe, expect, it } from 'vitest';
import { parseOrderForm } from '../../../../src/features/retention/model/orderForm.ts';
import { toInstant } from '../../../../src/kernel/time.ts';
import { NOW } from '../../../builders.ts';

const CONTEXT = { now: NOW, zone: 'Europe/London', recordingsDays: 30, own: ['204'], others: ['207'] };

const read = (values: Record<string, string>, context: Partial<typeof CONTEXT> = {}) =>
  parseOrderForm({ extension: '204', whenKind: 'now', ...values }, { ...CONTEXT, ...context });

describe('the form of a deletion order', () => {
  it('takes one’s own extension, now', () => {
    expect(read({})).toEqual({ ok: true, value: { extension: '204', moments: [], forAnother: false, where: null } });
    expect(read({ extension: ' ext 204 ' })).toMatchObject({ ok: true, value: { extension: '204' } });
  });

  it('takes a time, in the practice’s zone', () => {
    expect(
      read({ whenKind: 'at', date: '2026-07-01', time: '15:10' }, { now: toInstant('2026-07-02T00:00:00Z') }),
    ).toMatchObject({ ok: true, value: { moments: ['2026-07-01T14:10:00.000Z'] } });
  });

  it('takes both moments of the repeated autumn hour, but none that is still to come', () => {
    const values = { whenKind: 'at', date: '2026-10-25', time: '01:30' };
    expect(read(values, { now: toInstant('2026-10-25T12:00:00Z') })).toMatchObject({
      value: { moments: ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'] },
    });
    expect(read(values, { now: toInstant('2026-10-25T00:40:00Z') })).toMatchObject({
      value: { moments: ['2026-10-25T00:30:00.000Z'] },
    });
  });

  it.each([
    [{ extension: '' }, { extension: 'extension-missing' }],
    [{ extension: 'reception' }, { extension: 'not-an-extension' }],
    [{ extension: '4111 1111 1111 1111' }, { extension: 'card-number' }],
    [{ whenKind: 'at', date: '', time: '15:10' }, { date: 'date-missing' }],
    [{ whenKind: 'at', date: '2026-02-30', time: '15:10' }, { date: 'date-missing' }],
    [{ whenKind: 'at', date: '2026-11-23', time: '' }, { time: 'time-missing' }],
    [{ whenKind: 'at', date: '2026-11-23', time: '25:00' }, { time: 'time-missing' }],
    [{ whenKind: 'at', date: '2026-11-25', time: '09:00' }, { date: 'in-the-future' }],
    [{ whenKind: 'at', date: '2026-11-24', time: '10:01' }, { time: 'in-the-future' }],
    [{ whenKind: 'at', date: '2026-10-24', time: '09:00' }, { date: 'past-retention' }],
    [{ where: '4111 1111 1111 1111' }, { where: 'card-number' }],
    [{ where: 'x'.repeat(101) }, { where: 'too-long' }],
  ])('refuses %j: %j', (values, faults) => {
    expect(read(values)).toEqual({ ok: false, error: faults });
  });

  it.each(['207', '999'])('knows that extension %s is not the reporter’s own', (extension) => {
    expect(read({ extension })).toMatchObject({ value: { forAnother: true } });
  });

  it('keeps where in the call it was, in the reporter’s words', () => {
    expect(read({ where: ' about two minutes in ' })).toMatchObject({ value: { where: 'about two minutes in' } });
    expect(read({ where: 'x'.repeat(100) })).toMatchObject({ ok: true });
  });

  it('of somebody without an extension of their own doubts only what is another’s', () => {
    expect(read({ extension: '210' }, { own: [] })).toMatchObject({ ok: true, value: { forAnother: false } });
    expect(read({ extension: '207' }, { own: [] })).toMatchObject({ value: { forAnother: true } });
  });
});
