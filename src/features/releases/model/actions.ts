import type { ActionSpecs } from '../../messaging/model/actions.ts';

export const releaseActions = {
  release: { about: 'case', form: true, standsOn: ['case'] },
  redact: { about: 'request', standsOn: ['release'] },
  'give-link': { about: 'request', form: true, standsOn: ['release'] },
  'passcode-given': { about: 'request', standsOn: ['release'] },
  'end-links': { about: 'request', standsOn: ['release'] },
  'hand-over': { about: 'request', standsOn: ['release'] },
  'case-pack': { about: 'case', standsOn: ['case'] },
  'export-register': { about: 'new' },
} as const satisfies ActionSpecs;
