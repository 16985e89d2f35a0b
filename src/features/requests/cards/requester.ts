import { listOf } from '../../../kernel/listOf.ts';
import type { Instant } from '../../../kernel/time.ts';
import { row } from '../../../platform/cards/factRow.ts';
import type { Button, ClipLayout, RequestLayout } from '../../../platform/cards/layouts.ts';
import { lengthText } from '../../../platform/cards/wording.ts';
import { listeningActions } from '../../listening/model/actions.ts';
import { buttonsOf } from '../../messaging/button.ts';
import type { RequestView } from '../loadRequestView.ts';
import { requestActions } from '../model/actions.ts';
import { isUndecided, openQuestion } from '../model/request.ts';
import {
  agreedByText,
  askedFacts,
  deciderFacts,
  nameOf,
  outcomeOf,
  purposeText,
  questionsOf,
  typedOf,
  when,
} from '../requestFacts.ts';
import { type CardStatus, endedStatus, endingReason, isOpen, overStatus, SOUND_NEXT, stuckStatus } from '../status.ts';
import { modeText } from '../text.ts';

/** The requester's own card. It says what they asked and what became of it; never what is stored. */
export function presentRequester(view: RequestView): RequestLayout {
  const { request } = view;
  const standing = requesterStatus(view);
  const reason = endingReason(view);
  return {
    title: 'Your request',
    ...standing,
    speak: `Your request to hear a call recording. ${standing.status}`,
    facts: listOf([
      row('Asked', when(view, request.submittedAt)),
      ...askedFacts(view),
      ...deciderFacts(view),
      isOpen(view) && view.grant?.clip && row('Length', lengthText(view.grant.clip.durationMs)),
      isOpen(view) && view.grant && row('You may', modeText(view.grant.terms.mode)),
    ]),
    sections: typedOf(view),
    notes: [...questionsOf(view), ...commentsOf(view)],
    outcome: outcomeOf(reason),
    next: requesterNext(view),
    buttons: listOf([
      ...listenButton(view),
      openQuestion(request) !== undefined &&
        button('Answer', 'answer', { kind: 'request', id: request.id }, 'positive'),
      isUndecided(request) && button('Withdraw this request', 'withdraw', { kind: 'request', id: request.id }),
    ]),
  };
}

/** What those who agreed wrote for the requester, once there is something to hear. */
const commentsOf = (view: RequestView): NonNullable<RequestLayout['notes']> =>
  view.request.agreements.flatMap(({ by, comment }) =>
    comment === null || !isOpen(view) ? [] : [{ lines: [{ lead: `${nameOf(view, by)}: `, text: comment }] }],
  );

const button = buttonsOf(requestActions);

const listenButton = (view: RequestView): readonly Button[] =>
  isOpen(view)
    ? [buttonsOf(listeningActions)('Listen', 'listen', { kind: 'request', id: view.request.id }, 'positive')]
    : [];

function requesterStatus(view: RequestView): CardStatus {
  const { request } = view;
  if (isUndecided(request) && request.stuckSince !== null) return stuckStatus;
  switch (request.state) {
    case 'submitted':
      return { tone: 'warning', status: 'Received. Those who decide are being told.' };
    case 'awaiting-approval': {
      const done = request.agreements.length;
      if (view.deciders.length > 0 && view.deciders.every(({ away }) => away !== null))
        return {
          tone: 'attention',
          status:
            'Everybody who may decide is away. They have been asked all the same, and the Data Protection Officer told.',
        };
      const so = done === 0 ? '' : ` ${done} of ${request.rule.seats.length} agreed so far.`;
      return { tone: 'warning', status: `Waiting for agreement.${so}` };
    }
    case 'awaiting-answer': {
      const question = openQuestion(request);
      const who = question === undefined ? 'Somebody' : nameOf(view, question.askedBy);
      return { tone: 'accent', status: `${who} has a question for you.` };
    }
    case 'approved':
      return view.grant?.state === 'failed'
        ? { tone: 'attention', status: 'Agreed, but the recording could not be prepared.' }
        : { tone: 'good', status: `Agreed by ${agreedByText(view)}. The recording is being prepared.` };
    case 'released':
      return isOpen(view) ? openStatus(view) : overStatus(view);
    case 'closed':
      return overStatus(view);
    case 'denied':
    case 'withdrawn':
    case 'expired':
    case 'revoked':
      return endedStatus(view);
  }
}

const openStatus = (view: RequestView): CardStatus => ({
  tone: 'good',
  status: view.grant === null ? 'Ready.' : `Ready: you may listen until ${when(view, view.grant.until)}.`,
});

function requesterNext(view: RequestView): string {
  const { state, stuckSince } = view.request;
  if (isUndecided(view.request) && stuckSince !== null)
    return 'Speak to the Data Protection Officer. The request goes on by itself once somebody may decide on it, or you can withdraw it.';
  switch (state) {
    case 'submitted':
    case 'awaiting-approval':
      return 'You will be told here as soon as it is decided. There is nothing more for you to do.';
    case 'awaiting-answer':
      return 'Please answer, so that the request can go on.';
    case 'approved':
      return view.grant?.state === 'failed'
        ? `Please speak to ${agreedByText(view)}, who agreed to it.`
        : 'This takes a moment. You will be told here.';
    case 'released':
      return isOpen(view) ? liveNext(view) : 'If you still need it, make a new request.';
    case 'closed':
      return view.request.ending === null ? 'If you still need it, make a new request.' : GONE;
    case 'denied':
      return 'If something was missing, make a new request that says more.';
    case 'withdrawn':
      return 'Nobody will decide on it any more. You can make a new request at any time.';
    case 'expired':
      if (view.request.ending?.reason.startsWith('deleted-')) return GONE;
      if (Object.hasOwn(SOUND_NEXT, view.request.ending?.reason ?? ''))
        return SOUND_NEXT[view.request.ending?.reason as keyof typeof SOUND_NEXT];
      return `Recordings are kept for up to ${view.schedule.recordingsDays} days. If the call is more recent than that, make a new request.`;
    case 'revoked':
      return 'The recording can no longer be heard. If you do not know why, ask the Data Protection Officer.';
  }
}

const GONE = 'It is gone for good: a new request for it would find nothing.';

const doneStatus = (view: RequestView): CardStatus =>
  view.request.state === 'revoked' ? endedStatus(view) : overStatus(view);

/** The recording goes at the next nightly run, and the access with it; afterwards the same card without a button. */
export function presentLastDay(view: RequestView, goesAt: Instant): ClipLayout {
  const { request, grant } = view;
  const open = isOpen(view);
  const standing: CardStatus = open
    ? { tone: 'warning', status: `Listen before ${when(view, goesAt)}: the recording is deleted then.` }
    : doneStatus(view);
  return {
    title: 'Last day to listen',
    ...standing,
    speak: `The recording you asked for. ${standing.status}`,
    facts: listOf([
      row('Request', request.id),
      row('For', purposeText(view)),
      grant?.clip && row('Length', lengthText(grant.clip.durationMs)),
    ]),
    next: open
      ? 'The nightly deletion takes it, and your access ends with it (policy 5.9). If it is still needed as evidence, tell the Data Protection Officer today.'
      : requesterNext(view),
    buttons: listenButton(view),
  };
}

const liveNext = ({ grant }: RequestView): string =>
  grant?.terms.mode === 'copy'
    ? 'Listen gives you a link for yourself alone; the page it opens lets you keep a copy. Look after the copy, and delete it when it has served its purpose.'
    : `Listen gives you a link for yourself alone. It waits only a few minutes to be opened; press again for another. Every hearing is written down.`;
