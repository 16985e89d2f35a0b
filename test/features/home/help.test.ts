import { describe, expect, it } from 'vitest';
import { renderCard } from '../../../src/chat/cards.ts';
import { COMMANDS } from '../../../src/chat/commands.ts';

const cardOf = (policyUrl: string | null): string =>
  JSON.stringify(
    renderCard({
      kind: 'help',
      practiceName: 'Wilson’s Veterinary Practice',
      commands: COMMANDS,
      isApprover: false,
      isDpo: false,
      policyUrl,
    }),
  );

describe('the answer to /recording-policy', () => {
  it('leads to the published policy, once the practice file has its address', () => {
    expect(cardOf('https://wilsons.example/call-recording')).toContain('https://wilsons.example/call-recording');
    expect(cardOf(null)).not.toContain('Action.OpenUrl');
  });

  it('says in short what can be done, and which commands do it', () => {
    for (const command of ['/request-recording', '/card-payment', '/unrecorded-line', '/subject-access'])
      expect(cardOf(null)).toContain(command);
  });
});
