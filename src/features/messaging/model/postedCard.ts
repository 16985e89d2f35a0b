/** Cards that are posted and kept current; the others are replies on the spot. */
const POSTED_CARDS = [
  'approver',
  'requester',
  'clip-ready',
  'access',
  'disciplinary-notice',
  'reminder',
  'delegate-agreed',
  'last-day',
  'report-received',
  'case',
  'case-reminder',
  'emergency-notice',
  'hold',
  'hold-end',
  'held-lock',
  'release',
  'link-locked',
  'delegation',
  'order-receipt',
  'order-notice',
  'retention-report',
  'access-report',
  'unread-files',
  'storage-alarm',
] as const;

export type PostedCard = (typeof POSTED_CARDS)[number];
