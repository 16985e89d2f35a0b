import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RedactedSpan } from '../../../../src/features/requests/model/grant.ts';
import {
  MAX_SPANS,
  marginOf,
  settleSpans,
  totalMs,
  widenSpans,
} from '../../../../src/features/requests/model/redaction.ts';

const LENGTH = 2_000;

/** Every millisecond by itself: silent or not. */
function silentMs(spans: readonly RedactedSpan[], length: number, margin = 0): boolean[] {
  return Array.from({ length }, (_, ms) =>
    spans.some(({ fromMs, toMs }) => ms + 1 > fromMs - margin && ms < toMs + margin),
  );
}

const spans = fc.array(
  fc
    .tuple(fc.double({ min: 0, max: LENGTH - 1, noNaN: true }), fc.double({ min: 0.001, max: 500, noNaN: true }))
    .map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length })),
  { maxLength: 40 },
);

const settled = (given: readonly RedactedSpan[], length = LENGTH): readonly RedactedSpan[] => {
  const result = settleSpans(given, length);
  if (!result.ok) throw new Error(result.error);
  return result.value;
};

const isInOrder = (given: readonly RedactedSpan[]): boolean =>
  given.every(({ fromMs, toMs }, at) => fromMs < toMs && (at === 0 || fromMs > (given[at - 1]?.toMs ?? 0)));

describe('the margin', () => {
  it('is for audio that may lag behind its marks, and for that of which nobody knows', () => {
    expect([{ mayLag: false }, { mayLag: true }, {}].map(marginOf)).toEqual([0, 250, 250]);
  });
});

describe('settling what is marked', () => {
  it('silences every millisecond that was marked, no other, in order and without overlap', () => {
    fc.assert(
      fc.property(spans, (given) => {
        const result = settled(given);
        expect(silentMs(result, LENGTH)).toEqual(silentMs(given, LENGTH));
        expect(isInOrder(result)).toBe(true);
        expect(totalMs(result)).toBe(silentMs(given, LENGTH).filter((is) => is).length);
      }),
    );
  });

  it('changes nothing when it is done again', () => {
    fc.assert(
      fc.property(spans, (given) => {
        expect(settled(settled(given))).toEqual(settled(given));
      }),
    );
  });

  it('widens each part by the margin, as every millisecond by itself says', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 0, max: 300 }), (given, margin) => {
        const marked = settled(given);
        const wide = widenSpans(marked, margin, LENGTH);
        expect(silentMs(wide, LENGTH)).toEqual(silentMs(marked, LENGTH, margin));
        expect(isInOrder(wide)).toBe(true);
      }),
    );
  });

  it('joins parts that touch, and leaves those a millisecond apart', () => {
    const at = (fromMs: number, toMs: number) => ({ fromMs, toMs });
    expect(settled([at(500, 700), at(0, 500)])).toEqual([at(0, 700)]);
    expect(settled([at(501, 700), at(0, 500)])).toEqual([at(0, 500), at(501, 700)]);
  });

  it('cuts off what lies beyond the clip', () => {
    expect(
      settled([
        { fromMs: -50, toMs: 10 },
        { fromMs: 1_990, toMs: 9_999 },
      ]),
    ).toEqual([
      { fromMs: 0, toMs: 10 },
      { fromMs: 1_990, toMs: 2_000 },
    ]);
  });

  it('takes none at all: nothing needs silencing', () => {
    expect(settled([])).toEqual([]);
  });

  it.each([
    ['empty', { fromMs: 5, toMs: 5 }],
    ['empty once in whole milliseconds', { fromMs: 5.2, toMs: 5.2 }],
    ['backwards', { fromMs: 9, toMs: 5 }],
    ['backwards within a millisecond', { fromMs: 5.6, toMs: 5.4 }],
    ['from nowhere', { fromMs: Number.NaN, toMs: 5 }],
    ['to nowhere', { fromMs: 5, toMs: Number.NaN }],
    ['after the end', { fromMs: LENGTH, toMs: LENGTH + 1 }],
    ['before the beginning', { fromMs: -9, toMs: 0 }],
  ])('refuses one that is %s, and with it the list', (_, span) => {
    expect(settleSpans([{ fromMs: 0, toMs: 1 }, span], LENGTH)).toEqual({ ok: false, error: 'spans-invalid' });
  });

  it('takes 200 parts, and not 201', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => ({ fromMs: i * 2, toMs: i * 2 + 1 }));
    expect(settled(many(MAX_SPANS))).toHaveLength(200);
    expect(settleSpans(many(MAX_SPANS + 1), LENGTH)).toEqual({ ok: false, error: 'too-many-spans' });
  });
});
