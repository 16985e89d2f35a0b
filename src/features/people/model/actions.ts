import type { ActionSpecs, CommandSpecs } from '../../messaging/model/actions.ts';

export const delegationActions = {
  delegate: { about: 'new', form: true, raises: true },
  away: { about: 'new', form: true, raises: true },
  'end-delegation': {
    about: 'delegation',
    standsOn: ['delegation'],
    confirm: 'The stand-in decides nothing from now on.',
  },
} as const satisfies ActionSpecs;

export const checkActions = {
  'confirm-account': { about: 'account', standsOn: ['account-check'] },
  'refuse-account': { about: 'account', standsOn: ['account-check'] },
  'confirm-channel': { about: 'channel', standsOn: ['channel-check'] },
  'refuse-channel': { about: 'channel', standsOn: ['channel-check'] },
} as const satisfies ActionSpecs;

export const delegationCommands = {
  'dpo-delegate': {
    does: 'The DPO names a stand-in between two days',
    help: 'Name somebody to stand in for you between two days',
    form: true,
    forDpo: true,
    typedOnly: true,
  },
  away: {
    does: 'Say on which days you are not to be asked to decide',
    help: null,
    hint: 'from 1 December to 5 December, or: back',
    form: true,
    typedOnly: true,
  },
} as const satisfies CommandSpecs;
