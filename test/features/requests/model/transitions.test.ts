import { describe, expect, it } from 'vitest';
import type { RequestState } from '../../../../src/features/requests/model/request.ts';
import { type RequestEvent, step, TRANSITIONS } from '../../../../src/features/requests/model/transitions.ts';
import { buildRequest } from '../../../builders.ts';

const EVENTS = [
  'route',
  'agree',
  'ask',
  'answer',
  'complete',
  'deny',
  'withdraw',
  'expire',
  'release',
  'close',
  'revoke',
] as const satisfies readonly RequestEvent[];

const APPROVAL = 'awaiting-approval';

const ANSWER = 'awaiting-answer';

const _ = undefined;

/** The states of a request, row by row; a gap is a step that cannot happen. */
const TABLE: Readonly<Record<RequestState, readonly (RequestState | undefined)[]>> = {
  // route agree ask answer complete deny withdraw lapse release close revoke
  submitted: [APPROVAL, _, _, _, _, _, 'withdrawn', 'expired', _, _, _],
  'awaiting-approval': [_, APPROVAL, ANSWER, _, 'approved', 'denied', 'withdrawn', 'expired', _, _, _],
  'awaiting-answer': [_, APPROVAL, _, APPROVAL, 'approved', 'denied', 'withdrawn', 'expired', _, _, _],
  approved: [_, _, _, _, _, _, _, 'expired', 'released', _, 'revoked'],
  released: [_, _, _, _, _, _, _, _, _, 'closed', 'revoked'],
  closed: [_, _, _, _, _, _, _, _, _, _, _],
  denied: [_, _, _, _, _, _, _, _, _, _, _],
  withdrawn: [_, _, _, _, _, _, _, _, _, _, _],
  expired: [_, _, _, _, _, _, _, _, _, _, _],
  revoked: [_, _, _, _, _, _, _, _, _, _, _],
};

const states = Object.keys(TABLE) as RequestState[];

const cells = states.flatMap((state) => EVENTS.map((event, at) => [state, event, TABLE[state][at]] as const));

describe('the life of a request', () => {
  it.each(cells)('%s, on %s: %s', (state, event, next) => {
    expect(step(buildRequest({ state }), event)).toEqual(
      next === undefined ? { ok: false, error: 'already-decided' } : { ok: true, value: next },
    );
  });

  it('knows no state and no event besides', () => {
    expect(Object.keys(TRANSITIONS).sort()).toEqual([...states].sort());
    const used = new Set(Object.values(TRANSITIONS).flatMap((row) => Object.keys(row)));
    expect([...used].sort()).toEqual([...EVENTS].sort());
  });
});
