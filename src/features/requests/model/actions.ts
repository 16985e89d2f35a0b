import type { ActionSpecs, CommandSpecs } from '../../messaging/model/actions.ts';

export const requestActions = {
  request: { about: 'new', form: true, raises: true },
  approve: { about: 'request', form: true, standsOn: ['approver', 'reminder'] },
  deny: { about: 'request', form: true, standsOn: ['approver', 'reminder'] },
  ask: { about: 'request', form: true, standsOn: ['approver', 'reminder'] },
  'stand-back': { about: 'request', standsOn: ['approver', 'reminder'] },
  answer: { about: 'request', form: true, standsOn: ['requester'] },
  revoke: {
    about: 'request',
    form: true,
    standsOn: ['access', 'approver'],
    confirm: 'The next step asks why, and ends the access at once.',
  },
  withdraw: { about: 'request', standsOn: ['requester'], confirm: 'Nobody will decide on this request any more.' },
  'my-requests': { about: 'mine', inPlace: true },
} as const satisfies ActionSpecs;

export type RequestAction = keyof typeof requestActions;

export const requestCommands = {
  'request-recording': {
    does: 'Ask to hear a call recording',
    help: 'Ask to hear a call recording. You can add what you know: yesterday 3.10pm ext 204',
    hint: 'yesterday 3.10pm ext 204 01632 960123 complaint about a bill',
    form: true,
  },
  'my-requests': { does: 'See what became of your requests, and listen' },
} as const satisfies CommandSpecs;
