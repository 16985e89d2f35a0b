import type { CardDrawers } from '../../../platform/cards/drawers.ts';
import { presentCase } from './case.ts';
import { presentStepForm } from './forms.ts';
import { presentCaseReminder, presentEmergencyNotice } from './notices.ts';
import { presentReportForm, presentReportReceived } from './report.ts';
import type { CaseCard } from './views.ts';

export const caseCards: CardDrawers<CaseCard> = {
  'report-form': { template: 'form', draw: presentReportForm },
  'report-received': { template: 'case', draw: presentReportReceived },
  case: { template: 'case', draw: ({ view }) => presentCase(view), standsInChat: true },
  'case-reminder': { template: 'case', draw: ({ view }) => presentCaseReminder(view) },
  'emergency-notice': {
    template: 'case',
    draw: ({ view }) => presentEmergencyNotice(view),
    standsInChat: true,
  },
  'step-form': { template: 'form', draw: presentStepForm },
};
