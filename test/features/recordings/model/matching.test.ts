import { describe, expect, it } from 'vitest';
import { nameWords, queryFor, rank, startSpan } from '../../../../src/features/recordings/model/matching.ts';
import { toInstant } from '../../../../src/kernel/time.ts';
import { buildAsk, buildRecording, NOW } from '../../../builders.ts';

const ZONE = 'Europe/London';

const span = (from: string, to: string) => ({ from: toInstant(from), to: toInstant(to) });

const aboutAt = (date: string, time: string) => ({ kind: 'about', date, time }) as const;

describe('the span of starts a remembered time means', () => {
  it('is half an hour either side, the last minute included', () => {
    expect(startSpan(aboutAt('2026-11-23', '15:10'), ZONE)).toEqual(
      span('2026-11-23T14:40:00Z', '2026-11-23T15:41:00Z'),
    );
  });

  it('is an hour earlier by UTC in summer', () => {
    expect(startSpan(aboutAt('2026-07-14', '15:10'), ZONE)).toEqual(
      span('2026-07-14T13:40:00Z', '2026-07-14T14:41:00Z'),
    );
  });

  it('covers both of the repeated autumn hour', () => {
    expect(startSpan(aboutAt('2026-10-25', '01:30'), ZONE)).toEqual(
      span('2026-10-25T00:00:00Z', '2026-10-25T02:01:00Z'),
    );
  });

  it('takes the moment after the skip for the skipped spring hour', () => {
    expect(startSpan(aboutAt('2026-03-29', '01:30'), ZONE)).toEqual(
      span('2026-03-29T01:00:00Z', '2026-03-29T02:01:00Z'),
    );
  });

  it.each([
    ['2026-11-23', '2026-11-23T00:00:00Z', '2026-11-24T00:00:00Z'],
    ['2026-03-29', '2026-03-29T00:00:00Z', '2026-03-29T23:00:00Z'],
    ['2026-10-25', '2026-10-24T23:00:00Z', '2026-10-26T00:00:00Z'],
  ])('is the whole local day %s', (date, from, to) => {
    expect(startSpan({ kind: 'day', date }, ZONE)).toEqual(span(from, to));
    expect(startSpan({ kind: 'range', from: date, to: date }, ZONE)).toEqual(span(from, to));
  });
});

describe('the span of starts that hours mean', () => {
  it('is a quarter of an hour either side, the last minute included', () => {
    const hours = { kind: 'hours', date: '2026-11-23', from: '14:00', to: '16:00' } as const;
    expect(startSpan(hours, ZONE)).toEqual(span('2026-11-23T13:45:00Z', '2026-11-23T16:16:00Z'));
  });

  it('is an hour longer in the night the clocks go back', () => {
    const hours = { kind: 'hours', date: '2026-10-25', from: '01:00', to: '02:30' } as const;
    expect(startSpan(hours, ZONE)).toEqual(span('2026-10-24T23:45:00Z', '2026-10-25T02:46:00Z'));
  });
});

describe('what storage is asked', () => {
  const asked = (overrides: Parameters<typeof buildAsk>[0]) => queryFor(buildAsk(overrides), ZONE, NOW);

  it('begins no earlier than what is still kept', () => {
    expect(asked({}).from).toBe(NOW);
    expect(queryFor(buildAsk(), ZONE, toInstant('2026-10-25T10:00:00Z')).from).toBe(toInstant('2026-11-23T14:40:00Z'));
  });

  it.each([
    [{ kind: 'known', e164: '+441632960123' } as const, '+441632960123', false],
    [{ kind: 'withheld' } as const, 'withheld', false],
    [{ kind: 'internal' } as const, null, true],
    [{ kind: 'not-known' } as const, null, false],
  ])('of the number %o', (number, expected, internalOnly) => {
    expect(asked({ number })).toMatchObject({ number: expected, internalOnly });
  });

  it('of the extension', () => {
    expect(asked({}).extension).toBe('208');
    expect(asked({ extension: { kind: 'not-known' } }).extension).toBeNull();
    const both = { kind: 'known', extension: '204', otherExtension: '210' } as const;
    expect(asked({ extension: both })).toMatchObject({ extension: '204', otherExtension: '210' });
  });
});

describe('the order of matches', () => {
  const at = (startedAt: string, parties = '') => buildRecording({ startedAt: toInstant(startedAt), parties });
  const early = at('2026-11-23T14:45:00Z');
  const near = at('2026-11-23T15:12:00Z');
  const named = at('2026-11-23T15:39:00Z', 'Mrs Ángela Hill');

  it('puts the named first, then the nearest', () => {
    const ask = buildAsk({ parties: { kind: 'known', names: 'angela HILL' } });
    expect(rank(ask, ZONE, [early, named, near])).toEqual([named, near, early]);
    expect(rank(buildAsk(), ZONE, [early, named, near])).toEqual([near, early, named]);
  });

  it('puts the newest first where only a day is known', () => {
    const ask = buildAsk({ when: { kind: 'day', date: '2026-11-23' } });
    expect(rank(ask, ZONE, [early, named, near])).toEqual([named, near, early]);
  });

  it('leaves calls of the same moment as they were', () => {
    const [a, b, c] = [at('2026-11-23T15:10:00Z'), at('2026-11-23T15:10:00Z'), at('2026-11-23T15:10:00Z')];
    expect(rank(buildAsk(), ZONE, [a, b, c])).toEqual([a, b, c]);
  });

  it('knows names by their words, without titles, accents or case', () => {
    expect(nameWords('Mr. José O’Neill & Dr Ann-Marie Hill')).toEqual(['jose', 'neill', 'ann', 'marie', 'hill']);
  });
});
