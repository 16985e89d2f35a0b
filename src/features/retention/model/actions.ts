import type { ActionSpecs, CommandSpecs } from '../../messaging/model/actions.ts';

export const retentionActions = {
  'card-payment': { about: 'new', form: true, raises: true },
  'unrecorded-line': { about: 'new', form: true, raises: true },
  /** The DPO says that a night may delete far more than the nights before. */
  'agree-purge': { about: 'purge', standsOn: ['purge-question'] },
} as const satisfies ActionSpecs;

export const orderCommands = {
  'card-payment': { does: 'A card was read out: delete that call', hint: '204 now', form: true },
  'unrecorded-line': { does: 'A caller does not want to be recorded', hint: '204 now', form: true },
} as const satisfies CommandSpecs;
