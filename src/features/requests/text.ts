import type { AccessRequest } from './model/request.ts';
import type { ListenMode } from './model/terms.ts';

export function modeText(mode: ListenMode): string {
  switch (mode) {
    case 'listen':
      return 'listen only';
    case 'copy':
      return 'listen, or keep a copy';
  }
}

/** Where a request stands, in its requester’s words. */
export function requestStateText(state: AccessRequest['state']): string {
  switch (state) {
    case 'submitted':
    case 'awaiting-approval':
      return 'Waiting for agreement';
    case 'awaiting-answer':
      return 'Waiting for your answer';
    case 'approved':
      return 'Agreed, being prepared';
    case 'released':
      return 'Ready to listen';
    case 'closed':
      return 'Over';
    case 'denied':
      return 'Denied';
    case 'withdrawn':
      return 'Withdrawn';
    case 'expired':
      return 'Lapsed';
    case 'revoked':
      return 'Access stopped';
  }
}
