import type { CardDrawers } from '../../../platform/cards/drawers.ts';
import { presentAccessReport } from './accessReport.ts';
import { presentOrderForm } from './orderForm.ts';
import { presentOrderNotice, presentOrderReceipt } from './orders.ts';
import { presentPurgeQuestion } from './purgeQuestion.ts';
import { presentRetentionReport } from './retentionReport.ts';
import { presentReachAlarm, presentStorageAlarm, presentUnreadFiles } from './storage.ts';
import type { RetentionCard } from './views.ts';

export const retentionCards: CardDrawers<RetentionCard> = {
  'order-form': { template: 'form', draw: presentOrderForm },
  'order-receipt': { template: 'deletion', draw: ({ view }) => presentOrderReceipt(view) },
  'order-notice': { template: 'deletion', draw: ({ view }) => presentOrderNotice(view) },
  'purge-question': { template: 'case', draw: presentPurgeQuestion, standsInChat: true },
  'retention-report': { template: 'report', draw: ({ report }) => presentRetentionReport(report) },
  'access-report': { template: 'report', draw: ({ report }) => presentAccessReport(report) },
  'unread-files': { template: 'list', draw: presentUnreadFiles },
  'storage-alarm': { template: 'list', draw: presentStorageAlarm },
  'reach-alarm': { template: 'list', draw: presentReachAlarm },
};
