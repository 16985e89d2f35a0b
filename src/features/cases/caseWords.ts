import { listOf } from '../../kernel/listOf.ts';
import { countOf, dateText, listText } from '../../kernel/text.ts';
import { formatNumber } from '../recordings/model/externalNumber.ts';
import type { CaseView } from './loadCaseView.ts';
import type { CaseRecord, RefusalGround } from './model/case.ts';
import type { ClockReading } from './model/deadline.ts';
import type { HeldState } from './model/hold.ts';

/** Ways a report can have come, as the form offers them. */
export const CHANNELS = {
  letter: 'Letter',
  email: 'E-mail',
  phone: 'Telephone',
  'in-person': 'In person',
  other: 'Another way',
} as const;

export const channelText = (channel: string): string =>
  Object.hasOwn(CHANNELS, channel) ? CHANNELS[channel as keyof typeof CHANNELS] : channel;

export const caseTitle = ({ kind }: Pick<CaseRecord, 'kind'>): string =>
  kind === 'police' ? 'Police request' : 'Subject access request';

/** Who did something about a case, each once. */
export const doersText = ({ names }: Pick<CaseView, 'names'>, acts: readonly { readonly by: string }[]): string =>
  listText([...new Set(acts.map(({ by }) => names[by] ?? by))]);

export const GROUNDS: Readonly<Record<RefusalGround, string>> = {
  'others-data': 'It would tell of other people, and cannot be silenced (DPA 2018 Sch. 2 para. 16)',
  'manifestly-unfounded': 'Manifestly unfounded (UK GDPR Art. 12(5))',
  'manifestly-excessive': 'Manifestly excessive (UK GDPR Art. 12(5))',
  'legal-privilege': 'Legal professional privilege (Sch. 2 para. 19)',
  'crime-and-tax': 'It would prejudice the detection of crime or the collection of tax (Sch. 2 para. 2)',
  'identity-not-shown': 'They have not shown who they are',
  trawling: 'Trawling: it asks for more than the offence needs',
  'no-ground-stated': 'The force names no power or no need',
  other: 'Another ground, stated below',
};

/** "Due Fri 24 Dec 2026, 30 days left": the date to work to, and how it stands. */
export function clockText(clock: ClockReading): string {
  if (clock.stoppedOn !== null) return `Dealt with on ${dateText(clock.stoppedOn)}.`;
  if (clock.pausedSince !== null)
    return `The clock stands still since ${dateText(clock.pausedSince)}: waiting for clarification. If it came today, an answer would be due ${dateText(clock.due)}.`;
  const due = `Answer due ${dateText(clock.due)}`;
  if (clock.isLate) return `LATE: the answer was due ${dateText(clock.due)}, ${countOf(-clock.daysLeft, 'day')} ago.`;
  return clock.daysLeft === 0 ? `${due}: today.` : `${due}: ${countOf(clock.daysLeft, 'day')} left.`;
}

/** How that date came about, for whoever has to explain it. */
export function clockFacts(clock: ClockReading): readonly (readonly [string, string])[] {
  const from = clock.startedBy === 'identity' ? 'the day identity was shown' : 'the day it was received';
  return listOf([
    ['Clock runs from', `${dateText(clock.start)}, ${from}`],
    ['Answer due', `end of ${dateText(clock.due)}${clock.isExtended ? ' (extended to three months)' : ''}`],
    clock.dueByStatute !== clock.due && [
      'By the words of the Act',
      `end of ${dateText(clock.dueByStatute)}: it leaves out both the day of asking and of the answer, the ICO’s guidance only the first. Work to the earlier date.`,
    ],
    !clock.isExtended && clock.stoppedOn === null && ['Extension must be told by', dateText(clock.extensionNoticeBy)],
  ]);
}

export function subjectQueryText({ subjectQuery }: Pick<CaseRecord, 'subjectQuery'>): string {
  const { person, numbers, extension, from, to } = subjectQuery;
  const dates = listOf([from !== null && `from ${dateText(from)}`, to !== null && `until ${dateText(to)}`]).join(' ');
  const parts = listOf([
    person,
    ...numbers.map(formatNumber),
    extension !== null && `extension ${extension}`,
    dates !== '' && dates,
  ]);
  return parts.length === 0 ? 'not said in particular' : listText(parts);
}

/** How a copy stands, of one and of several. */
export const HELD: Readonly<Record<HeldState, string>> = {
  copying: 'being copied',
  held: 'held and checked',
  unverified: 'copied, but NOT proven',
  accepted: 'taken by the DPO as it is',
  lost: 'LOST before a copy was made',
  deleted: 'deleted when the hold ended',
  overruled: 'deleted after an order',
};

/** "3 held and checked, 1 being copied". */
export function tallyText(tally: Readonly<Partial<Record<HeldState, number>>>): string {
  const parts = (Object.keys(HELD) as HeldState[]).flatMap((state) => {
    const count = tally[state] ?? 0;
    return count === 0 ? [] : [`${count} ${HELD[state]}`];
  });
  return parts.length === 0 ? 'no recordings' : parts.join(', ');
}
