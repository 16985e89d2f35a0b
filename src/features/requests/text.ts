import type { AccessRequest } from './model/request.ts';
import type { ListenMode } from './model/terms.ts';

export const modeText = (mode: ListenMode): string => (mode === 'copy' ? 'listen, or keep a copy' : 'listen only');

const STATES: Readonly<Record<AccessRequest['state'], string>> = {
  submitted: 'Waiting for agreement',
  'awaiting-approval': 'Waiting for agreement',
  'awaiting-answer': 'Waiting for your answer',
  approved: 'Agreed, being prepared',
  released: 'Ready to listen',
  closed: 'Over',
  denied: 'Denied',
  withdrawn: 'Withdrawn',
  expired: 'Lapsed',
  revoked: 'Access stopped',
};

/** Where a request stands, in its requester’s words. */
export const requestStateText = (state: AccessRequest['state']): string => STATES[state];
