import type { CardView } from '../../../chat/cardView.ts';
import type { CardData } from '../../../platform/cards/cardData.ts';
import { type Button, type SheetRow, sheetData } from '../../../platform/cards/layouts.ts';
import { countOf, dateText, momentText } from '../../../platform/cards/wording.ts';
import type { CaseLine, HomeView } from '../homeView.ts';
import { requestStateText } from './others.ts';

type Of<Kind extends CardView['kind']> = Extract<CardView, { kind: Kind }>;

/** What fits a message on both platforms with its buttons. */
const ROWS_SHOWN = 9;

/** What one person finds when they open the desk, a page of it: what is late first, then what waits for them, then what is due next. */
export function presentHome({ view, page }: Of<'home'>): CardData {
  const isLate = ({ daysLeft }: CaseLine): boolean => daysLeft !== null && daysLeft < 0;
  const rows = [
    ...caseRows(view.cases.filter(isLate)),
    ...waitingRows(view),
    ...holdRows(view),
    ...caseRows(view.cases.filter((line) => !isLate(line))),
    ...standInRows(view),
    ...mineRows(view),
  ];
  const shown = rows.slice((page - 1) * ROWS_SHOWN, page * ROWS_SHOWN);
  const left = rows.length - page * ROWS_SHOWN;
  const waits = view.waiting.length + view.holdsToEnd.length;
  const late = view.cases.filter(isLate).length;
  const status = [
    ...(late > 0 ? [`${countOf(late, 'case')} late.`] : []),
    waits > 0
      ? `${countOf(waits, 'decision')} ${waits === 1 ? 'waits' : 'wait'} for you.`
      : 'Nothing waits for you.',
  ].join(' ');
  return sheetData({
    title: 'Recording Desk',
    tone: late > 0 ? 'attention' : waits > 0 ? 'warning' : 'good',
    status,
    speak: `Recording Desk. ${status}`,
    rows: shown,
    ...(left > 0 ? { more: `And ${countOf(left, 'more', 'more')}.` } : {}),
    groups: [
      { heading: '', buttons: pageButtons(page, left > 0) },
      { heading: 'Start something', buttons: startButtons(view) },
    ],
  });
}

const pageButtons = (page: number, hasMore: boolean): readonly Button[] => [
  ...(page > 1 ? [{ title: 'Back to the first', verb: 'open-home', id: '1' } as const] : []),
  ...(hasMore ? [{ title: 'Show more', verb: 'open-home', id: String(page + 1) } as const] : []),
];

const startButtons = ({ isDpo }: HomeView): readonly Button[] => [
  { title: 'Request a recording', verb: 'open-request', id: 'new', style: 'positive' },
  ...(isDpo ? [{ title: 'Find recordings', verb: 'open-search', id: 'new' } as const] : []),
  { title: 'Look again', verb: 'open-home', id: '1' },
];

const waitingRows = ({ waiting, zone }: HomeView): readonly SheetRow[] =>
  waiting.map((line) => ({
    title: `To decide: ${line.title}`,
    text: `${line.requesterName}, ${momentText(line.submittedAt, zone)}`,
    buttons: [{ title: 'Decide', verb: 'show', id: line.id, style: 'positive' }],
  }));

const holdRows = ({ holdsToEnd }: HomeView): readonly SheetRow[] =>
  holdsToEnd.map((id) => ({
    title: `To decide: end hold ${id}`,
    text: 'The Data Protection Officer asks one director.',
    buttons: [{ title: 'Look at it', verb: 'show', id }],
  }));

const standInRows = ({ standIns }: HomeView): readonly SheetRow[] =>
  standIns.map(({ id, name, fromDate, untilDate }) => ({
    title: `Stand-in: ${name}`,
    text: `From ${dateText(fromDate)} to the end of ${dateText(untilDate)}.`,
    buttons: [{ title: 'End it now', verb: 'end-delegation', id, style: 'destructive' }],
  }));

const caseRows = (cases: readonly CaseLine[]): readonly SheetRow[] =>
  cases.map((line) => ({
    title: `${line.kind === 'police' ? 'Police request' : 'Subject access'} ${line.id}`,
    text: caseStanding(line),
    buttons: [{ title: 'Open', verb: 'show', id: line.id }],
  }));

function caseStanding({ kind, due, daysLeft, isPaused, isSettled, receivedOn }: CaseLine): string {
  const received = `received ${dateText(receivedOn)}`;
  if (isSettled) return `Answered; ${received}. It can be closed.`;
  if (isPaused) return `Waiting for clarification; ${received}.`;
  if (kind === 'police' || due === null || daysLeft === null) return `Open; ${received}.`;
  if (daysLeft < 0) return `LATE by ${countOf(-daysLeft, 'day')}: was due ${dateText(due)}.`;
  return `${countOf(daysLeft, 'day')} left: due ${dateText(due)}.`;
}

const mineRows = ({ mine, zone }: HomeView): readonly SheetRow[] =>
  mine.map((line) => ({
    title: line.title,
    text: `${requestStateText(line.state)}${line.until === null ? '' : ` until ${momentText(line.until, zone)}`}`,
    buttons: [
      ...(line.canListen
        ? [{ title: 'Listen', verb: 'listen', id: line.id, style: 'positive' } as const]
        : []),
      ...(line.canWithdraw ? [{ title: 'Withdraw', verb: 'withdraw', id: line.id } as const] : []),
    ],
  }));
