import { listOf } from '../../../kernel/listOf.ts';
import { NEW } from '../../../kernel/target.ts';
import type { Button, ListLayout, ListRow } from '../../../platform/cards/layouts.ts';
import { countOf, dateText, momentText } from '../../../platform/cards/wording.ts';
import type { CaseLine } from '../../cases/listCases.ts';
import { caseActions, searchActions } from '../../cases/model/actions.ts';
import { buttonsOf, viewButton } from '../../messaging/button.ts';
import { pageOf } from '../../messaging/pages.ts';
import { delegationActions } from '../../people/model/actions.ts';
import { requestActions } from '../../requests/model/actions.ts';
import { requestRow } from '../../requests/requestRow.ts';
import { retentionActions } from '../../retention/model/actions.ts';
import type { HomeView } from '../loadHome.ts';
import { homeActions } from '../model/actions.ts';
import type { HomeCardOf } from './views.ts';

const home = buttonsOf(homeActions);

const request = buttonsOf(requestActions);

/** A page of what one person finds at the desk: cases with a date, what waits for them, their own requests. */
export function presentHome({ view, page }: HomeCardOf<'home'>): ListLayout {
  const isDated = ({ daysLeft }: CaseLine): boolean => daysLeft !== null;
  const shown = pageOf(
    [
      ...caseRows(view.cases.filter(isDated)),
      ...waitingRows(view),
      ...holdRows(view),
      ...caseRows(view.cases.filter((line) => !isDated(line))),
      ...delegateRows(view),
      ...view.mine.map((line) => requestRow(line, view.zone)),
    ],
    page,
    (title, to) => home(title, 'home', { kind: 'home', page: to }),
  );
  const { status, tone } = statusOf(view);
  return {
    title: 'Recording Desk',
    tone,
    status,
    speak: `Recording Desk. ${status}`,
    ...shown,
    groups: [{ heading: 'Start something', buttons: startButtons(view) }],
  };
}

/** What waits, in a sentence: an open case is never nothing. */
function statusOf({ cases, waiting, holdsToEnd }: HomeView): Pick<ListLayout, 'tone'> & { readonly status: string } {
  const late = cases.filter(({ daysLeft }) => daysLeft !== null && daysLeft < 0).length;
  const next = cases.find(({ daysLeft, due }) => daysLeft !== null && daysLeft >= 0 && due !== null)?.due;
  const decisions = waiting.length + holdsToEnd.length;
  const said = listOf([
    late > 0 && `${countOf(late, 'case')} late.`,
    cases.length > late &&
      `${countOf(cases.length - late, 'case')} open${next ? `, the next due ${dateText(next)}` : ''}.`,
    decisions > 0 && `${countOf(decisions, 'decision')} ${decisions === 1 ? 'waits' : 'wait'} for you.`,
  ]);
  const tone = late > 0 ? 'attention' : said.length > 0 ? 'warning' : 'good';
  return { tone, status: said.join(' ') || 'Nothing waits for you.' };
}

const startButtons = ({ isDpo }: HomeView): readonly Button[] =>
  listOf([
    request('Request a recording', 'request', NEW, 'positive'),
    request('My requests', 'my-requests', { kind: 'mine', page: 1 }),
    buttonsOf(retentionActions)('A card was read out', 'card-payment', NEW),
    buttonsOf(retentionActions)('Caller does not want recording', 'unrecorded-line', NEW),
    buttonsOf(caseActions)('Subject access', 'subject-access', NEW),
    buttonsOf(caseActions)('Police request', 'police', NEW),
    isDpo && buttonsOf(searchActions)('Find recordings', 'search', NEW),
    home('Look again', 'home', { kind: 'home', page: 1 }),
  ]);

const waitingRows = ({ waiting, zone }: HomeView): readonly ListRow[] =>
  waiting.map((line) => ({
    title: `To decide: ${line.id}, ${line.title}`,
    text: `${line.requesterName} asks for a call ${line.call}. Asked ${momentText(line.submittedAt, zone)}.`,
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
