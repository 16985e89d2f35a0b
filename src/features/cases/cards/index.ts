import type { CardDrawers } from '../../../platform/cards/drawers.ts';
import { presentCase } from './case.ts';
import { presentStepForm } from './forms.ts';
import { presentCaseReminder, presentEmergencyNotice } from './notices.ts';
import { presentReportForm, presentReportReceived } from './report.ts';
import type { CaseCard } from './views.ts';

export const caseCards: CardDrawers<CaseCard> = {
  'report-form': { template: 'desk-form', draw: presentReportForm },
  'report-received': { template: 'report-received', draw: presentReportReceived },
  case: { template: 'sheet', draw: ({ view }) => presentCase(view), standsInChat: true },
  'case-reminder': { template: 'sheet', draw: ({ view }) => presentCaseReminder(view) },
  'emergency-notice': {
    template: 'sheet',
    draw: ({ view }) => presentEmergencyNotice(view),
    standsInChat: true,
  },
  'step-form': { template: 'desk-form', draw: presentStepForm },
};
