import { describe, expect, it } from 'vitest';
import { guessOf, parseSpans } from '../../../../src/features/cases/model/typedSpans.ts';
import { buildRecording } from '../../../builders.ts';

describe('stretches of a call as they are typed', () => {
  it.each([
    ['1:50-2:40', [[110_000, 160_000]]],
    [
      '1:50 to 2:40, 5:00 – 5:20',
      [
        [110_000, 160_000],
        [300_000, 320_000],
      ],
    ],
    [
      '0:01-0:02 and 0:03-0:04',
      [
        [1_000, 2_000],
        [3_000, 4_000],
      ],
    ],
  ])('%s', (text, spans) => {
    expect(parseSpans(text)).toEqual(spans.map(([fromMs, toMs]) => ({ fromMs, toMs })));
  });

  it.each(['', 'the middle', '1:50', '1:50-2:40-3:00', '1:50-2:40, later'])('cannot be read of “%s”', (text) => {
    expect(parseSpans(text)).toBeUndefined();
  });
});

describe('the stretch that is offered', () => {
  const guess = (where: string | null, durationMs = 600_000) =>
    guessOf({ where, recording: buildRecording({ durationMs }) });

  it.each([
    ['about two minutes in', '1:00-3:00'],
    ['2:30', '1:30-3:30'],
    ['2 min 30 s', '1:30-3:30'],
    ['one and a half minutes', '0:30-2:30'],
    ['half a minute in', '0:00-1:30'],
    ['90 seconds', '0:30-2:30'],
    ['after eight minutes', '7:00-9:00'],
  ])('around “%s” is a minute to either side: %s', (where, offered) => expect(guess(where)).toBe(offered));

  it('ends with the call, and is none where the place lies behind its end or cannot be read', () => {
    expect(guess('1:59', 120_000)).toBe('0:59-2:00');
    expect(guess('2:00', 120_000)).toBe('');
    expect(guess('near the end')).toBe('');
    expect(guess(null)).toBe('');
  });
});
