import { listOf } from '../../../kernel/listOf.ts';
import { NEW } from '../../../kernel/target.ts';
import type { Button, ListLayout, ListRow } from '../../../platform/cards/layouts.ts';
import { countOf, dateText, momentText } from '../../../platform/cards/wording.ts';
import type { CaseLine } from '../../cases/listCases.ts';
import { searchActions } from '../../cases/model/actions.ts';
import { listeningActions } from '../../listening/model/actions.ts';
import { buttonsOf, viewButton } from '../../messaging/button.ts';
import { delegationActions } from '../../people/model/actions.ts';
import { requestActions } from '../../requests/model/actions.ts';
import { requestStateText } from '../../requests/text.ts';
import type { HomeView } from '../loadHome.ts';
import { homeActions } from '../model/actions.ts';
import type { HomeCardOf } from './views.ts';

const home = buttonsOf(homeActions);

const request = buttonsOf(requestActions);

/** What fits a message on both platforms with its buttons. */
const ROWS_SHOWN = 9;

/** A page of what one person finds at the desk: what is late first, then what waits for them, then what is due next. */
export function presentHome({ view, page }: HomeCardOf<'home'>): ListLayout {
  const isLate = ({ daysLeft }: CaseLine): boolean => daysLeft !== null && daysLeft < 0;
  const rows = [
    ...caseRows(view.cases.filter(isLate)),
    ...waitingRows(view),
    ...holdRows(view),
    ...caseRows(view.cases.filter((line) => !isLate(line))),
    ...delegateRows(view),
    ...mineRows(view),
  ];
  const shown = rows.slice((page - 1) * ROWS_SHOWN, page * ROWS_SHOWN);
  const left = rows.length - page * ROWS_SHOWN;
  const waits = view.waiting.length + view.holdsToEnd.length;
  const late = view.cases.filter(isLate).length;
  const status = listOf([
    late > 0 && `${countOf(late, 'case')} late.`,
    waits > 0 ? `${countOf(waits, 'decision')} ${waits === 1 ? 'waits' : 'wait'} for you.` : 'Nothing waits for you.',
  ]).join(' ');
  return {
    title: 'Recording Desk',
    tone: late > 0 ? 'attention' : waits > 0 ? 'warning' : 'good',
    status,
    speak: `Recording Desk. ${status}`,
    rows: shown,
    ...(left > 0 ? { more: `And ${countOf(left, 'more', 'more')}.` } : {}),
    buttons: pageButtons(page, left > 0),
    groups: [{ heading: 'Start something', buttons: startButtons(view) }],
  };
}

const pageButtons = (page: number, hasMore: boolean): readonly Button[] =>
  listOf([
    page > 1 && home('Back to the first', 'home', { kind: 'home', page: 1 }),
    hasMore && home('Show more', 'home', { kind: 'home', page: page + 1 }),
  ]);

const startButtons = ({ isDpo }: HomeView): readonly Button[] =>
  listOf([
    request('Request a recording', 'request', NEW, 'positive'),
    isDpo && buttonsOf(searchActions)('Find recordings', 'search', NEW),
    home('Look again', 'home', { kind: 'home', page: 1 }),
  ]);

const waitingRows = ({ waiting, zone }: HomeView): readonly ListRow[] =>
  waiting.map((line) => ({
    title: `To decide: ${line.title}`,
    text: `${line.requesterName}, ${momentText(line.submittedAt, zone)}`,
    buttons: [viewButton('Decide', 'show', { kind: 'request', id: line.id }, 'positive')],
  }));

const holdRows = ({ holdsToEnd }: HomeView): readonly ListRow[] =>
  holdsToEnd.map((id) => ({
    title: `To decide: end hold ${id}`,
    text: 'The Data Protection Officer asks one director.',
    buttons: [viewButton('Look at it', 'show', { kind: 'hold', id })],
  }));

const delegateRows = ({ delegates }: HomeView): readonly ListRow[] =>
  delegates.map(({ id, name, fromDate, untilDate }) => ({
    title: `Stand-in: ${name}`,
    text: `From ${dateText(fromDate)} to the end of ${dateText(untilDate)}.`,
    buttons: [buttonsOf(delegationActions)('End it now', 'end-delegation', { kind: 'delegation', id }, 'destructive')],
  }));

const caseRows = (cases: readonly CaseLine[]): readonly ListRow[] =>
  cases.map((line) => ({
    title: `${line.kind === 'police' ? 'Police request' : 'Subject access'} ${line.id}`,
    text: caseStatus(line),
    buttons: [viewButton('Open', 'show', { kind: 'case', id: line.id })],
  }));

function caseStatus({ kind, due, daysLeft, isPaused, isSettled, receivedOn }: CaseLine): string {
  const received = `received ${dateText(receivedOn)}`;
  if (isSettled) return `Answered; ${received}. It can be closed.`;
  if (isPaused) return `Waiting for clarification; ${received}.`;
  if (kind === 'police' || due === null || daysLeft === null) return `Open; ${received}.`;
  if (daysLeft < 0) return `LATE by ${countOf(-daysLeft, 'day')}: was due ${dateText(due)}.`;
  return `${countOf(daysLeft, 'day')} left: due ${dateText(due)}.`;
}

const mineRows = ({ mine, zone }: HomeView): readonly ListRow[] =>
  mine.map((line) => ({
    title: line.title,
    text: `${requestStateText(line.state)}${line.until === null ? '' : ` until ${momentText(line.until, zone)}`}`,
    buttons: listOf([
      line.canListen && buttonsOf(listeningActions)('Listen', 'listen', { kind: 'request', id: line.id }, 'positive'),
      line.canWithdraw && request('Withdraw', 'withdraw', { kind: 'request', id: line.id }),
    ]),
  }));
