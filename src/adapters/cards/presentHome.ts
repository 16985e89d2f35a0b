import type { DisclosureKind } from '../../domain/case/disclosure.ts';
import type { CardView } from '../../usecases/cardView.ts';
import type { CaseLine, HomeView } from '../../usecases/home.ts';
import type { CardData } from './expand.ts';
import { requestStateText } from './presentOthers.ts';
import { row } from './presentRequest.ts';
import { type Button, formData, type SheetRow, sheetData } from './sheet.ts';
import { countOf, dateText, lengthText, momentText } from './wording.ts';

type Of<Kind extends CardView['kind']> = Extract<CardView, { kind: Kind }>;

/** What fits a message on both platforms with its buttons. */
const ROWS_SHOWN = 9;

/** What one person finds when they open the desk. */
export function presentHome({ view }: Of<'home'>): CardData {
  const rows = [...waitingRows(view), ...holdRows(view), ...caseRows(view), ...mineRows(view)];
  const waits = view.waiting.length + view.holdsToEnd.length;
  const late = view.cases.filter(({ daysLeft }) => daysLeft !== null && daysLeft < 0).length;
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
    rows: rows.slice(0, ROWS_SHOWN),
    ...(rows.length > ROWS_SHOWN
      ? { more: `And ${countOf(rows.length - ROWS_SHOWN, 'more', 'more')}.` }
      : {}),
    groups: [{ heading: 'Start something', buttons: startButtons(view) }],
  });
}

const startButtons = ({ isDpo }: HomeView): readonly Button[] => [
  { title: 'Request a recording', verb: 'open-request', id: 'new', style: 'positive' },
  ...(isDpo ? [{ title: 'Find recordings', verb: 'open-search', id: 'new' } as const] : []),
  { title: 'Look again', verb: 'open-home', id: 'new' },
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

const caseRows = ({ cases }: HomeView): readonly SheetRow[] =>
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

const DISCLOSED: Readonly<Record<DisclosureKind, string>> = {
  'link-given': 'Link given',
  heard: 'Heard',
  'copy-given': 'Copy given',
  'link-ended': 'Link ended',
};

/** The newest lines of the register of everything disclosed. */
export const presentRegister = ({ lines, hasMore, canExport, zone }: Of<'register'>): CardData =>
  sheetData({
    title: 'Disclosures',
    tone: 'emphasis',
    status:
      lines.length === 0 ? 'Nothing has left the practice.' : 'What left the practice, the newest first.',
    speak: 'The register of disclosures.',
    rows: lines.map((line) => ({
      title: `${DISCLOSED[line.kind]}: ${line.toWhom === '' ? 'erased' : line.toWhom}`,
      text: `${momentText(line.at, zone)}, ${line.requestId}, ${line.ground}, ${lengthText(line.durationMs)}${line.silenced > 0 ? `, ${countOf(line.silenced, 'part')} silenced` : ''}`,
      buttons: [],
    })),
    ...(hasMore ? { more: 'Older lines stand in the file.' } : {}),
    next: canExport
      ? 'The file has disclosures, holds, cases and refusals, one a line, for a spreadsheet.'
      : 'The file needs the desk’s own address: set PUBLIC_URL.',
    groups: canExport
      ? [
          {
            heading: '',
            buttons: [{ title: 'Get the register (CSV)', verb: 'register-papers', id: 'register' }],
          },
        ]
      : [],
  });

/** `/dpo-delegate`: who stands in, between which days. */
export const presentDelegationForm = ({ people, today, form }: Of<'delegation-form'>): CardData =>
  formData(
    {
      title: 'Name a stand-in',
      explain:
        'They may then do what you do, and must state each time how they consulted you (policy 5.7). You are told of each agreement. It is over by itself after the last day.',
      speak: 'Name somebody to stand in for the Data Protection Officer.',
      fields: [
        {
          kind: 'choice',
          id: 'email',
          label: 'Who',
          required: true,
          missing: 'Choose somebody.',
          choices: people
            .slice(0, 100)
            .map(({ email, name }) => ({ title: name.slice(0, 75), value: email })),
        },
        { kind: 'date', id: 'from', label: 'From', required: true, usual: today },
        { kind: 'date', id: 'until', label: 'Until, the last day included', required: true },
      ],
      sendTitle: 'Name them',
      sendVerb: 'send-delegation',
      id: 'new',
    },
    form,
  );

/** Who stands in for the DPO, between which days; to both of them. */
export function presentDelegation({
  delegation,
  name,
  namedBy,
  now,
  mayEnd,
  zone,
}: Of<'delegation'>): CardData {
  const isOver = delegation.until <= now;
  const isBegun = delegation.from <= now;
  return sheetData({
    title: 'Standing in for the Data Protection Officer',
    tone: isOver ? 'emphasis' : isBegun ? 'good' : 'accent',
    status: isOver
      ? `Over since ${momentText(delegation.until, zone)}.`
      : isBegun
        ? `${name} stands in until the end of ${dateText(delegation.untilDate)}.`
        : `${name} will stand in from ${dateText(delegation.fromDate)}.`,
    speak: `${name} stands in for the Data Protection Officer.`,
    facts: [
      row('Who', name),
      row('From', dateText(delegation.fromDate)),
      row('Until', `end of ${dateText(delegation.untilDate)}`),
      row('Named by', `${namedBy}, ${momentText(delegation.namedAt, zone)}`),
    ],
    next: isOver
      ? 'Nothing is to be done.'
      : 'Whoever stands in states at each agreement when and how the Data Protection Officer was consulted.',
    groups:
      mayEnd && !isOver
        ? [
            {
              heading: '',
              buttons: [
                { title: 'End it now', verb: 'end-delegation', id: delegation.id, style: 'destructive' },
              ],
            },
          ]
        : [],
  });
}
