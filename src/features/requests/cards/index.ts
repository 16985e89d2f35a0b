import type { CardDrawers } from '../../../platform/cards/drawers.ts';
import { presentAccess, presentDisciplinaryNotice } from './access.ts';
import { presentApprover, presentReminder } from './approver.ts';
import { presentDelegateAgreed } from './delegateAgreed.ts';
import { presentAnswerForm, presentApproveForm, presentAskForm, presentDenyForm, presentRevokeForm } from './forms.ts';
import { presentMyRequests } from './myRequests.ts';
import { presentLastDay, presentRequester } from './requester.ts';
import { presentRequestForm } from './requestForm.ts';
import type { RequestCard } from './views.ts';

export const requestCards: CardDrawers<RequestCard> = {
  'request-form': { template: 'form', draw: presentRequestForm },
  approver: { template: 'request', draw: ({ view }) => presentApprover(view), standsInChat: true },
  'approve-form': { template: 'form', draw: presentApproveForm },
  'deny-form': { template: 'form', draw: presentDenyForm },
  'ask-form': { template: 'form', draw: presentAskForm },
  'answer-form': { template: 'form', draw: presentAnswerForm },
  'revoke-form': { template: 'form', draw: presentRevokeForm },
  requester: { template: 'request', draw: ({ view }) => presentRequester(view), standsInChat: true },
  'last-day': { template: 'clip', draw: ({ view, goesAt }) => presentLastDay(view, goesAt) },
  access: { template: 'request', draw: ({ view }) => presentAccess(view), standsInChat: true },
  'disciplinary-notice': { template: 'request', draw: ({ view }) => presentDisciplinaryNotice(view) },
  reminder: { template: 'request', draw: ({ view, escalated }) => presentReminder(view, escalated) },
  'delegate-agreed': { template: 'request', draw: ({ view }) => presentDelegateAgreed(view) },
  'my-requests': { template: 'list', draw: presentMyRequests },
};
