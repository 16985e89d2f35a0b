import { presentCase } from '../features/cases/cards/case.ts';
import { presentReleaseForm, presentStepForm } from '../features/cases/cards/forms.ts';
import { presentCaseReminder, presentEmergencyNotice } from '../features/cases/cards/notices.ts';
import { presentReportForm, presentReportReceived } from '../features/cases/cards/report.ts';
import { presentHold, presentHoldEnd, presentHoldForm } from '../features/cases/holds/cards.ts';
import { presentFound, presentFoundForm, presentSearchForm } from '../features/cases/search/cards.ts';
import { presentHome } from '../features/home/cards/home.ts';
import {
  presentHelp,
  presentListenLink,
  presentMyRequests,
  presentNotice,
} from '../features/home/cards/others.ts';
import { presentDelegation, presentDelegationForm } from '../features/people/cards/delegation.ts';
import { presentRegister } from '../features/register/cards.ts';
import { presentPageLink } from '../features/releases/cards/pageLink.ts';
import {
  presentLinkLocked,
  presentOutsideForm,
  presentOutsideGiven,
  presentRelease,
} from '../features/releases/cards/release.ts';
import { presentAccess, presentDisciplinaryNotice } from '../features/requests/cards/access.ts';
import { presentApprover, presentReminder } from '../features/requests/cards/approver.ts';
import { presentDelegateAgreed } from '../features/requests/cards/delegateAgreed.ts';
import {
  presentAnswerForm,
  presentApproveForm,
  presentAskForm,
  presentDenyForm,
  presentRequestForm,
  presentRevokeForm,
} from '../features/requests/cards/forms.ts';
import { presentClipReady, presentLastDay, presentRequester } from '../features/requests/cards/requester.ts';
import { presentAccessReport } from '../features/retention/cards/accessReport.ts';
import { presentOrderForm } from '../features/retention/cards/orderForm.ts';
import { presentOrderNotice, presentOrderReceipt } from '../features/retention/cards/orders.ts';
import { presentRetentionReport } from '../features/retention/cards/retentionReport.ts';
import { presentStorageAlarm, presentUnreadFiles } from '../features/retention/cards/storage.ts';
import type { AdaptiveCard } from '../platform/cards/adaptiveCard.ts';
import type { CardData } from '../platform/cards/cardData.ts';
import { expandTemplate } from '../platform/cards/template.ts';
import { type TemplateName, templateOf } from '../platform/cards/templates.ts';
import type { CardView } from './cardView.ts';

export interface Presented {
  /** `cards/<template>.json`. */
  readonly template: TemplateName;
  /** What the template is filled with; `cards/<template>.<state>.sample.json` are examples of it. */
  readonly data: CardData;
}

/** Turns a view into the words a card shows. Everything is text by now: no codes, no UTC times, no milliseconds. */
export const present = (view: CardView): Presented => ({
  template: templateOf(view.kind),
  data: dataOf(view),
});

function dataOf(card: CardView): CardData {
  switch (card.kind) {
    case 'request-form':
      return presentRequestForm(card);
    case 'approver':
      return presentApprover(card.view);
    case 'approve-form':
      return presentApproveForm(card);
    case 'deny-form':
      return presentDenyForm(card);
    case 'ask-form':
      return presentAskForm(card);
    case 'answer-form':
      return presentAnswerForm(card);
    case 'revoke-form':
      return presentRevokeForm(card);
    case 'requester':
      return presentRequester(card.view);
    case 'clip-ready':
      return presentClipReady(card.view);
    case 'access':
      return presentAccess(card.view);
    case 'disciplinary-notice':
      return presentDisciplinaryNotice(card.view);
    case 'reminder':
      return presentReminder(card.view, card.escalated);
    case 'listen-link':
      return presentListenLink(card);
    case 'my-requests':
      return presentMyRequests(card);
    case 'report-form':
      return presentReportForm(card);
    case 'report-received':
      return presentReportReceived(card);
    case 'case':
      return presentCase(card.view);
    case 'case-reminder':
      return presentCaseReminder(card.view);
    case 'emergency-notice':
      return presentEmergencyNotice(card.view);
    case 'step-form':
      return presentStepForm(card);
    case 'release-form':
      return presentReleaseForm(card);
    case 'release':
      return presentRelease(card);
    case 'link-locked':
      return presentLinkLocked(card);
    case 'outside-form':
      return presentOutsideForm(card);
    case 'outside-given':
      return presentOutsideGiven(card);
    case 'page-link':
      return presentPageLink(card);
    case 'hold':
      return presentHold(card.view);
    case 'hold-end':
      return presentHoldEnd(card.view);
    case 'hold-form':
      return presentHoldForm(card);
    case 'search-form':
      return presentSearchForm(card);
    case 'found':
      return presentFound(card.view);
    case 'found-form':
      return presentFoundForm(card);
    case 'delegation-form':
      return presentDelegationForm(card);
    case 'delegation':
      return presentDelegation(card);
    case 'delegate-agreed':
      return presentDelegateAgreed(card.view);
    case 'register':
      return presentRegister(card);
    case 'home':
      return presentHome(card);
    case 'order-form':
      return presentOrderForm(card);
    case 'order-receipt':
      return presentOrderReceipt(card.view);
    case 'order-notice':
      return presentOrderNotice(card.view);
    case 'last-day':
      return presentLastDay(card.view, card.goesAt);
    case 'retention-report':
      return presentRetentionReport(card.report);
    case 'access-report':
      return presentAccessReport(card.report);
    case 'unread-files':
      return presentUnreadFiles(card);
    case 'storage-alarm':
      return presentStorageAlarm(card);
    case 'help':
      return presentHelp(card);
    case 'notice':
      return presentNotice(card);
  }
}
/** The Adaptive Card of a view: ready for Teams, and for the Slack translator. */
export function renderCard(view: CardView): AdaptiveCard {
  const { template, data } = present(view);
  return expandTemplate(template, data);
}
