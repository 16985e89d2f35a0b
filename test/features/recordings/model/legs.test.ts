import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callsOf } from '../../../../src/features/recordings/model/legs.ts';
import type { Recording } from '../../../../src/features/recordings/model/recording.ts';
import { addMs, fromEpochMs, toInstant } from '../../../../src/kernel/time.ts';
import { buildRecording } from '../../../builders.ts';

const MINUTE = 60_000;

const at = (time: string) => toInstant(`2026-11-23T${time}Z`);

/** A leg of a minute, of 3CX call 3644. */
const leg = (id: string, time: string, changes: Partial<Recording> = {}): Recording => {
  const startedAt = changes.startedAt ?? at(time);
  const durationMs = changes.durationMs ?? MINUTE;
  return buildRecording({
    alternateStart: null,
    system: '3cx',
    sidecar: null,
    storedAt: addMs(startedAt, durationMs),
    id,
    startedAt,
    durationMs,
    callId: '3644',
    ...changes,
  });
};

const idsOf = (recordings: readonly Recording[]) => callsOf(recordings).map((legs) => legs.map(({ id }) => id));

describe('legs of one call', () => {
  it('are those with its id that overlap or follow', () => {
    expect(idsOf([leg('a', '09:00:00'), leg('b', '09:00:30'), leg('c', '09:05:00')])).toEqual([['a', 'b', 'c']]);
  });

  it.each([
    ['10 minutes after the end', '09:11:00', [['a', 'b']]],
    ['a second later', '09:11:01', [['a'], ['b']]],
  ])('follow until %s', (_, time, expected) => {
    expect(idsOf([leg('a', '09:00:00'), leg('b', time)])).toEqual(expected);
  });

  it('follow the longest leg, not the one that began last', () => {
    const long = leg('a', '09:00:00', { durationMs: 30 * MINUTE });
    expect(idsOf([long, leg('b', '09:01:00'), leg('c', '09:39:00')])).toEqual([['a', 'b', 'c']]);
  });

  it('are two calls when a counter has come round to the same number', () => {
    expect(idsOf([leg('a', '09:00:00'), leg('b', '15:00:00'), leg('c', '15:00:30')])).toEqual([['a'], ['b', 'c']]);
  });

  it.each([
    ['another id', { callId: '3645' }],
    ['no id', { callId: null }],
    ['another system', { system: 'freepbx' }],
  ])('are not those with %s', (_, changes) => {
    expect(idsOf([leg('a', '09:00:00'), leg('b', '09:00:10', changes)])).toEqual([['a'], ['b']]);
  });

  it('are not recordings without an id, however close', () => {
    expect(idsOf([leg('a', '09:00:00', { callId: null }), leg('b', '09:00:00', { callId: null })])).toEqual([
      ['a'],
      ['b'],
    ]);
  });

  it('do not run into one another across systems and ids that look alike together', () => {
    const one = leg('a', '09:00:00', { system: '3cx', callId: '","x' });
    expect(idsOf([one, leg('b', '09:00:00', { system: '3cx","', callId: 'x' })])).toEqual([['a'], ['b']]);
  });
});

describe('the order', () => {
  it('is by the beginning, of calls and within them', () => {
    const other = leg('x', '09:00:20', { callId: null });
    expect(idsOf([leg('c', '09:02:00'), other, leg('a', '09:00:00')])).toEqual([['a', 'c'], ['x']]);
  });

  it('loses nothing and doubles nothing, whatever is given', () => {
    const any = fc.record({
      start: fc.integer({ min: 0, max: 3_600_000 }),
      durationMs: fc.integer({ min: 0, max: 900_000 }),
      callId: fc.constantFrom('1', '2', null),
      system: fc.constantFrom('3cx', 'yeastar'),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (given) => {
        const recordings = given.map(({ start, ...rest }, i) =>
          leg(String(i), '', { ...rest, startedAt: fromEpochMs(1_770_000_000_000 + start) }),
        );
        const calls = callsOf(recordings);
        expect(
          calls
            .flat()
            .map(({ id }) => id)
            .sort(),
        ).toEqual(recordings.map(({ id }) => id).sort());
        const starts = calls.map(([first]) => first?.startedAt ?? '');
        expect(starts).toEqual([...starts].sort());
        for (const legs of calls) expect(new Set(legs.map(({ callId, system }) => `${system} ${callId}`)).size).toBe(1);
      }),
    );
  });
});
