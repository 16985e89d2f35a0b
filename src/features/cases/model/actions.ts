import type { ActionSpecs, CommandSpecs } from '../../messaging/model/actions.ts';

export const caseActions = {
  'subject-access': { about: 'new', form: true, raises: true },
  police: { about: 'new', form: true, raises: true },
  /** One step of a case: the target says which. */
  'case-step': { about: 'case', form: true, standsOn: ['case'] },
  'mark-confidential': { about: 'case', standsOn: ['case'] },
  'acknowledge-emergency': { about: 'case', standsOn: ['emergency-notice'] },
} as const satisfies ActionSpecs;

export const caseCommands = {
  'subject-access': { does: 'Somebody asks for what we hold about them', form: true },
  'police-request': { does: 'The police ask for a recording', form: true },
} as const satisfies CommandSpecs;

export const holdActions = {
  'renew-hold': { about: 'hold', form: true, standsOn: ['hold'] },
  'end-hold': { about: 'hold', form: true, standsOn: ['hold'] },
  'agree-end-hold': { about: 'hold', standsOn: ['hold-end'] },
  'keep-hold': { about: 'hold', standsOn: ['hold-end'] },
  /** Takes copies that cannot be proven as they are, and gives up those that cannot be made. */
  'give-up-copies': { about: 'hold', form: true, standsOn: ['hold'] },
  /** What the DPO decides on a held call that a deletion order met. */
  'redact-held': { about: 'lock', form: true, standsOn: ['held-lock'] },
  'delete-locked': {
    about: 'lock',
    form: true,
    standsOn: ['held-lock'],
    confirm: 'The next step asks why, and deletes the held copies for good.',
  },
  unlock: { about: 'lock', form: true, standsOn: ['held-lock'] },
} as const satisfies ActionSpecs;

export const searchActions = {
  search: { about: 'new', form: true, inPlace: true },
  'more-found': { about: 'search', inPlace: true },
  /** What to do with a recording that a search found, or with all of them. */
  'use-found': { about: 'search', form: true },
} as const satisfies ActionSpecs;

export const searchCommands = {
  'find-recordings': {
    does: 'The DPO finds recordings of a person',
    help: 'Find recordings of a person (the Data Protection Officer)',
    hint: 'subject access S-7K3MQ9A',
    form: true,
    forDpo: true,
  },
} as const satisfies CommandSpecs;
