import { describe, expect, it } from 'vitest';
import { isPartyToCall } from '../../../../src/features/requests/model/party.ts';
import { buildAsk, buildPerson, buildRecording, RITA, TOM } from '../../../builders.ts';

const rita = buildPerson({ extensions: ['204', '214'] });

const names = (text: string) => buildAsk({ extension: { kind: 'not-known' }, parties: { kind: 'known', names: text } });

describe('who took part in a call', () => {
  it.each(['204', '214'])('whoever has its extension: %s', (extension) => {
    expect(isPartyToCall(rita, buildAsk({ extension: { kind: 'known', extension } }), [])).toBe(true);
    expect(isPartyToCall(rita, names(''), [buildRecording({ extension })])).toBe(true);
    expect(isPartyToCall(rita, names(''), [buildRecording({ otherExtension: extension })])).toBe(true);
  });

  it.each([
    'Rita Reed',
    'Reed, Rita',
    'rita REED and Mrs Hill',
    'Ríta Reed',
    `the vet <${RITA}>`,
  ])('whoever is named: %s', (text) => {
    expect(isPartyToCall(rita, names(text), [])).toBe(true);
    expect(isPartyToCall(rita, names(''), [buildRecording({ parties: text })])).toBe(true);
  });

  it.each(['', 'Rita', 'Rita Brown', 'Mrs Reed', 'brita@example.com'])('not by %j alone', (text) => {
    expect(isPartyToCall(rita, names(text), [])).toBe(false);
  });

  it('somebody known by one name only, when that name stands there', () => {
    const cher = buildPerson({ email: TOM, name: 'Rita' });
    expect(isPartyToCall(cher, names('Mrs Hill and Rita'), [])).toBe(true);
    expect(isPartyToCall(cher, names('Mrs Margarita'), [])).toBe(false);
  });
});
