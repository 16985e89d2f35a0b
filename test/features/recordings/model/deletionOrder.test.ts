import { describe, expect, it } from 'vitest';
import { liveUntil, means, orderSpan, overlaps } from '../../../../src/features/recordings/model/deletionOrder.ts';
import { addHours, addMinutes, addMs, toInstant } from '../../../../src/kernel/time.ts';
import { buildOrder, buildRecording, NOW } from '../../../builders.ts';

const LIMITS = { orderMinutes: 10, deliveryHours: 72 };

describe('the span an order means', () => {
  it('of "now" is the last minutes', () => {
    expect(orderSpan([], NOW, LIMITS)).toEqual({ from: addMinutes(NOW, -10), to: NOW });
  });

  it('of a stated time is the minutes on both sides, but nothing that is still to come', () => {
    const stated = addMinutes(NOW, -60);
    expect(orderSpan([stated], NOW, LIMITS)).toEqual({ from: addMinutes(stated, -10), to: addMinutes(stated, 10) });
    expect(orderSpan([addMinutes(NOW, -3)], NOW, LIMITS).to).toBe(NOW);
  });

  it('of a time in the repeated autumn hour reaches over both', () => {
    const [first, second] = [toInstant('2026-10-25T00:30:00Z'), toInstant('2026-10-25T01:30:00Z')];
    expect(orderSpan([first, second], NOW, LIMITS)).toEqual({
      from: addMinutes(first, -10),
      to: addMinutes(second, 10),
    });
  });

  it('is waited for as long as the phone system may deliver', () => {
    expect(liveUntil(NOW, LIMITS)).toBe(addHours(NOW, 72));
  });
});

describe('a call', () => {
  const call = buildRecording({ startedAt: NOW, durationMs: 240_000 });

  it.each([
    ['ends as the span begins', 240_000, 300_000, true],
    ['ends a moment before it', 240_001, 300_000, false],
    ['begins as the span ends', -60_000, 0, true],
    ['begins a moment after it', -60_000, -1, false],
    ['lies around it', 60_000, 61_000, true],
    ['lies within it', -60_000, 300_000, true],
  ])('that %s: %s', (_, from, to, does) => {
    expect(overlaps(call, addMs(NOW, from), addMs(NOW, to))).toBe(does);
  });

  it('over midnight is met by a time after it', () => {
    const late = buildRecording({ startedAt: toInstant('2026-11-23T23:58:00Z'), durationMs: 600_000 });
    const span = orderSpan([toInstant('2026-11-24T00:05:00Z')], NOW, LIMITS);
    expect(overlaps(late, span.from, span.to)).toBe(true);
  });

  it('that may have begun at either of two times is met by both', () => {
    const first = toInstant('2026-10-25T00:30:00Z');
    const twice = buildRecording({ startedAt: first, alternateStart: addMinutes(first, 60), durationMs: 60_000 });
    for (const minutes of [0, 60]) {
      const at = addMinutes(first, minutes);
      expect(overlaps(twice, at, at)).toBe(true);
    }
    const between = addMinutes(first, 30);
    expect(overlaps(twice, between, between)).toBe(false);
  });

  it('of unknown length may have lasted until it was stored, four hours at most', () => {
    const unknown = (storedHours: number) =>
      buildRecording({ startedAt: NOW, durationMs: 0, endedAt: NOW, storedAt: addHours(NOW, storedHours) });
    const at = (hours: number) => [addHours(NOW, hours), addHours(NOW, hours)] as const;
    expect(overlaps(unknown(1), ...at(1))).toBe(true);
    expect(overlaps(unknown(1), ...at(1.1))).toBe(false);
    expect(overlaps(unknown(30), ...at(4))).toBe(true);
    expect(overlaps(unknown(30), ...at(4.1))).toBe(false);
  });

  it('is meant on either of its extensions, on one the phone system does not give, and on no other', () => {
    const order = buildOrder({ extension: '208', from: NOW, to: NOW });
    expect(means(order, call)).toBe(true);
    expect(means(order, { ...call, extension: '204', otherExtension: '208' })).toBe(true);
    expect(means(order, { ...call, extension: '204' })).toBe(false);
    expect(means(order, { ...call, extension: null })).toBe(true);
    expect(means(order, { ...call, extension: null, otherExtension: '204' })).toBe(false);
  });
});
