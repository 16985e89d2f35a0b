import type { CardDrawers } from '../../../platform/cards/drawers.ts';
import { presentAccess, presentDisciplinaryNotice } from './access.ts';
import { presentApprover, presentReminder } from './approver.ts';
import { presentDelegateAgreed } from './delegateAgreed.ts';
import {
  presentAnswerForm,
  presentApproveForm,
  presentAskForm,
  presentDenyForm,
  presentRequestForm,
  presentRevokeForm,
} from './forms.ts';
import { presentMyRequests } from './myRequests.ts';
import { presentClipReady, presentLastDay, presentRequester } from './requester.ts';
import type { RequestCard } from './views.ts';

export const requestCards: CardDrawers<RequestCard> = {
  'request-form': { template: 'request-form', draw: presentRequestForm },
  approver: { template: 'approver', draw: ({ view }) => presentApprover(view), standsInChat: true },
  'approve-form': { template: 'approve-form', draw: presentApproveForm },
  'deny-form': { template: 'deny-form', draw: presentDenyForm },
  'ask-form': { template: 'ask-form', draw: presentAskForm },
  'answer-form': { template: 'answer-form', draw: presentAnswerForm },
  'revoke-form': { template: 'revoke-form', draw: presentRevokeForm },
  requester: { template: 'requester', draw: ({ view }) => presentRequester(view), standsInChat: true },
  'clip-ready': { template: 'clip-ready', draw: ({ view }) => presentClipReady(view) },
  'last-day': { template: 'last-day', draw: ({ view, goesAt }) => presentLastDay(view, goesAt) },
  access: { template: 'access', draw: ({ view }) => presentAccess(view), standsInChat: true },
  'disciplinary-notice': {
    template: 'disciplinary-notice',
    draw: ({ view }) => presentDisciplinaryNotice(view),
  },
  reminder: { template: 'reminder', draw: ({ view, escalated }) => presentReminder(view, escalated) },
  'delegate-agreed': { template: 'sheet', draw: ({ view }) => presentDelegateAgreed(view) },
  'my-requests': { template: 'my-requests', draw: presentMyRequests },
};
