import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RedactedSpan } from '../../../src/features/requests/model/grant.ts';
import { settleSpans } from '../../../src/features/requests/model/redaction.ts';

interface Marks {
  list(): readonly RedactedSpan[];
  canUndo(): boolean;
  canRedo(): boolean;
  set(spans: readonly RedactedSpan[]): void;
  undo(): void;
  redo(): void;
}

interface Script {
  settle(spans: readonly RedactedSpan[], lengthMs: number): RedactedSpan[];
  spanBetween(one: number, other: number): RedactedSpan;
  createMarks(initial: readonly RedactedSpan[], lengthMs: number, changed: () => void): Marks;
  onClock(ms: number): string;
  readClock(text: string): number | undefined;
}

// Imported as a browser gets it: the page's script has no types.
const file = new URL('../../../src/platform/http/page/redaction-marks.js', import.meta.url).href;

const { settle, spanBetween, createMarks, onClock, readClock } = (await import(file)) as Script;

const LENGTH = 60_000;

const spans = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: LENGTH - 1 }), fc.integer({ min: 1, max: 9_000 }))
    .map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length })),
  { maxLength: 30 },
);

describe('the marks on the redaction page', () => {
  it('orders and joins marked spans as the desk does', () => {
    fc.assert(
      fc.property(spans, (given) => {
        expect({ ok: true, value: settle(given, LENGTH) }).toEqual(settleSpans(given, LENGTH));
      }),
    );
  });

  it('undoes and redoes any series of changes to the marks', () => {
    fc.assert(
      fc.property(fc.array(spans, { maxLength: 10 }), (steps) => {
        const marks = createMarks([], LENGTH, () => {});
        const seen = [marks.list()];
        for (const step of steps) {
          marks.set(step);
          if (JSON.stringify(marks.list()) !== JSON.stringify(seen.at(-1))) seen.push(marks.list());
        }
        for (const before of seen.slice(0, -1).reverse()) {
          marks.undo();
          expect(marks.list()).toEqual(before);
        }
        expect(marks.canUndo()).toBe(false);
        marks.undo();
        for (const after of seen.slice(1)) {
          marks.redo();
          expect(marks.list()).toEqual(after);
        }
        expect(marks.canRedo()).toBe(false);
      }),
    );
  });

  it('forgets undone marks once another span is marked', () => {
    const marks = createMarks([], LENGTH, () => {});
    marks.set([{ fromMs: 0, toMs: 100 }]);
    marks.undo();
    marks.set([{ fromMs: 500, toMs: 600 }]);
    expect(marks.canRedo()).toBe(false);
  });

  it('widens a marked span outwards to tenths of a second, whichever end was marked first', () => {
    expect(spanBetween(1_234, 4_501)).toEqual({ fromMs: 1_200, toMs: 4_600 });
    expect(spanBetween(4_501, 1_234)).toEqual({ fromMs: 1_200, toMs: 4_600 });
    expect(spanBetween(1_200, 4_600)).toEqual({ fromMs: 1_200, toMs: 4_600 });
  });

  it('writes times of marks in a form that it reads again as the same time', () => {
    expect([0, 99, 7_500, 59_960, 67_540, 3_600_000].map(onClock)).toEqual([
      '0:00.0',
      '0:00.1',
      '0:07.5',
      '1:00.0',
      '1:07.5',
      '60:00.0',
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_000 }), (tenths) => {
        expect(readClock(onClock(tenths * 100))).toBe(tenths * 100);
      }),
    );
  });

  it.each([
    ['0:07.5', 7_500],
    ['1:07', 67_000],
    ['67.5', 67_500],
    [' 7,25 ', 7_250],
    ['120', 120_000],
    ['0:60', undefined],
    ['-1', undefined],
    ['lunch', undefined],
    ['', undefined],
    ['1:2:3', undefined],
  ])('reads the typed time “%s” as %s', (text, ms) => {
    expect(readClock(text)).toBe(ms);
  });
});
