import type { ActionSpecs } from '../../messaging/model/actions.ts';

export const listeningActions = {
  listen: { about: 'request', standsOn: ['requester', 'last-day', 'release'] },
} as const satisfies ActionSpecs;
