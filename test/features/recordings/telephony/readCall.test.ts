import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAudioName, readCall, sidecarNamesOf } from '../../../../src/features/recordings/telephony/index.ts';

const settings = { zone: 'Europe/London' };

const blob = (name: string, metadata: Record<string, string> = {}, sidecar?: unknown) => ({ name, metadata, sidecar });

const factsOf = (...asked: Parameters<typeof readCall>) => readCall(...asked)?.facts;

const CX = '4166/[Celia Perez]_4166-01553888553_20260514131342(3644).wav';

describe('reading metadata', () => {
  it('reads every key, whatever its case', () => {
    const metadata = {
      Start: '2026-07-01T15:10:00+01:00',
      EXTENSION: 'ext 204',
      number: '01632 960123',
      Direction: 'Incoming',
      duration: '61.5',
      parties: ' Mrs Alder ',
      CallId: 'abc-1',
    };
    expect(factsOf(blob('a.wav', metadata), settings)).toEqual({
      startedAt: '2026-07-01T14:10:00.000Z',
      alternateStart: null,
      durationMs: 61_500,
      extension: '204',
      otherExtension: null,
      number: '+441632960123',
      direction: 'inbound',
      parties: 'Mrs Alder',
      callId: 'abc-1',
      notUnderstood: '',
    });
  });

  it.each([
    ['2026-07-01T14:10:00Z', '2026-07-01T14:10:00.000Z'],
    ['2026-07-01T15:10:00', '2026-07-01T14:10:00.000Z'],
    ['2026-07-01 15:10', '2026-07-01T14:10:00.000Z'],
    ['2026-12-01T15:10:00.250', '2026-12-01T15:10:00.250Z'],
    ['2026-07-01 15:10:00+0100', '2026-07-01T14:10:00.000Z'],
  ])('reads the start %s', (start, startedAt) => {
    expect(factsOf(blob('a.wav', { start }), settings)).toMatchObject({ startedAt, alternateStart: null });
  });

  it('keeps both moments of the repeated autumn hour, the earlier as the start', () => {
    expect(factsOf(blob('a.wav', { start: '2026-10-25T01:30:00' }), settings)).toMatchObject({
      startedAt: '2026-10-25T00:30:00.000Z',
      alternateStart: '2026-10-25T01:30:00.000Z',
    });
  });

  it('needs no second moment when the start states its offset', () => {
    expect(factsOf(blob('a.wav', { start: '2026-10-25T01:30:00+00:00' }), settings)).toMatchObject({
      startedAt: '2026-10-25T01:30:00.000Z',
      alternateStart: null,
    });
  });

  it.each([
    '',
    'yesterday',
    '2026-02-30T10:00:00Z',
    '2026-13-01T10:00:00',
    '2026-07-01',
    '0001-01-01T00:00:00Z',
    '2100-01-01T00:00:00Z',
    '1782914400',
  ])('makes nothing of the start %j', (start) => {
    expect(factsOf(blob('a.wav', { start }), settings)).toBeUndefined();
  });

  it.each([
    ['61', 61_000],
    ['PT1M1.5S', 61_500],
    ['PT1H', 3_600_000],
    ['-5', null],
    ['-PT5S', null],
    ['P1M', null],
    ['long', null],
    ['', null],
  ])('reads the duration %j as %j ms', (duration, durationMs) => {
    expect(factsOf(blob('a.wav', { start: '2026-07-01T14:10:00Z', duration }), settings)).toMatchObject({ durationMs });
  });

  it.each([
    ['withheld', { number: 'withheld', otherExtension: null, direction: 'unknown' }],
    ['205', { number: null, otherExtension: '205', direction: 'internal' }],
    ['', { number: null, otherExtension: null, direction: 'unknown' }],
    ['nonsense', { number: null, otherExtension: null, direction: 'unknown' }],
  ])('reads the number %j', (number, expected) => {
    expect(factsOf(blob('a.wav', { start: '2026-07-01T14:10:00Z', number }), settings)).toMatchObject(expected);
  });

  it('beats the sidecar and the name; the sidecar beats the name', () => {
    const sidecar = { start: '2026-06-02T10:00:00Z' };
    const metadata = { start: '2026-06-01T10:00:00Z' };
    expect(factsOf(blob(CX, metadata, sidecar), settings)?.startedAt).toBe('2026-06-01T10:00:00.000Z');
    expect(factsOf(blob(CX, {}, sidecar), settings)?.startedAt).toBe('2026-06-02T10:00:00.000Z');
    expect(factsOf(blob(CX, { origin: 'sftp' }, 'not an object'), settings)?.startedAt).toBe(
      '2026-05-14T12:13:42.000Z',
    );
  });
});

describe('reading a sidecar', () => {
  it('takes numbers as well as text', () => {
    const sidecar = { start: '2026-07-01T14:10:00Z', extension: 204, duration: 61, callId: 7 };
    expect(factsOf(blob('a.wav', {}, sidecar), settings)).toMatchObject({
      extension: '204',
      durationMs: 61_000,
      callId: '7',
    });
  });
});

