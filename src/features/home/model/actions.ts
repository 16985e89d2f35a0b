import type { ActionSpecs, CommandSpecs } from '../../messaging/model/actions.ts';

export const homeActions = { home: { about: 'home', modal: true, inPlace: true } } as const satisfies ActionSpecs;

export const homeCommands = {
  'recording-desk': { does: 'What waits for you, what you may hear, your cases' },
  'recordings-help': { does: 'What the desk can do', help: null, inChannels: true },
  'recording-policy': { does: 'The rules, in short', inChannels: true, typedOnly: true },
} as const satisfies CommandSpecs;
