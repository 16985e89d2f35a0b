import type { Bar, BarChart } from '../../../platform/cards/adaptiveCard.ts';
import { DIGIT_HEIGHT, digits, digitsWidth, round } from './digits.ts';

/** In points; the picture has twice as many pixels each way. */
export const CHART_SIZE = { width: 640, height: 320 } as const;

/** Where the bars stand. Room at the left for five digits, below for one line of them. */
export const PLOT = { left: 56, right: 624, top: 30, bottom: 284 } as const;

const COLORS = { categoricalBlue: '#2f6fb0', attention: '#c4314b' } as const;

const [GROUND, LINE, INK] = ['#ffffff', '#d9d9d9', '#4a4a4a'];

/** One recording among thousands must still be seen; one past its limit, at a glance. */
const LEAST_HEIGHT = { categoricalBlue: 2, attention: 8 } as const;

/** So many bars have room for their names; of more, every fifth is named. */
const ALL_NAMED = 12;

const NAMED_EVERY = 5;

/** Of its share of the width, what a bar takes. */
const BAR_SHARE = 0.7;

/** Where a bar stands, in points. */
export interface PlacedBar {
  readonly bar: Bar;
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly height: number;
}

const STEPS = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10];

/** Where the scale ends: a round number at or above the highest bar, at least 4, of four or five equal parts. */
export function scaleEnd(highest: number): number {
  const least = Math.max(4, highest);
  const power = 10 ** Math.floor(Math.log10(least));
  const ends = STEPS.map((step) => Math.round(step * power * 10) / 10);
  return ends.find((end) => end >= least && (end % 4 === 0 || end % 5 === 0)) ?? 10 * power;
}

/** Bars side by side over the whole width of the plot. */
export function placeBars(bars: readonly Bar[]): readonly PlacedBar[] {
  const step = (PLOT.right - PLOT.left) / Math.max(1, bars.length);
  const end = scaleEnd(Math.max(0, ...bars.map(({ y }) => y)));
  return bars.map((bar, index) => {
    const height = bar.y === 0 ? 0 : Math.max(LEAST_HEIGHT[bar.color], (bar.y / end) * (PLOT.bottom - PLOT.top));
    return {
      bar,
      x: round(PLOT.left + index * step + (step * (1 - BAR_SHARE)) / 2),
      width: round(step * BAR_SHARE),
      y: round(PLOT.bottom - height),
      height: round(height),
    };
  });
}

/** The picture of a chart: its bars, a scale in digits, and a dashed red line before the first red bar: the limit. */
export function chartSvg({ data }: Pick<BarChart, 'data'>): string {
  const { width, height } = CHART_SIZE;
  const placed = placeBars(data);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${GROUND}"/>`,
    scale(scaleEnd(Math.max(0, ...data.map(({ y }) => y)))),
    ...placed.map(
      ({ bar, ...box }) =>
        `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="${COLORS[bar.color]}"/>`,
    ),
    ...placed.map((each, index) => label(each, index, placed)),
    limitLine(placed),
    '</svg>',
  ].join('');
}

/** Four lines across with their numbers, and the base. */
function scale(end: number): string {
  const parts = end % 4 === 0 ? 4 : 5;
  const marks = Array.from({ length: parts + 1 }, (_, index) => (end / parts) * index);
  return marks
    .map((value) => {
      const y = round(PLOT.bottom - (value / end) * (PLOT.bottom - PLOT.top));
      const line = `<path d="M${PLOT.left} ${y}H${PLOT.right}" stroke="${value === 0 ? INK : LINE}"/>`;
      return Number.isInteger(value)
        ? line + inked(digits(String(value), PLOT.left - 8, y - DIGIT_HEIGHT / 2, 'end'), INK)
        : line;
    })
    .join('');
}

const inked = (strokes: string, color: string): string =>
  `<g fill="none" stroke="${color}" stroke-width="1.3" stroke-linecap="round" stroke-linejoin="round">${strokes}</g>`;

const isLimit = ({ bar }: PlacedBar): boolean => bar.color === 'attention';

/** The name below a bar; one that would touch the limit's is left out. */
function label(each: PlacedBar, index: number, placed: readonly PlacedBar[]): string {
  const limit = placed.find(isLimit);
  const name = (at: PlacedBar): { readonly middle: number; readonly half: number } => ({
    middle: at.x + at.width / 2,
    half: digitsWidth(at.bar.x) / 2,
  });
  const own = name(each);
  const shown = each === limit || placed.length <= ALL_NAMED || index % NAMED_EVERY === 0;
  const touches =
    limit !== undefined &&
    each !== limit &&
    Math.abs(name(limit).middle - own.middle) < name(limit).half + own.half + DIGIT_HEIGHT / 2;
  if (!shown || touches) return '';
  return inked(digits(each.bar.x, own.middle, PLOT.bottom + 12, 'middle'), isLimit(each) ? COLORS.attention : INK);
}

function limitLine(placed: readonly PlacedBar[]): string {
  const limit = placed.find(isLimit);
  if (limit === undefined) return '';
  const x = round(limit.x - (limit.width / BAR_SHARE) * ((1 - BAR_SHARE) / 2));
  return `<path d="M${x} ${PLOT.top - 14}V${PLOT.bottom}" stroke="${COLORS.attention}" stroke-width="1.5" stroke-dasharray="5 4"/>`;
}
