import type { RequestId } from '../../../kernel/ids.ts';
import { listOf } from '../../../kernel/listOf.ts';
import type { Button, RequestLayout } from '../../../platform/cards/layouts.ts';
import { countOf } from '../../../platform/cards/wording.ts';
import { listeningActions } from '../../listening/model/actions.ts';
import { buttonsOf } from '../../messaging/button.ts';
import { approverRolesText } from '../../practice/model/text.ts';
import type { RequestView } from '../loadRequestView.ts';
import { requestActions } from '../model/actions.ts';
import { isUndecided, pendingApprovals } from '../model/request.ts';
import {
  agreementsOf,
  askedFacts,
  awayFacts,
  choosable,
  claimsOf,
  leavingFacts,
  outcomeOf,
  questionsOf,
  recordingRow,
  requesterFacts,
  soonestDeletion,
  typedOf,
  unreachedOf,
} from '../requestFacts.ts';
import { approverStatus, endingReason, isOpen } from '../status.ts';

const button = buttonsOf(requestActions);

/** More than this is a request too wide to decide on; the rest are counted. */
const CANDIDATES_SHOWN = 8;

/** What those who decide see: everything, and three buttons until it is decided. */
export function presentApprover(view: RequestView): RequestLayout {
  const { request } = view;
  const standing = approverStatus(view);
  const outcome = endingReason(view);
  return {
    title: 'Request to hear a recording',
    ...standing,
    speak: `${request.requesterName} asks to hear a call recording, for: ${request.rule.title}. ${answeredText(view)}${standing.status}`,
    facts: [...requesterFacts(view), ...askedFacts(view), ...leavingFacts(view), ...awayFacts(view)],
    sections: typedOf(view),
    notes: [...claimsOf(view), ...agreementsOf(view), ...questionsOf(view)],
    noteButtons: claimButtons(view),
    ...recordingsOf(view),
    outcome: outcomeOf(outcome),
    failure: view.grant?.failure || undefined,
    next: nextOf(view),
    ...(isUndecided(request) ? unreachedOf(view) : {}),
    buttons: isOpen(view) && view.mayStop ? [stopButton(request.id)] : decisionButtons(view),
  };
}

/** That the newest question has its answer, which is news until somebody has decided. */
const answeredText = ({ request }: RequestView): string =>
  request.state === 'awaiting-approval' && request.questions.at(-1)?.answer
    ? `${request.requesterName} has answered. `
    : '';

/** Ends an access that is in force; on the DPO's cards alone. */
export const stopButton = (id: RequestId): Button =>
  button('Stop access', 'revoke', { kind: 'request', id }, 'destructive');

function recordingsOf(view: RequestView): Pick<RequestLayout, 'listTitle' | 'list' | 'more'> {
  if (view.agreed !== null) return { listTitle: 'The recording agreed on', list: [recordingRow(view, view.agreed)] };
  if (!isUndecided(view.request)) return {};
  const more = view.moreCandidates + Math.max(0, view.candidates.length - CANDIDATES_SHOWN);
  return {
    ...(view.candidates.length > 0
      ? {
          listTitle: 'Recordings that match',
          list: view.candidates.slice(0, CANDIDATES_SHOWN).map((recording) => recordingRow(view, recording)),
        }
      : {}),
    ...(more > 0 ? { more: `And ${countOf(more, 'more', 'more')}. Ask a question to narrow it down.` } : {}),
  };
}

function nextOf(view: RequestView): string | undefined {
  if (!isUndecided(view.request)) return undefined;
  if (soonestDeletion(view) === undefined)
    return 'No stored recording matches. Ask for a better date, time, extension or number; or deny the request and say why.';
  if (view.left !== 'agree') return othersDecide(view);
  return view.request.state === 'awaiting-answer'
    ? 'The answer will appear here. Until then only the person who asked can agree; anybody entitled can deny.'
    : `Approve takes you to the next step: which recording, which part, and for how long.${mayHearFirst(view) ? ' Hear it first lets you listen and choose the part; that is written down.' : ''}`;
}

/** Where nothing is left to agree to for whoever reads it. */
function othersDecide({ left, reader, request }: RequestView): string {
  const pending = pendingApprovals(request);
  const others = `${approverRolesText(pending)} ${pending.length === 1 ? 'decides' : 'decide'}`;
  const whose = reader ? 'you' : 'directors';
  return `${reader && left === 'nothing' && request.agreements.some(({ by }) => by === reader) ? 'You have agreed. ' : ''}Nothing is left for ${whose} to do: ${others}.${left === 'deny' ? ' Deny still ends it.' : ''}`;
}

const mayHearFirst = (view: RequestView): boolean => view.mayHear && !view.isNameless && choosable(view).length > 0;

/** Whoever is said to have been on the call can say so themselves. */
const claimButtons = ({ request, claims, left }: RequestView): readonly Button[] =>
  isUndecided(request) && left !== 'nothing' && claims.some(({ stoodBack }) => !stoodBack)
    ? [button('I was on this call', 'stand-back', { kind: 'request', id: request.id })]
    : [];

/** The buttons of a card that asks for a decision. */
function decisionButtons(view: RequestView): readonly Button[] {
  if (!isUndecided(view.request) || view.left === 'nothing') return [];
  const mayAgree = view.left === 'agree';
  const waits = view.request.state === 'awaiting-answer';
  const target = { kind: 'request', id: view.request.id } as const;
  return listOf([
    mayAgree && soonestDeletion(view) !== undefined && button('Approve', 'approve', target, 'positive'),
    mayAgree && !waits && mayHearFirst(view) && buttonsOf(listeningActions)('Hear it first', 'hear-first', target),
    button('Deny', 'deny', target, 'destructive'),
    mayAgree && !waits && button('Ask a question', 'ask', target),
  ]);
}

/** Somebody waits, or the recording itself is about to go. Its decided twin says so and has no button. */
export function presentReminder(view: RequestView, escalated: boolean): RequestLayout {
  const { request } = view;
  const open = isUndecided(request);
  const deletion = soonestDeletion(view);
  const standing = approverStatus(view);
  const pressing = open && escalated && deletion !== undefined;
  const status = pressing ? `The recording ${deletion}. ${standing.status}` : standing.status;
  return {
    title: 'Reminder: a request is waiting',
    tone: pressing ? 'attention' : standing.tone,
    status,
    speak: `Reminder: ${request.requesterName} asks to hear a call recording. ${status}`,
    facts: [...requesterFacts(view), ...askedFacts(view)],
    next: open
      ? pressing
        ? 'Once it is deleted nobody can hear it, whatever is decided. Please decide now.'
        : view.left === 'agree'
          ? 'Please decide, or ask a question.'
          : othersDecide(view)
      : 'This has been dealt with. There is nothing left for you to do.',
    ...(open ? unreachedOf(view) : {}),
    buttons: decisionButtons(view),
  };
}
