import { listOf } from '../../../kernel/listOf.ts';
import { row } from '../../../platform/cards/factRow.ts';
import type { RequestLayout } from '../../../platform/cards/layouts.ts';
import type { RequestView } from '../loadRequestView.ts';
import {
  agreedByText,
  agreementsOf,
  claimsOf,
  nameOf,
  outcomeOf,
  purposeText,
  recordingRow,
  termsText,
  typedOf,
  when,
} from '../requestFacts.ts';
import { type CardStatus, endedStatus, endingReason, isOpen, overStatus } from '../status.ts';
import { stopButton } from './approver.ts';

/** The DPO's view of a release in force, with Stop access; afterwards the same card without it. */
export function presentAccess(view: RequestView): RequestLayout {
  const { request, grant } = view;
  const standing = accessStatus(view);
  const reason = endingReason(view);
  return {
    title: 'Access to a recording',
    ...standing,
    speak: `${request.requesterName}'s access to a call recording. ${standing.status}`,
    facts: listOf([
      row('May listen', grant === null ? request.requesterName : nameOf(view, grant.holder)),
      row('For', purposeText(view)),
      ...(grant === null
        ? []
        : [row('What', termsText(grant.terms, view.agreed)), row('Since', when(view, grant.grantedAt))]),
      view.agreed !== null && recordingRow(view, view.agreed),
    ]),
    sections: typedOf(view),
    notes: [...claimsOf(view), ...agreementsOf(view)],
    outcome: outcomeOf(reason),
    ...(isOpen(view)
      ? { quiet: 'Stop access ends it at once, even in the middle of a hearing.', buttons: [stopButton(request.id)] }
      : {}),
  };
}

function accessStatus(view: RequestView): CardStatus {
  if (isOpen(view) && view.grant !== null)
    return { tone: 'good', status: `In force until ${when(view, view.grant.until)}.` };
  return view.request.state === 'revoked' ? endedStatus(view) : overStatus(view);
}

/** Tells the business manager of a disciplinary release: that it happened, not what was said (policy 2.1f). */
export function presentDisciplinaryNotice(view: RequestView): RequestLayout {
  const { request, grant } = view;
  const standing = accessStatus(view);
  return {
    title: 'Disciplinary release',
    ...standing,
    status: isOpen(view) ? `Released. ${standing.status}` : standing.status,
    speak: `A call recording was released for a disciplinary process. ${standing.status}`,
    facts: listOf([
      row('Released to', request.requesterName),
      row('For', purposeText(view)),
      row('Agreed by', agreedByText(view)),
      grant !== null && row('Since', when(view, grant.grantedAt)),
      request.ask.reference !== null && row('Reference', request.ask.reference),
    ]),
    next: 'The policy has you told of every release for a disciplinary process. To hear the recording yourself, make a request of your own.',
  };
}
