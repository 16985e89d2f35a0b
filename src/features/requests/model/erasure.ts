import { type Instant, later } from '../../../kernel/time.ts';
import type { Grant } from './grant.ts';
import type { AccessRequest } from './request.ts';

/** When a request was over for good: its ending, or the end of the access it led to. */
export const endedAt = (request: AccessRequest, grant: Grant | undefined): Instant =>
  [request.ending?.at, grant?.until, request.agreements.at(-1)?.at]
    .filter((at) => at !== undefined)
    .reduce<Instant>(later, request.submittedAt);

/** Whether a request has been erased: nobody is left who asked. */
export const isErased = (request: AccessRequest): boolean => request.requestedBy === '';

/** What may be kept of a request: its purpose, times and outcome. What people typed, numbers and names go. */
export const erased = (request: AccessRequest): AccessRequest => ({
  ...request,
  requestedBy: '',
  requesterName: '',
  ask: {
    reason: '',
    when: request.ask.when,
    extension: { kind: 'not-known' },
    number: { kind: 'not-known' },
    parties: { kind: 'not-known' },
    other: null,
    reference: null,
    askedBy: null,
  },
  agreements: request.agreements.map((agreement) => ({
    ...agreement,
    by: '',
    comment: null,
    statement: null,
    consultation: null,
  })),
  questions: [],
  stoodBack: [],
  parts: [],
  ending: request.ending && {
    by: null,
    at: request.ending.at,
    // A person's own words; the closed words of the desk say nothing of anybody.
    reason: request.ending.by === null ? request.ending.reason : '',
  },
});
