import type { ActionSpecs } from '../../messaging/model/actions.ts';

export const listeningActions = {
  listen: { about: 'request', standsOn: ['clip-ready', 'requester', 'last-day', 'release'] },
} as const satisfies ActionSpecs;
