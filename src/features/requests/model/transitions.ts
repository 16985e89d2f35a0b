import { err, ok, type Result } from '../../../kernel/result.ts';
import type { AccessRequest, RequestState } from './request.ts';

export type RequestEvent =
  | 'route'
  | 'agree'
  | 'ask'
  | 'answer'
  | 'complete'
  | 'deny'
  | 'withdraw'
  | 'expire'
  | 'release'
  | 'close'
  | 'revoke';

/** Every change of a request’s state. What is not in this table cannot happen. */
export const TRANSITIONS: Readonly<Record<RequestState, Partial<Record<RequestEvent, RequestState>>>> = {
  submitted: { route: 'awaiting-approval', withdraw: 'withdrawn', expire: 'expired' },
  'awaiting-approval': {
    agree: 'awaiting-approval',
    complete: 'approved',
    ask: 'awaiting-answer',
    deny: 'denied',
    withdraw: 'withdrawn',
    expire: 'expired',
  },
  'awaiting-answer': {
    answer: 'awaiting-approval',
    agree: 'awaiting-approval',
    complete: 'approved',
    deny: 'denied',
    withdraw: 'withdrawn',
    expire: 'expired',
  },
  approved: { release: 'released', revoke: 'revoked', expire: 'expired' },
  released: { close: 'closed', revoke: 'revoked' },
  closed: {},
  denied: {},
  withdrawn: {},
  expired: {},
  revoked: {},
};

/** States nothing leads out of. */
export const FINAL_STATES: readonly RequestState[] = (Object.keys(TRANSITIONS) as RequestState[]).filter(
  (state) => Object.keys(TRANSITIONS[state]).length === 0,
);

/** The state `event` leads to, or `already-decided` when the table has no such step. */
export function step(request: AccessRequest, event: RequestEvent): Result<RequestState, 'already-decided'> {
  const next = TRANSITIONS[request.state][event];
  return next === undefined ? err('already-decided') : ok(next);
}
