import { listOf } from '../../../kernel/listOf.ts';
import { dateIn } from '../../../kernel/time.ts';
import { row } from '../../../platform/cards/factRow.ts';
import type { CaseLayout } from '../../../platform/cards/layouts.ts';
import { countOf, dateText, momentText } from '../../../platform/cards/wording.ts';
import { buttonsOf, viewButton } from '../../messaging/button.ts';
import { caseTitle, doersText } from '../caseWords.ts';
import type { CaseView } from '../loadCaseView.ts';
import { caseActions } from '../model/actions.ts';
import { isClosed, isConfidential, isSettled, releasesAlone, stepOf, unreadReleases } from '../model/case.ts';
import { statusOf, toneOf } from './case.ts';

const button = buttonsOf(caseActions);

/** Something about a case is due: the same in short. A director is told that it is late, and no more of it. */
export function presentCaseReminder(view: CaseView): CaseLayout {
  const { caseRecord, isFull } = view;
  const status = statusOf(view);
  const isOver = isClosed(caseRecord);
  const title = `Reminder: ${caseTitle(caseRecord).toLowerCase()} ${caseRecord.id}`;
  return {
    title,
    tone: isOver || isSettled(caseRecord) ? 'emphasis' : toneOf(view),
    status,
    speak: `${title}. ${status}`,
    facts: [row('Received on', dateText(caseRecord.report.receivedOn)), row('Last step', lastStepText(view))],
    next: nextOf(view),
    buttons: isOver || !isFull ? [] : [viewButton('Open the case', 'show', { kind: 'case', id: caseRecord.id })],
  };
}

function nextOf({ caseRecord, isFull }: CaseView): string {
  if (isClosed(caseRecord)) return 'This has been dealt with.';
  if (!isFull) return 'Ask the Data Protection Officer what stands in the way, and what they need.';
  return isSettled(caseRecord)
    ? 'It is dealt with and still open. Close it, and end its hold, if nothing is left to do.'
    : 'Open the case to see what is left to do.';
}

function lastStepText({ caseRecord, zone }: CaseView): string {
  const last = caseRecord.steps.at(-1);
  return last === undefined ? 'none yet' : dateText(dateIn(last.at, zone));
}

/** To each director: something was released on the DPO’s word alone, because it could not wait. */
export function presentEmergencyNotice(view: CaseView): CaseLayout {
  const { caseRecord, zone } = view;
  const seen = stepOf(caseRecord, 'emergency-seen');
  const emergency = stepOf(caseRecord, 'emergency');
  const unread = unreadReleases(caseRecord);
  const waits = unread.length > 0 && !isClosed(caseRecord);
  const target = { kind: 'case', id: caseRecord.id } as const;
  return {
    title: `Released in an emergency: ${caseRecord.id}`,
    tone: waits ? 'attention' : 'good',
    status: waits
      ? `${doersText(view, unread)} released a recording to the police without waiting for you. Please read this.`
      : `Read${seen ? ` by ${view.names[seen.by] ?? 'a director'}, ${momentText(seen.at, zone)}` : ''}.`,
    speak: 'A recording was released in an emergency. A director must read this.',
    facts: listOf([
      row('Case', caseRecord.id),
      row('Released by', doersText(view, releasesAlone(caseRecord.steps))),
      emergency && row('When', momentText(emergency.at, zone)),
      !isConfidential(caseRecord) && emergency && row('Why', emergency.why),
      waits && row('Not read yet', countOf(unread.length, 'release')),
    ]),
    next: waits
      ? 'Nothing can be taken back. If it was wrong, speak to the Data Protection Officer.'
      : 'There is nothing left for you to do.',
    buttons: waits ? [button('I have read this', 'acknowledge-emergency', target, 'positive')] : [],
  };
}
