import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digits, digitsWidth } from '../../../src/chat/slack/chart/digits.ts';
import { chartPng } from '../../../src/chat/slack/chart/image.ts';
import { CHART_SIZE, chartSvg, PLOT, placeBars, scaleEnd } from '../../../src/chat/slack/chart/svg.ts';
import type { Bar, BarChart } from '../../../src/platform/cards/adaptiveCard.ts';

const bar = (x: string, y: number, color: Bar['color'] = 'categoricalBlue'): Bar => ({ x, y, color });

const BARS = [bar('0-4', 124), bar('5-9', 153), bar('10-14', 0), bar('15+', 2, 'attention')];

const chart = (data: readonly Bar[]): BarChart => ({
  type: 'Chart.VerticalBar',
  title: 'Days',
  xAxisTitle: 'Days',
  yAxisTitle: 'Recordings',
  data,
  fallback: { type: 'TextBlock', text: 'In words' },
});

describe('the scale of a chart', () => {
  it.each([
    [0, 4],
    [4, 4],
    [5, 5],
    [6, 8],
    [9, 10],
    [124, 160],
    [153, 160],
    [161, 200],
    [214, 240],
    [1001, 1200],
  ])('for %i at most ends at %i', (highest, end) => {
    expect(scaleEnd(highest)).toBe(end);
  });

  it('ends at a whole number at or above the highest bar, and not far above it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 90_000 }), (highest) => {
        const end = scaleEnd(highest);
        expect(end).toBeGreaterThanOrEqual(highest);
        expect(end).toBeLessThanOrEqual(highest * 1.6);
        expect(end % 4 === 0 || end % 5 === 0).toBe(true);
      }),
    );
  });
});

describe('the bars of a chart', () => {
  it('stand side by side within the plot, as high as their share', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50_000), { minLength: 1, maxLength: 60 }), (counts) => {
        const placed = placeBars(counts.map((count, index) => bar(String(index), count)));
        for (const [index, { x, y, width, height }] of placed.entries()) {
          expect(x).toBeGreaterThanOrEqual(PLOT.left);
          expect(x + width).toBeLessThanOrEqual(PLOT.right);
          expect(y).toBeGreaterThanOrEqual(PLOT.top);
          expect(y + height).toBeCloseTo(PLOT.bottom, 1);
          const next = placed[index + 1];
          if (next) expect(x + width).toBeLessThanOrEqual(next.x);
          expect(height > 0).toBe((counts[index] ?? 0) > 0);
        }
      }),
    );
  });

  it('show one recording past its limit among thousands', () => {
    const [, past] = placeBars([bar('0-4', 9_000), bar('5+', 1, 'attention')]);
    expect(past?.height).toBe(8);
  });
});

describe('the picture of a chart', () => {
  it('marks the limit by a dashed line before the red bar, and nothing where there is none', () => {
    const [, , , past] = placeBars(BARS);
    const line = /<path d="M([\d.]+) [^"]*" stroke="#c4314b"[^>]*stroke-dasharray/;
    const [, x] = line.exec(chartSvg(chart(BARS))) ?? [];
    expect(Number(x)).toBeLessThan(past?.x ?? 0);
    expect(Number(x)).toBeGreaterThan(BARS.length === 0 ? 0 : (placeBars(BARS)[2]?.x ?? 0));
    expect(chartSvg(chart(BARS.slice(0, 3)))).not.toMatch(line);
  });

  it('has no letters, so it needs no font', () => {
    expect(chartSvg(chart(BARS))).not.toMatch(/<text|font/);
    expect(() => digits('30 days', 0, 0, 'start')).toThrow(/no " "/);
  });

  it('names a few bars all, and of many every fifth and the limit', () => {
    const many = Array.from({ length: 31 }, (_, days) =>
      days < 30 ? bar(String(days), 1) : bar('30+', 1, 'attention'),
    );
    const names = (data: readonly Bar[]): number =>
      [...chartSvg(chart(data)).matchAll(/translate\([\d.]+ 296\)/g)].length;
    expect(names(BARS)).toBe([...'0-4', ...'5-9', ...'10-14', ...'15+'].length);
    expect(names(many)).toBe([...'0', ...'5', ...'10', ...'15', ...'20', ...'25', ...'30+'].length);
  });

  it.each(['start', 'middle', 'end'] as const)('places a number by its %s', (anchor) => {
    const xs = [...digits('120', 100, 0, anchor).matchAll(/translate\(([\d.]+) /g)].map(([, x]) => Number(x));
    const left = { start: 100, middle: 100 - digitsWidth('120') / 2, end: 100 - digitsWidth('120') }[anchor];
    expect(xs[0]).toBeCloseTo(left, 1);
    expect(xs.every((x, index) => index === 0 || x > (xs[index - 1] ?? 0))).toBe(true);
  });

  it('comes out as a PNG of twice its size, with ink where its digits stand, though no font is looked for', async () => {
    const png = Buffer.from(await chartPng(chart(BARS)));
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([CHART_SIZE.width * 2, CHART_SIZE.height * 2]);
    const blank = await chartPng(chart([]));
    expect(png.byteLength).toBeGreaterThan(blank.byteLength + 500);
  });
});
