import type { ActionSpecs } from '../../messaging/model/actions.ts';

export const listeningActions = {
  listen: { about: 'request', standsOn: ['requester', 'last-day', 'release'] },
  'hear-first': { about: 'request', form: true, standsOn: ['approver', 'reminder'] },
} as const satisfies ActionSpecs;
