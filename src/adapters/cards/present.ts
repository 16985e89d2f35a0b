import type { CardKind, CardView } from '../../usecases/cardView.ts';
import type { CardData } from './expand.ts';
import { presentAccess, presentDisciplinaryNotice } from './presentAccess.ts';
import { presentAccessReport } from './presentAccessReport.ts';
import { presentApprover, presentReminder } from './presentApprover.ts';
import { presentCase } from './presentCase.ts';
import { presentReleaseForm, presentStepForm } from './presentCaseForms.ts';
import { presentCaseReminder, presentEmergencyNotice } from './presentCaseNotices.ts';
import { presentDelegateAgreed, presentDelegation, presentDelegationForm } from './presentDelegation.ts';
import {
  presentAnswerForm,
  presentApproveForm,
  presentAskForm,
  presentDenyForm,
  presentRequestForm,
  presentRevokeForm,
} from './presentForms.ts';
import { presentFound, presentFoundForm, presentSearchForm } from './presentFound.ts';
import { presentHold, presentHoldEnd, presentHoldForm } from './presentHold.ts';
import { presentHome } from './presentHome.ts';
import { presentOrderForm } from './presentOrderForm.ts';
import { presentOrderNotice, presentOrderReceipt } from './presentOrders.ts';
import { presentHelp, presentListenLink, presentMyRequests, presentNotice } from './presentOthers.ts';
import { presentPageLink } from './presentPageLink.ts';
import { presentRegister } from './presentRegister.ts';
import {
  presentLinkLocked,
  presentOutsideForm,
  presentOutsideGiven,
  presentRelease,
} from './presentRelease.ts';
import { presentReportForm, presentReportReceived } from './presentReports.ts';
import { presentClipReady, presentLastDay, presentRequester } from './presentRequester.ts';
import { presentRetentionReport } from './presentRetentionReport.ts';
import { presentStorageAlarm, presentUnreadFiles } from './presentStorage.ts';

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

/** Kinds that are drawn by a template of several: a sheet to read, or a form of inputs. */
const SHARED = {
  case: 'sheet',
  'case-reminder': 'sheet',
  'emergency-notice': 'sheet',
  release: 'sheet',
  'link-locked': 'sheet',
  'outside-given': 'sheet',
  'page-link': 'sheet',
  hold: 'sheet',
  'hold-end': 'sheet',
  found: 'sheet',
  delegation: 'sheet',
  'delegate-agreed': 'sheet',
  register: 'sheet',
  home: 'sheet',
  'report-form': 'desk-form',
  'step-form': 'desk-form',
  'release-form': 'desk-form',
  'outside-form': 'desk-form',
  'hold-form': 'desk-form',
  'search-form': 'desk-form',
  'found-form': 'desk-form',
  'delegation-form': 'desk-form',
} as const satisfies Partial<Record<CardKind, 'sheet' | 'desk-form'>>;

export type TemplateName = Exclude<CardKind, keyof typeof SHARED> | 'sheet' | 'desk-form';

/** The template a kind of card is drawn by. */
export const templateOf = (kind: CardKind): TemplateName =>
  Object.hasOwn(SHARED, kind) ? SHARED[kind as keyof typeof SHARED] : (kind as TemplateName);

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
