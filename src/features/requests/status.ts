import type { Tone } from '../../platform/cards/adaptiveCard.ts';
import { approverRolesText } from '../practice/model/text.ts';
import type { RequestView } from './loadRequestView.ts';
import type { ExpiryReason, SoundEnding } from './model/life.ts';
import { type AccessRequest, isUndecided, openQuestion, pendingApprovals } from './model/request.ts';
import { agreedByText, nameOf, when } from './requestFacts.ts';

/** Where a request stands: the card's colour and the sentence under its title. */
export interface CardStatus {
  readonly tone: Tone;
  readonly status: string;
}

/** Whether the clip may be heard now; past its end it is over even before the nightly run says so. */
export const isOpen = ({ request, grant, now }: RequestView): boolean =>
  request.state === 'released' && grant?.state === 'ready' && now < grant.until;

/** Nobody is left who may decide: the same to everybody, since it says nothing of what is stored. */
export const stuckStatus: CardStatus = {
  tone: 'attention',
  status:
    'Nobody is left who may decide on this: whoever might has left that role, asked for it, or may be on the call. The Data Protection Officer has been told.',
};

/** Where a request stands, as approvers read it. */
export function approverStatus(view: RequestView): CardStatus {
  const { request } = view;
  if (isUndecided(request) && request.stuckSince !== null) return stuckStatus;
  switch (request.state) {
    case 'submitted':
      return { tone: 'warning', status: 'Just received.' };
    case 'awaiting-approval':
      return { tone: 'warning', status: `${agreedSoFar(view)} ${stillToAgree(request)}` };
    case 'awaiting-answer': {
      const asked = openQuestion(request);
      const by = asked === undefined ? '' : ` to answer ${nameOf(view, asked.askedBy)}`;
      return { tone: 'accent', status: `Waiting for ${request.requesterName}${by}. ${stillToAgree(request)}` };
    }
    case 'approved':
      return view.grant?.state === 'failed'
        ? { tone: 'attention', status: 'Agreed, but the clip could not be made.' }
        : { tone: 'good', status: `Agreed by ${agreedByText(view)}. The clip is being prepared.` };
    case 'released':
      return view.grant === null || isOpen(view)
        ? { tone: 'good', status: `Released to ${request.requesterName}${untilText(view)}.` }
        : overStatus(view);
    case 'closed':
      return overStatus(view);
    case 'denied':
    case 'withdrawn':
    case 'expired':
    case 'revoked':
      return endedStatus(view);
  }
}

const agreedSoFar = (view: RequestView): string =>
  view.request.agreements.length === 0
    ? 'Nobody has agreed yet.'
    : `${view.request.agreements.length} of ${view.request.rule.seats.length} agreed: ${agreedByText(view)}.`;

const stillToAgree = (request: AccessRequest): string =>
  `Still to agree: ${approverRolesText(pendingApprovals(request))}.`;

const untilText = (view: RequestView): string => (view.grant === null ? '' : ` until ${when(view, view.grant.until)}`);

/** The access ran out. */
export const overStatus = (view: RequestView): CardStatus => ({
  tone: 'emphasis',
  status: view.request.state === 'closed' ? closedText(view) : ranOutText(view),
});

const ranOutText = (view: RequestView): string =>
  view.grant === null ? 'Closed.' : `Over: the access ended ${when(view, view.grant.until)}.`;

/** What could be heard may have been deleted before the access ran out. */
function closedText(view: RequestView): string {
  const { ending } = view.request;
  if (ending === null) return ranOutText(view);
  return `Over: ${DELETIONS[ending.reason as keyof typeof DELETIONS] ?? 'deleted'}, ${when(view, ending.at)}.`;
}

const DELETIONS = {
  'recording-deleted': 'the recording reached its limit and was deleted',
  'deleted-card-payment': 'the recording was deleted: card payment',
  'deleted-opt-out': 'the recording was deleted: the caller did not want to be recorded',
  'evidence-locked':
    'a deletion order met this call, and nobody hears it until the Data Protection Officer has decided',
};

/** It ended by an act: denied, withdrawn, expired or revoked. Says the same to everybody. */
export function endedStatus(view: RequestView): CardStatus {
  const { request } = view;
  const { ending } = request;
  const by = ending?.by ? ` by ${nameOf(view, ending.by)}` : '';
  const at = ending === null ? '' : `, ${when(view, ending.at)}`;
  switch (request.state) {
    case 'denied':
      return { tone: 'attention', status: `Denied${by}${at}.` };
    case 'withdrawn':
      return { tone: 'emphasis', status: `Withdrawn${by}${at}.` };
    case 'expired':
      return {
        tone: 'emphasis',
        status: `${Object.hasOwn(SOUND_NEXT, ending?.reason ?? '') ? 'Nothing can be played of this recording' : 'Lapsed'}${at}.`,
      };
    case 'revoked':
      return { tone: 'attention', status: `Access stopped${by}${at}.` };
    default:
      return overStatus(view);
  }
}

const LAPSES: Readonly<Record<ExpiryReason, string>> = {
  'nobody-decided': 'Nobody decided in time.',
  'recording-deleted': 'The time that recordings are kept ran out before it was decided.',
  'clip-refused':
    'It was agreed to, but no clip could be made: storage or the file itself refuses it for good. The Data Protection Officer can have the file looked at.',
  'clip-not-made': 'It was agreed to, but the clip could not be made before the access ran out. Ask again.',
  'deleted-card-payment':
    'Deleted: card payment. A card was read out on this call, so its recording had to be deleted at once.',
  'deleted-opt-out':
    'Deleted: the caller did not want to be recorded, so the recording of this call was deleted at once.',
  'evidence-locked':
    'A deletion order met this call, so nobody hears it until the Data Protection Officer has decided. Ask again then.',
  'audio-unreadable':
    'The recording of this call is stored, but its file is damaged: no part of it can be played or cut.',
  'audio-unsupported': 'The recording of this call is stored in a format from which the desk can cut no part.',
  'audio-missing': 'The recording of this call is stored, but there is no sound in its file.',
};

/** A recording from which nothing can be cut: what the person who asked can do. */
export const SOUND_NEXT: Readonly<Record<SoundEnding, string>> = {
  'audio-unsupported':
    'Tell the Data Protection Officer, who can have the file converted and stored again before it is deleted; then ask again.',
  'audio-unreadable':
    'Tell the Data Protection Officer, who can have the file looked at before it is deleted. If the call was only just over, wait a few minutes and ask again.',
  'audio-missing':
    'If the call was only just over, wait a few minutes and ask again. Otherwise tell the Data Protection Officer: the telephone system may have kept it.',
};

/** Why it ended, or nothing when no reason was kept. */
export function endingReason({ request }: RequestView): string | undefined {
  const reason = request.ending?.reason ?? '';
  if (request.state === 'expired' && reason === 'recording-deleted' && request.agreements.length > 0)
    return 'It was agreed to, but the recording was deleted before the clip could be cut.';
  if (request.state === 'expired' && Object.hasOwn(LAPSES, reason)) {
    const format = request.ending?.format;
    return `${LAPSES[reason as ExpiryReason]}${format === undefined ? '' : ` Its format: ${format}.`}`;
  }
  return reason === '' ? undefined : reason;
}
