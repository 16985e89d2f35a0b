import type { CardView } from '../../src/chat/cards.ts';
import { COMMANDS } from '../../src/chat/commands.ts';
import { toInstant } from '../../src/kernel/time.ts';
import { grantOf, ZONE } from './sampleRequests.ts';

const line = { submittedAt: toInstant('2026-11-23T08:55:00Z'), canListen: false, canWithdraw: false, until: null };

/** A view for every state of the cards that are about no single request. */
export const OTHER_VIEWS: Readonly<Record<string, CardView>> = {
  'listen-link.one-use': {
    kind: 'listen-link',
    requestId: 'req-1042',
    url: 'https://desk.wilsonsvets.example/listen/k3Jf0a',
    openBy: toInstant('2026-11-23T09:35:00Z'),
    zone: ZONE,
    oneUse: true,
    by: 'listen',
  },
  'listen-link.hear-first': {
    kind: 'listen-link',
    requestId: 'req-1042',
    url: 'https://desk.wilsonsvets.example/page/k3Jf0a',
    openBy: toInstant('2026-11-23T09:35:00Z'),
    zone: ZONE,
    oneUse: true,
    by: 'hear-first',
  },
  'listen-link.storage': {
    kind: 'listen-link',
    requestId: 'req-1042',
    url: 'https://wilsons.blob.core.windows.net/clips/grant-7.wav?sp=r&sig=example',
    openBy: toInstant('2026-11-23T09:35:00Z'),
    zone: ZONE,
    oneUse: false,
    by: 'listen',
  },
  'my-requests.none': { kind: 'my-requests', page: 1, lines: [], zone: ZONE },
  'my-requests.several': {
    kind: 'my-requests',
    page: 1,
    zone: ZONE,
    lines: [
      {
        ...line,
        id: 'req-1042',
        title: 'Complaint',
        call: 'about 15:10 on Fri 20 Nov 2026',
        state: 'released',
        canListen: true,
        until: grantOf().until,
      },
      {
        ...line,
        id: 'req-1040',
        title: 'Staff training',
        call: 'on Tue 17 Nov 2026',
        state: 'released',
        canListen: true,
        until: toInstant('2026-11-25T16:00:00Z'),
      },
      {
        ...line,
        id: 'req-1039',
        title: 'Legal enquiry',
        call: 'on Mon 16 Nov 2026',
        state: 'awaiting-approval',
        canWithdraw: true,
      },
      { ...line, id: 'req-1031', title: 'Complaint', call: 'on Mon 9 Nov 2026', state: 'denied' },
    ],
  },
  'my-requests.many': {
    kind: 'my-requests',
    page: 1,
    zone: ZONE,
    lines: Array.from({ length: 30 }, (_, index) => ({
      ...line,
      id: `req-${1000 - index}`,
      title: 'Complaint',
      call: 'on Mon 9 Nov 2026',
      state: 'awaiting-approval',
      canListen: true,
      canWithdraw: true,
    })),
  },
  'help.staff': {
    kind: 'help',
    practiceName: "Wilson's Veterinary Practice",
    commands: COMMANDS,
    isApprover: false,
    isDpo: false,
    policyUrl: 'https://wilsonsvets.example/call-recording',
  },
  'help.approver': {
    kind: 'help',
    practiceName: "Wilson's Veterinary Practice",
    commands: COMMANDS,
    isApprover: true,
    isDpo: true,
    policyUrl: null,
  },
  'notice.good': {
    kind: 'notice',
    tone: 'good',
    title: 'Request withdrawn',
    text: 'Nobody will decide on it any more.',
  },
  'notice.plain': {
    kind: 'notice',
    tone: 'plain',
    title: 'Already decided',
    text: 'Peter Hale denied this request at 09:20. There is nothing left for you to do.',
  },
  'notice.warning': {
    kind: 'notice',
    tone: 'warning',
    title: 'Card number refused',
    text: 'What you typed holds a payment card number, so it was neither sent nor kept. Leave the number out and send it again.',
  },
};
