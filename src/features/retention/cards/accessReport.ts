import { listOf } from '../../../kernel/listOf.ts';
import { type FactRow, row } from '../../../platform/cards/factRow.ts';
import type { ReportLayout } from '../../../platform/cards/layouts.ts';
import { countOf, dateText, listText, waitText } from '../../../platform/cards/wording.ts';
import type { AccessReport } from '../model/reports.ts';
import { unfinishedText } from './retentionReport.ts';

/** What a manager reads of refusals; the rest are counted. */
const REFUSED_SHOWN = 8;

const PEOPLE_SHOWN = 10;

/** The week's report: who asked for what, how fast it was decided, and what stands out. */
export function presentAccessReport(report: AccessReport): ReportLayout {
  const asked = report.purposes.reduce((sum, purpose) => sum + purpose.asked, 0);
  const period = `${dateText(report.from)} to ${dateText(report.to)}`;
  const { unfinished } = report;
  const count = asked === 0 ? 'Nobody asked to hear a recording.' : `${countOf(asked, 'request')} to hear a recording.`;
  const status = unfinished ? `${unfinishedText(unfinished)} ${count}` : count;
  const often = report.often.length > 0;
  const tables: ReportLayout['tables'] = listOf([
    often && {
      title: 'Asked unusually often (policy 5.3)',
      facts: report.often.slice(0, PEOPLE_SHOWN).map(oftenRow),
      note: 'Ask them why. Often there is a good reason; browsing is not one.',
    },
    asked > 0 && {
      title: 'By purpose',
      facts: report.purposes.filter(({ asked: count }) => count > 0).map(purposeRow),
      ...notAskedOf(report),
    },
    { title: 'What became of it', facts: decisionFacts(report) },
    report.refused.length > 0 && { title: 'Attempts the desk refused', facts: refusedRows(report) },
  ]);
  return {
    title: 'Who asked to hear recordings',
    tone: often || unfinished ? 'warning' : 'emphasis',
    status,
    speak: `Who asked to hear recordings, ${period}. ${status}`,
    period,
    tables,
  };
}

type PurposeCount = AccessReport['purposes'][number];

const purposeRow = ({ title, asked, ...counts }: PurposeCount): FactRow =>
  row(
    title,
    `${asked} asked: ${listText(
      (['released', 'denied', 'expired', 'withdrawn', 'waiting'] as const)
        .filter((outcome) => counts[outcome] > 0)
        .map((outcome) => `${counts[outcome]} ${outcome === 'expired' ? 'lapsed' : outcome}`),
    )}`.replace(/: $/, ''),
  );

function notAskedOf({ purposes }: AccessReport): { readonly quiet?: string } {
  const titles = purposes.filter(({ asked }) => asked === 0).map(({ title }) => title);
  return titles.length === 0 || titles.length === purposes.length
    ? {}
    : { quiet: `Not asked for: ${titles.join('; ')}.` };
}

const decisionFacts = (report: AccessReport): readonly FactRow[] => [
  row('Decided', decidedText(report)),
  row('Hearings', noneOr(report.playbacks, 'time', 'times')),
  row('Heard before deciding', noneOr(report.heardFirst, 'time', 'times')),
  row('Access stopped', noneOr(report.stopped, 'time', 'times')),
  row('Calls ordered deleted', ordersText(report)),
];

const noneOr = (count: number, one: string, many: string): string => (count === 0 ? 'none' : countOf(count, one, many));

function decidedText({ decided, medianDecisionMs, longestDecisionMs }: AccessReport): string {
  if (decided === 0 || medianDecisionMs === null || longestDecisionMs === null)
    return decided === 0 ? 'none' : String(decided);
  return decided === 1
    ? `1, after ${waitText(longestDecisionMs)}`
    : `${decided}: half of them within ${waitText(medianDecisionMs)}, the slowest after ${waitText(longestDecisionMs)}`;
}

function ordersText({ orders: { cardPayment, optOut } }: AccessReport): string {
  const parts = listOf([
    cardPayment > 0 && `${cardPayment} because of card details`,
    optOut > 0 && `${optOut} because the caller did not want to be recorded`,
  ]);
  return parts.length === 0 ? 'none' : listText(parts);
}

const oftenRow = ({ name, count, usual }: AccessReport['often'][number]): FactRow =>
  row(name, `${countOf(count, 'request')}; ${usual} is usual`);

function refusedRows({ refused }: AccessReport): readonly FactRow[] {
  const rest = refused.slice(REFUSED_SHOWN).reduce((sum, { count }) => sum + count, 0);
  return listOf([
    ...refused.slice(0, REFUSED_SHOWN).map(({ what, count }) => row(what, String(count))),
    rest > 0 && row('Others', String(rest)),
  ]);
}
