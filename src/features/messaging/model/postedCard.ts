/** Cards that are posted and kept current; the others are replies on the spot. */
const POSTED_CARDS = [
  'approver',
  'requester',
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
  'purge-question',
  'release',
  'link-locked',
  /** An outside link with its passcode, as it was shown once. */
  'link-given',
  'delegation',
  'account-check',
  'channel-check',
  'order-receipt',
  'order-notice',
  'retention-report',
  'access-report',
  'unread-files',
  'storage-alarm',
  'reach-alarm',
] as const;

export type PostedCard = (typeof POSTED_CARDS)[number];

/** What is told of a card that stands already in the same place is a short reply to that card: by the card it is about. */
const TOLD_BESIDE: Readonly<Partial<Record<PostedCard, PostedCard>>> = {
  reminder: 'approver',
  access: 'approver',
  'last-day': 'requester',
  'case-reminder': 'case',
};

/** The card that a card is told beside: its own kind, where no other is meant. */
export const toldBeside = (card: PostedCard): PostedCard => TOLD_BESIDE[card] ?? card;