describe('reading a 3CX name', () => {
  it('reads an outbound call: extension first, name in the brackets, local time', () => {
    expect(factsOf(blob(CX), settings)).toEqual({
      startedAt: '2026-05-14T12:13:42.000Z',
      alternateStart: null,
      durationMs: null,
      extension: '4166',
      otherExtension: null,
      number: '+441553888553',
      direction: 'outbound',
      parties: 'Celia Perez',
      callId: '3644',
      notUnderstood: '',
    });
  });

  it('reads an inbound call: number first; a number in the brackets is no name', () => {
    expect(factsOf(blob('[27836826436]_27836826436-100_20190211124743(3).wav'), settings)).toMatchObject({
      startedAt: '2019-02-11T12:47:43.000Z',
      extension: '100',
      number: '+27836826436',
      direction: 'inbound',
      parties: '',
      callId: '3',
    });
  });

  it('reads an internal call as two extensions', () => {
    expect(factsOf(blob('204/[Rita Moss]_204-207_20260514131342(9).wav'), settings)).toMatchObject({
      extension: '204',
      otherExtension: '207',
      number: null,
      direction: 'internal',
    });
  });

  it.each([
    '204/[Anonymous]_anonymous-204_20260514131342(9).wav',
    '204/[]_-204_20260514131342(9).wav',
  ])('reads a withheld number: %s', (name) => {
    expect(factsOf(blob(name), settings)).toMatchObject({
      number: 'withheld',
      extension: '204',
      direction: 'inbound',
      parties: '',
    });
  });

  it('takes the extension from the folder when neither end is one', () => {
    expect(factsOf(blob('204/[Reception]_01632960123-02079460000_20260514131342(9).wav'), settings)).toMatchObject({
      extension: '204',
      number: '+441632960123',
      direction: 'unknown',
      parties: 'Reception',
    });
  });

  it('does not take the day of a dated folder for an extension', () => {
    const file = '[Reception]_01632960123-02079460000_20260514131342(9).wav';
    expect(factsOf(blob(`2026/05/14/${file}`), settings)?.extension).toBeNull();
    expect(factsOf(blob(`2026/05/14/204/${file}`), settings)?.extension).toBe('204');
    expect(factsOf(blob(`vet/14/${file}`), settings)?.extension).toBe('14');
    expect(factsOf(blob(file), settings)?.extension).toBeNull();
  });

  it('keeps both moments of the repeated autumn hour', () => {
    expect(factsOf(blob('204/[A]_204-207_20261025013000(9).wav'), settings)).toMatchObject({
      startedAt: '2026-10-25T00:30:00.000Z',
      alternateStart: '2026-10-25T01:30:00.000Z',
    });
  });

  it.each([
    '204/[A]_204-207_20260230131342(9).wav',
    '204/[A]_204-207_99999999999999(9).wav',
    '204/[A]_204-207_20260514256142(9).wav',
    '204/[A]_204-207_2026051413134(9).wav',
    '204/[A]_204_20260514131342(9).wav',
    'voicemail.wav',
    '',
  ])('makes nothing of %j', (name) => {
    expect(factsOf(blob(name), settings)).toBeUndefined();
  });
});

it('never throws, whatever the name, the metadata and the sidecar', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('[', ']_', '-', '_20261025013000', '(1).wav', '204', '/', '01632960123'),
  );
  const name = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  const keys = fc.constantFrom('start', 'number', 'extension', 'duration', 'direction', '__proto__', 'toString');
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('2026-07-01T14:10:00Z', '2026-07-01T14:10:00[u-ca=hebrew]', 'P1Y', 'constructor'),
  );
  fc.assert(
    fc.property(name, fc.dictionary(keys, text), fc.anything(), fc.anything(), (anyName, metadata, start, sidecar) => {
      readCall({ name: anyName, metadata, sidecar }, settings);
      readCall({ name: anyName, metadata: {}, sidecar: { start, number: start, duration: start } }, settings);
    }),
    { numRuns: 1_000 },
  );
});

describe('telling recordings from other blobs', () => {
  it.each(['a.wav', 'A.WAV', 'x/y.wav49', 'a.mp3', 'a.gsm', 'a.ulaw', 'a.alaw', 'a.ogg'])('%s is audio', (name) => {
    expect(isAudioName(name)).toBe(true);
  });

  it.each(['a.json', 'a.wav.json', 'wav', 'a.txt', 'wav/readme', 'a.wav.tmp', ''])('%j is not', (name) => {
    expect(isAudioName(name)).toBe(false);
  });

  it('knows where the sidecar of a recording may stand', () => {
    expect(sidecarNamesOf('2026/05.1/call.wav')).toEqual(
      ['call.json', 'call.JSON', 'call.wav.json', 'call.wav.JSON'].map((name) => `2026/05.1/${name}`),
    );
  });
});
