import { describe, expect, it } from 'vitest';
import { isClaimedParty, isPartyToCall } from '../../../../src/features/requests/model/party.ts';
import { buildAsk, buildPerson, buildRecording, RITA, TOM } from '../../../builders.ts';

const rita = buildPerson({ extensions: ['204', '214'] });

const named = (text: string) => buildAsk({ extension: { kind: 'not-known' }, parties: { kind: 'known', names: text } });

const NOBODY = { stoodBack: [] };

const isRecorded = (person: typeof rita, recording: Parameters<typeof buildRecording>[0]) =>
  isPartyToCall(person, NOBODY, [buildRecording(recording)]);

describe('who took part in a call', () => {
  it.each(['204', '214'])('whoever’s extension the recording has: %s', (extension) => {
    expect(isRecorded(rita, { extension })).toBe(true);
    expect(isRecorded(rita, { otherExtension: extension })).toBe(true);
    expect(isClaimedParty(rita, buildAsk({ extension: { kind: 'known', extension } }))).toBe(true);
  });

  it.each([
    'Rita Reed',
    'Reed, Rita',
    'rita REED and Mrs Hill',
    'Ríta Reed',
    `the vet <${RITA}>`,
  ])('whoever the recording names, and by a claim whoever is typed: %s', (text) => {
    expect(isRecorded(rita, { parties: text })).toBe(true);
    expect(isClaimedParty(rita, named(text))).toBe(true);
  });

  it.each(['', 'Rita', 'Rita Brown', 'Mrs Reed', 'brita@example.com'])('nobody by %j alone', (text) => {
    expect(isRecorded(rita, { parties: text })).toBe(false);
    expect(isClaimedParty(rita, named(text))).toBe(false);
  });

  it('somebody known by one name only, when that name stands there', () => {
    const cher = buildPerson({ email: TOM, name: 'Rita' });
    expect(isRecorded(cher, { parties: 'Mrs Hill and Rita' })).toBe(true);
    expect(isRecorded(cher, { parties: 'Mrs Margarita' })).toBe(false);
  });

  it('whoever the practice file does not name, by the account’s name or by what the address reads as', () => {
    const unnamed = { ...rita, email: 'dana.drew@example.com', name: 'Somebody Else (dana.drew@example.com)' };
    expect(isRecorded(unnamed, { parties: 'Mrs Alder and Dana Drew' })).toBe(true);
    expect(isRecorded(unnamed, { parties: 'Somebody Else' })).toBe(true);
    expect(isRecorded(unnamed, { parties: 'Dana Dane' })).toBe(false);
  });

  it('whoever said so, under any of their addresses', () => {
    expect(isPartyToCall(rita, { stoodBack: [RITA] }, [])).toBe(true);
    expect(isPartyToCall({ ...rita, emails: ['rr@example.com'] }, { stoodBack: ['rr@example.com'] }, [])).toBe(true);
    expect(isPartyToCall(rita, { stoodBack: [TOM] }, [])).toBe(false);
  });
});
