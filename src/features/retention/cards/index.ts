import type { CardDrawers } from '../../../platform/cards/drawers.ts';
import { presentAccessReport } from './accessReport.ts';
import { presentOrderForm } from './orderForm.ts';
import { presentOrderNotice, presentOrderReceipt } from './orders.ts';
import { presentRetentionReport } from './retentionReport.ts';
import { presentStorageAlarm, presentUnreadFiles } from './storage.ts';
import type { RetentionCard } from './views.ts';

export const retentionCards: CardDrawers<RetentionCard> = {
  'order-form': { template: 'order-form', draw: presentOrderForm },
  'order-receipt': { template: 'order-receipt', draw: ({ view }) => presentOrderReceipt(view) },
  'order-notice': { template: 'order-notice', draw: ({ view }) => presentOrderNotice(view) },
  'retention-report': { template: 'retention-report', draw: ({ report }) => presentRetentionReport(report) },
  'access-report': { template: 'access-report', draw: ({ report }) => presentAccessReport(report) },
  'unread-files': { template: 'unread-files', draw: presentUnreadFiles },
  'storage-alarm': { template: 'storage-alarm', draw: presentStorageAlarm },
};
