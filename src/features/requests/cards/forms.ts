import type { CardData } from '../../../platform/cards/cardData.ts';
import { row } from '../../../platform/cards/factRow.ts';
import { presentForm } from '../../../platform/cards/layouts.ts';
import { countOf, dateText } from '../../../platform/cards/wording.ts';
import type { Recording } from '../../recordings/model/recording.ts';
import { hoursLeft, hoursLeftText, recordingLine } from '../../recordings/text.ts';
import { formatOffset } from '../model/part.ts';
import { openQuestion } from '../model/request.ts';
import {
  askedFacts,
  nameOf,
  recordingOf,
  requesterFacts,
  termsText,
  typedOf,
  when,
} from '../requestFacts.ts';
import type { RequestView } from '../requestView.ts';
import type { RequestCardOf } from './views.ts';

/** Slack takes at most a hundred choices, and nobody reads more than a few. */
const CHOICES_SHOWN = 25;

/** The form of policy 5.2, a to f. */
export function presentRequestForm({
  form,
  purposes,
  earliest,
  today,
}: RequestCardOf<'request-form'>): CardData {
  return {
    speak: 'Ask to hear a call recording.',
    purposes: purposes.map((rule) => ({ title: rule.title, value: rule.purpose })),
    earliest,
    today,
    kept: `Recordings are kept from ${dateText(earliest)} on.`,
    ...presentForm(form, {
      purpose: '',
      reason: '',
      whenKind: 'about',
      date: '',
      time: '',
      dateTo: '',
      extension: '',
      extensionNotKnown: 'false',
      numberKind: 'known',
      number: '',
      parties: '',
      partiesNotKnown: 'false',
      other: '',
      askedBy: '',
      reference: '',
    }),
  };
}

/** The second step of a yes: which recording, which part, how, how long. */
export function presentApproveForm(card: RequestCardOf<'approve-form'>): CardData {
  const { view, within, dayChoices } = card;
  const recordings = choosable(view, within?.recordingId ?? null);
  const days = dayChoices.filter((each) => within === null || each <= within.days);
  const offered = days.length > 0 || within === null ? days : [within.days];
  const agreed = within === null ? null : recordingOf(view, within.recordingId);
  return {
    ...aboutRequest(view),
    ...typedOf(view),
    speak: `Approve the request of ${view.request.requesterName}.`,
    recordings: recordings.map((each) => ({
      title: recordingLine(each, view.isHeld ? { ...view, schedule: null } : view),
      value: each.id,
    })),
    ...deletionWarning(recordings, view),
    ...(view.moreCandidates > 0
      ? {
          moreRecordings: `${countOf(view.moreCandidates, 'more recording')} match and are not listed. If yours is missing, go back and ask a question.`,
        }
      : {}),
    days: offered.map((each) => ({ title: countOf(each, 'day'), value: String(each) })),
    ...(within === null
      ? { copyOffered: true }
      : {
          copyOffered: within.mode === 'copy',
          within: `Already agreed: ${termsText(within, agreed)}. You may allow less, not more.`,
        }),
    ...(card.statement === null ? {} : { statement: card.statement }),
    ...(card.consultation === null ? {} : { consultation: card.consultation }),
    ...presentForm(card.form, {
      recordingId: recordings.length === 1 ? (recordings[0]?.id ?? '') : '',
      from: formatOffset(within?.fromMs ?? 0),
      to:
        within === null || (agreed !== null && within.toMs >= agreed.durationMs)
          ? ''
          : formatOffset(within.toMs),
      days: String(offered.at(-1) === within?.days ? within?.days : (offered[0] ?? '')),
      mode: within?.mode ?? 'listen',
      comment: '',
      statement: '',
      consultation: '',
    }),
  };
}

/** Once somebody has agreed to a recording, only that one can be agreed to. */
function choosable(view: RequestView, only: string | null): readonly Recording[] {
  if (only === null) return view.candidates.slice(0, CHOICES_SHOWN);
  const agreed = recordingOf(view, only);
  return agreed === null ? [] : [agreed];
}

function deletionWarning(recordings: readonly Recording[], view: RequestView): CardData {
  if (view.isHeld) return {};
  const soonest = Math.min(...recordings.map((each) => hoursLeft(each, view)));
  return soonest > 72
    ? {}
    : { deletion: `A recording listed here will be ${hoursLeftText(soonest)}. The clip goes with it.` };
}

export const presentDenyForm = ({ view, form }: RequestCardOf<'deny-form'>): CardData => ({
  ...aboutRequest(view),
  ...typedOf(view),
  speak: `Deny the request of ${view.request.requesterName}.`,
  ...presentForm(form, { reason: '' }),
});

export const presentAskForm = ({ view, form }: RequestCardOf<'ask-form'>): CardData => ({
  ...aboutRequest(view),
  ...typedOf(view),
  speak: `Ask ${view.request.requesterName} a question.`,
  ...presentForm(form, { question: '' }),
});

/** For the requester: shows the question and what they asked, never what is stored. */
export function presentAnswerForm({ view, form }: RequestCardOf<'answer-form'>): CardData {
  const open = openQuestion(view.request);
  return {
    id: view.request.id,
    facts: askedFacts(view),
    speak: 'Answer a question about your request.',
    asked:
      open === undefined
        ? 'Your question has been answered already.'
        : `${nameOf(view, open.askedBy)} asked, ${when(view, open.askedAt)}`,
    question: open?.text ?? '',
    ...presentForm(form, { answer: '' }),
  };
}

export const presentRevokeForm = ({ view, form }: RequestCardOf<'revoke-form'>): CardData => ({
  id: view.request.id,
  facts: [
    ...requesterFacts(view),
    row('For', view.request.rule.title),
    ...(view.grant === null ? [] : [row('May listen until', when(view, view.grant.until))]),
  ],
  speak: `Stop the access of ${view.request.requesterName}.`,
  ...presentForm(form, { reason: '' }),
});

const aboutRequest = (view: RequestView): CardData => ({
  id: view.request.id,
  facts: [...requesterFacts(view), ...askedFacts(view)],
});
