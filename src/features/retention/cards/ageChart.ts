import type { Bar } from '../../../platform/cards/adaptiveCard.ts';
import type { ReportLayout } from '../../../platform/cards/layouts.ts';
import { countOf } from '../../../platform/cards/wording.ts';
import type { RetentionReport } from '../model/reports.ts';

/** Bars before the limit: with more of them Teams cuts their names down to one letter. */
const BANDS = 6;

interface Band {
  readonly first: number;
  /** Infinity for the limit and beyond. */
  readonly last: number;
  readonly count: number;
}

/** The chart of recordings by age, and the same in words; nothing when nothing is stored. */
export function presentAges({ ages, recordingsDays }: RetentionReport): Pick<ReportLayout, 'chart'> {
  if (ages.every((count) => count === 0)) return {};
  const bands = bandsOf(ages, recordingsDays);
  return {
    chart: {
      title: `Days since the call. Red: the limit of ${countOf(recordingsDays, 'day')}, or older`,
      bars: bands.map(barOf),
      words: `Days since the call: ${bands.map(bandInWords).join('; ')}.`,
    },
  };
}

/** Days of age in a few bands of one size; what is at the limit or past it by itself. */
function bandsOf(ages: readonly number[], limit: number): readonly Band[] {
  const size = Math.ceil(limit / BANDS);
  const starts = Array.from({ length: Math.ceil(limit / size) }, (_, index) => index * size);
  const within = starts.map((first) => ({ first, last: Math.min(first + size, limit) - 1 }));
  return [...within, { first: limit, last: Number.POSITIVE_INFINITY }].map((band) => ({
    ...band,
    count: ages.filter((_, days) => days >= band.first && days <= band.last).reduce((sum, each) => sum + each, 0),
  }));
}

const isLimit = ({ last }: Band): boolean => last === Number.POSITIVE_INFINITY;

const barOf = (band: Band): Bar => ({
  x: isLimit(band) ? `${band.first}+` : band.first === band.last ? `${band.first}` : `${band.first}-${band.last}`,
  y: band.count,
  color: isLimit(band) ? 'attention' : 'categoricalBlue',
});

const bandInWords = (band: Band): string =>
  isLimit(band)
    ? `${band.first}, the limit, or more: ${band.count === 0 ? 'none' : band.count}`
    : `${band.first}${band.first === band.last ? '' : ` to ${band.last}`}: ${band.count}`;
