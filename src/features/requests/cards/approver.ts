import type { CardData } from '../../../platform/cards/cardData.ts';
import { countOf } from '../../../platform/cards/wording.ts';
import { isUndecided } from '../model/request.ts';
import {
  agreementsOf,
  askedFacts,
  questionsOf,
  recordingRow,
  requesterFacts,
  soonestDeletion,
  typedOf,
  unreachedOf,
} from '../requestFacts.ts';
import type { RequestView } from '../requestView.ts';
import { approverStanding, endingReason } from '../status.ts';

/** More than this is a request too wide to decide on; the rest are counted. */
const CANDIDATES_SHOWN = 8;

/** What those who decide see: everything, and three buttons until it is decided. */
export function presentApprover(view: RequestView): CardData {
  const { request } = view;
  const standing = approverStanding(view);
  const outcome = endingReason(view);
  return {
    ...standing,
    speak: `${request.requesterName} asks to hear a call recording, for: ${request.rule.title}. ${standing.status}`,
    id: request.id,
    facts: [...requesterFacts(view), ...askedFacts(view)],
    ...typedOf(view),
    agreements: agreementsOf(view),
    ...questionsOf(view),
    ...recordingsOf(view),
    ...(outcome === undefined ? {} : { outcome }),
    ...(view.grant?.failure ? { failure: view.grant.failure } : {}),
    ...nextOf(view),
    ...(isUndecided(request) ? unreachedOf(view) : {}),
    ...decisionsOf(view),
  };
}

function recordingsOf(view: RequestView): CardData {
  if (view.agreed !== null) {
    return { recordingsTitle: 'The recording agreed on', recordings: [recordingRow(view, view.agreed)] };
  }
  if (!isUndecided(view.request)) return { recordings: [] };
  const more = view.moreCandidates + Math.max(0, view.candidates.length - CANDIDATES_SHOWN);
  return {
    ...(view.candidates.length > 0 ? { recordingsTitle: 'Recordings that match' } : {}),
    recordings: view.candidates.slice(0, CANDIDATES_SHOWN).map((recording) => recordingRow(view, recording)),
    ...(more > 0
      ? { moreRecordings: `And ${countOf(more, 'more', 'more')}. Ask a question to narrow it down.` }
      : {}),
  };
}

function nextOf(view: RequestView): CardData {
  if (!isUndecided(view.request)) return {};
  if (soonestDeletion(view) === undefined) {
    return {
      next: 'No stored recording matches. Ask for a better date, time, extension or number; or deny the request and say why.',
    };
  }
  return view.request.state === 'awaiting-answer'
    ? {
        next: 'The answer will appear here. Until then only the person who asked can agree; anybody entitled can deny.',
      }
    : { next: 'Approve takes you to the next step: which recording, which part, and for how long.' };
}

/** Which buttons stand on a card that asks for a decision. */
export function decisionsOf(view: RequestView): CardData {
  const open = isUndecided(view.request);
  return {
    canApprove: open && soonestDeletion(view) !== undefined,
    canDeny: open,
    canAsk: open && view.request.state !== 'awaiting-answer',
  };
}

/** Somebody waits, or the recording itself is about to go. Its decided twin says so and has no button. */
export function presentReminder(view: RequestView, escalated: boolean): CardData {
  const { request } = view;
  const open = isUndecided(request);
  const deletion = soonestDeletion(view);
  const standing = approverStanding(view);
  const pressing = open && escalated && deletion !== undefined;
  const status = pressing ? `The recording will be ${deletion}. ${standing.status}` : standing.status;
  return {
    tone: pressing ? 'attention' : standing.tone,
    status,
    speak: `Reminder: ${request.requesterName} asks to hear a call recording. ${status}`,
    id: request.id,
    facts: [...requesterFacts(view), ...askedFacts(view)],
    next: open
      ? pressing
        ? 'Once it is deleted nobody can hear it, whatever is decided. Please decide now.'
        : 'Please decide, or ask a question.'
      : 'This has been dealt with. There is nothing left for you to do.',
    ...(open ? unreachedOf(view) : {}),
    ...decisionsOf(view),
  };
}
