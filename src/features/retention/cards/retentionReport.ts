import { listOf } from '../../../kernel/listOf.ts';
import { dateIn, epochMs, timeIn } from '../../../kernel/time.ts';
import type { Bar } from '../../../platform/cards/adaptiveCard.ts';
import { type FactRow, row } from '../../../platform/cards/factRow.ts';
import type { ReportLayout } from '../../../platform/cards/layouts.ts';
import { countOf, dateText, lengthText, listText, momentText, sizeText } from '../../../platform/cards/wording.ts';
import type { RetentionReport, Tally } from '../model/reports.ts';

/** Bars before the limit: with more of them Teams cuts their names down to one letter. */
const BANDS = 6;

interface Band {
  readonly first: number;
  /** Infinity for the limit and beyond. */
  readonly last: number;
  readonly count: number;
}

/** The chart of recordings by age, and the same in words; nothing when nothing is stored. */
function presentAges({ ages, recordingsDays }: RetentionReport): Pick<ReportLayout, 'chart'> {
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

/** The morning's report: red with what to do, or green; then what went, what is left, and how old it is. */
export function presentRetentionReport(report: RetentionReport): ReportLayout {
  const { alarms, unfinished } = report;
  const good = alarms.length === 0 && unfinished === undefined;
  const status = listOf([
    unfinished && unfinishedText(unfinished),
    good && `All is well. Nothing is kept past ${countOf(report.recordingsDays, 'day')}.`,
    alarms.length > 0 && `Not well: ${countOf(alarms.length, 'thing')} to put right.`,
  ]).join(' ');
  return {
    title: `Call recordings, ${dateText(report.date)}`,
    tone: good ? 'good' : 'attention',
    status,
    speak: `Report on call recordings, ${dateText(report.date)}. ${status}`,
    alarms: alarms.map((text) => ({ text })),
    tables: [
      { title: 'Deleted since the last report', facts: deletedFacts(report) },
      { title: 'What is left', facts: leftFacts(report) },
    ],
    ...presentAges(report),
    footer: footerOf(report),
  };
}

/** The end of the audit, and its checkpoint in one line, as `npm run audit -- verify --heads` reads them again. */
function footerOf({ chainHead, checkpoint, auditRemarks, madeAt, zone }: RetentionReport): string {
  // A checkpoint vouches for the whole of it; without one this is the only copy.
  const hash = checkpoint === null ? chainHead.hash : `${chainHead.hash.slice(0, 12)}…`;
  const head = `A copy of the end of the audit log, kept here outside the desk: entry ${chainHead.seq}, ${hash}.`;
  const signed = checkpoint === null ? [] : [`Its checkpoint: ${checkpoint}`];
  return [head, ...auditRemarks, `Made ${momentText(madeAt, zone)}.`, ...signed].join(' ');
}

/** The first line of a report that was made while a pass had failed. */
export const unfinishedText = (passes: readonly string[]): string =>
  `Not all of it is counted: ${listText(passes)} failed when last tried. The log says why, and the desk tries again.`;

const deletedFacts = ({ deleted, recordingsDays }: RetentionReport): readonly FactRow[] => [
  row(`Reached ${countOf(recordingsDays, 'day')}`, tallyText(deleted.age)),
  row('Card details read out', tallyText(deleted['card-payment'])),
  row('Caller did not want it', tallyText(deleted['opt-out'])),
];

const tallyText = ({ count, durationMs, bytes }: Tally): string =>
  count === 0
    ? 'none'
    : listOf([
        countOf(count, 'recording'),
        durationMs > 0 && `${lengthText(Math.max(60_000, wholeMinutes(durationMs)))} of audio`,
        sizeText(bytes),
      ]).join(', ');

const wholeMinutes = (ms: number): number => Math.round(ms / 60_000) * 60_000;

const leftFacts = (report: RetentionReport): readonly FactRow[] =>
  listOf([
    row('Stored', report.stored === 0 ? 'no recordings' : countOf(report.stored, 'recording')),
    row('Past the limit', noneOr(report.pastLimit, 'recording')),
    row('Not deleted yet', noneOr(report.failed, 'recording')),
    report.keptForHolds > 0 && row('Past the limit, for a hold', countOf(report.keptForHolds, 'recording')),
    row(
      'Kept by a hold',
      report.held === null
        ? 'not known: storage does not answer'
        : report.held === 0
          ? 'none'
          : countOf(report.held, 'copy', 'copies'),
    ),
    row('Unreadable files', noneOr(report.unread, 'file')),
    row('Oldest recording', oldestText(report)),
    row('Last deletion', lastRunText(report)),
    row('Next deletion', momentText(report.nextRun, report.zone)),
  ]);

const noneOr = (count: number, what: string): string => (count === 0 ? 'none' : countOf(count, what));

function oldestText({ oldestLeft, madeAt, zone }: RetentionReport): string {
  if (oldestLeft === null) return 'none';
  const days = Math.floor((epochMs(madeAt) - epochMs(oldestLeft)) / 86_400_000);
  return `${momentText(oldestLeft, zone)}, ${countOf(days, 'day')} old`;
}

function lastRunText({ lastRun, zone }: RetentionReport): string {
  if (lastRun === null) return 'none has ended well yet';
  const { startedAt, finishedAt } = lastRun;
  const end =
    dateIn(startedAt, zone) === dateIn(finishedAt, zone) ? timeIn(finishedAt, zone) : momentText(finishedAt, zone);
  return timeIn(startedAt, zone) === timeIn(finishedAt, zone)
    ? momentText(startedAt, zone)
    : `${momentText(startedAt, zone)} to ${end}`;
}
