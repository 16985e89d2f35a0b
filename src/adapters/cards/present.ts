import type { CardKind, CardView } from '../../usecases/cardView.ts';
import type { CardData } from './expand.ts';
import { presentAccess, presentDisciplinaryNotice } from './presentAccess.ts';
import { presentAccessReport } from './presentAccessReport.ts';
import { presentApprover, presentReminder } from './presentApprover.ts';
import {
  presentAnswerForm,
  presentApproveForm,
  presentAskForm,
  presentDenyForm,
  presentRequestForm,
  presentRevokeForm,
} from './presentForms.ts';
import { presentOrderForm } from './presentOrderForm.ts';
import { presentOrderNotice, presentOrderReceipt } from './presentOrders.ts';
import { presentHelp, presentListenLink, presentMyRequests, presentNotice } from './presentOthers.ts';
import { presentReportAlert, presentReportForm, presentReportReceived } from './presentReports.ts';
import { presentClipReady, presentLastDay, presentRequester } from './presentRequester.ts';
import { presentRetentionReport } from './presentRetentionReport.ts';
import { presentStorageAlarm, presentUnreadFiles } from './presentStorage.ts';

export interface Presented {
  /** `cards/<template>.json`. */
  readonly template: CardKind;
  /** What the template is filled with; `cards/<template>.<state>.sample.json` are examples of it. */
  readonly data: CardData;
}

/** Turns a view into the words a card shows. Everything is text by now: no codes, no UTC times, no milliseconds. */
export const present = (view: CardView): Presented => ({ template: view.kind, data: dataOf(view) });

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
    case 'report-alert':
      return presentReportAlert(card.report, card.zone);
    case 'report-received':
      return presentReportReceived(card.report, card.zone);
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
