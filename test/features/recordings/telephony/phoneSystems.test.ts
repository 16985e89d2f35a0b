import { describe, expect, it } from 'vitest';
import { PHONE_SYSTEMS } from '../../../../src/features/recordings/callReading.ts';
import { READERS, readCall } from '../../../../src/features/recordings/telephony/index.ts';

const LONDON = { zone: 'Europe/London' };

const read = (name: string, settings: Parameters<typeof readCall>[1] = LONDON) =>
  readCall({ name, metadata: {} }, settings);

const factsOf = (name: string, settings = LONDON) => read(name, settings)?.facts;

/** Names as the systems’ own documents and users give them. */
const EXAMPLES = {
  '3cx': '4166/[Celia Perez]_4166-01553888553_20260514131342(3644).wav',
  freepbx: '2025/03/27/force-08215558663-3201-20250327-092517-1743042317.12206.wav',
  yeastar: '20250819095658-1755568612.24-2192-2193-Internal.mp3',
  grandstream: 'auto-1414771234-1000-1004.wav',
  ringcentral: '20251104-133555_302_(252)792-8686_Outgoing_Auto_2243071124051.mp3',
  '8x8': 'ipbx:acme:callrecording:users:117209:1667337742543-1666686434952-117209-+16695555518_E.mp3',
  'amazon-connect': 'CallRecordings/2024/01/26/e81b7b4d-7a28-4d0c-9a6c-2f1f4c5d6e7f_20240126T03:07_UTC.wav',
} as const;

describe('the phone systems', () => {
  it('each have a reader, and no reader is another', () => {
    expect(READERS.map(({ system }) => system)).toEqual(['metadata', 'sidecar', ...PHONE_SYSTEMS]);
  });

  it.each(PHONE_SYSTEMS)('%s: its example is read by its own reader alone', (system) => {
    const blob = { name: EXAMPLES[system], metadata: {} };
    expect(READERS.filter((reader) => reader.read(blob, LONDON)).map((reader) => reader.system)).toEqual([system]);
    expect(read(blob.name)?.system).toBe(system);
  });

  it.each(PHONE_SYSTEMS)('%s: its zone may differ from the others’', (system) => {
    const stated = new Set(['freepbx', 'yeastar', 'grandstream', '8x8', 'amazon-connect']);
    const here = read(EXAMPLES[system])?.facts.startedAt;
    const there = read(EXAMPLES[system], { ...LONDON, zones: { [system]: 'Asia/Tokyo' } })?.facts.startedAt;
    expect(there === here).toBe(stated.has(system));
    expect(read(EXAMPLES[system], { ...LONDON, zones: { other: 'Asia/Tokyo' } })?.facts.startedAt).toBe(here);
  });

  it('tells of metadata and of a sidecar that they were the source', () => {
    const start = '2026-07-01T14:10:00Z';
    const name = EXAMPLES.freepbx;
    expect(readCall({ name, metadata: { start } }, LONDON)?.system).toBe('metadata');
    expect(readCall({ name, metadata: {}, sidecar: { start } }, LONDON)?.system).toBe('sidecar');
  });
});

describe('a FreePBX name', () => {
  it('gives the dialled number first, then who dialled; the unique id tells the moment', () => {
    expect(factsOf(EXAMPLES.freepbx)).toEqual({
      startedAt: '2025-03-27T02:25:17.000Z',
      alternateStart: null,
      durationMs: null,
      extension: '3201',
      otherExtension: null,
      number: '+448215558663',
      direction: 'outbound',
      parties: '',
      callId: '1743042317.12206',
      notUnderstood: '',
    });
  });

  const of = (front: string) => factsOf(`${front}-20260514-131342-1778760822.7.wav`);

  it.each([
    ['out-01632960123-204', { direction: 'outbound', extension: '204', number: '+441632960123' }],
    ['out-999-204', { direction: 'outbound', extension: '204', number: null, otherExtension: null }],
    ['in-01632960999-07700900123', { direction: 'inbound', extension: null, number: '+447700900123' }],
    ['in-01632960999-anonymous', { direction: 'inbound', extension: null, number: 'withheld' }],
    ['in-s-unknown', { direction: 'inbound', extension: null, number: null }],
    ['exten-204-01632960123', { direction: 'inbound', extension: '204', number: '+441632960123' }],
    ['exten-204-205', { direction: 'internal', extension: '205', otherExtension: '204', number: null }],
    ['internal-204-205', { direction: 'internal', extension: '205', otherExtension: '204' }],
    ['external-204-+441632960123', { direction: 'inbound', extension: '204', number: '+441632960123' }],
    ['external-204-', { direction: 'inbound', extension: '204', number: 'withheld' }],
    ['force-204-01632960123', { direction: 'inbound', extension: '204', number: '+441632960123' }],
    // A queue or a ring group is nobody’s extension.
    ['q-600-01632960123', { direction: 'inbound', extension: null, number: '+441632960123' }],
    ['rg-600-01632960123', { direction: 'inbound', extension: null, number: '+441632960123' }],
    ['rg-600-204', { direction: 'internal', extension: '204', otherExtension: null, number: null }],
  ])('%s', (front, expected) => {
    expect(of(front)).toMatchObject({ startedAt: '2026-05-14T12:13:42.000Z', ...expected });
  });

  it.each(['wav', 'WAV', 'wav49', 'ulaw', 'gsm'])('may end in .%s', (end) => {
    expect(factsOf(`in-1-2-20260514-131342-1778760822.7.${end}`)).toBeDefined();
  });

  it('may hold the system’s name in its unique id', () => {
    expect(factsOf('in-s-204-20260514-131342-pbx1-1778760822.7.wav')).toMatchObject({
      startedAt: '2026-05-14T12:13:42.000Z',
      callId: 'pbx1-1778760822.7',
    });
  });

  it('falls back on its local time where the unique id tells another day', () => {
    expect(factsOf('in-s-204-20260514-131342-1414771234.7.wav')?.startedAt).toBe('2026-05-14T12:13:42.000Z');
    expect(factsOf('in-s-204-20261025-013000-1414771234.7.wav')).toMatchObject({
      startedAt: '2026-10-25T00:30:00.000Z',
      alternateStart: '2026-10-25T01:30:00.000Z',
    });
  });
});

describe('a Yeastar name', () => {
  it('gives who called, then whom; the unique id tells the moment', () => {
    expect(factsOf(EXAMPLES.yeastar)).toMatchObject({
      startedAt: '2025-08-19T01:56:52.000Z',
      alternateStart: null,
      extension: '2192',
      otherExtension: '2193',
      number: null,
      direction: 'internal',
      callId: '1755568612.24',
    });
    expect(factsOf('20170901181806-1504261084.7-1001-1003-Internal.wav')?.startedAt).toBe('2017-09-01T10:18:04.000Z');
  });

  it.each([
    ['01632960123-2192-Inbound', { direction: 'inbound', extension: '2192', number: '+441632960123' }],
    ['anonymous-2192-Inbound', { direction: 'inbound', extension: '2192', number: 'withheld' }],
    ['2192-07700900123-Outbound', { direction: 'outbound', extension: '2192', number: '+447700900123' }],
    ['2192-101-Outbound', { direction: 'outbound', extension: '2192', number: null, otherExtension: null }],
    ['07700900123-01632960999-Inbound', { direction: 'inbound', extension: null, number: '+447700900123' }],
  ])('%s', (end, expected) => {
    expect(factsOf(`20260514131342-1778760822.24-${end}.mp3`)).toMatchObject(expected);
  });
});

describe('a Grandstream name', () => {
  it.each([
    ['auto-1414771234-1000-1004', { direction: 'internal', extension: '1000', otherExtension: '1004' }],
    ['auto-1414771234-1000-01632960123', { direction: 'outbound', extension: '1000', number: '+441632960123' }],
    ['auto-1414771234-01632960123-1000', { direction: 'inbound', extension: '1000', number: '+441632960123' }],
    ['auto-1414771234-anonymous-1000', { direction: 'inbound', extension: '1000', number: 'withheld' }],
  ])('%s', (name, expected) => {
    expect(factsOf(`monitor/${name}.wav`)).toMatchObject({
      startedAt: '2014-10-31T16:00:34.000Z',
      alternateStart: null,
      callId: null,
      ...expected,
    });
  });
});

describe('a RingCentral name', () => {
  it('is local time, with the extension of an outgoing call', () => {
    expect(factsOf(EXAMPLES.ringcentral)).toMatchObject({
      startedAt: '2025-11-04T13:35:55.000Z',
      extension: '302',
      number: '+12527928686',
      direction: 'outbound',
      callId: '2243071124051',
    });
  });

  it.each([
    ['+441632960123_Incoming', { direction: 'inbound', extension: null, number: '+441632960123' }],
    ['01632 960123_Incoming', { direction: 'inbound', extension: null, number: '+441632960123' }],
    ['Anonymous_Incoming', { direction: 'inbound', extension: null, number: 'withheld' }],
    ['_Incoming', { direction: 'inbound', extension: null, number: 'withheld' }],
    ['Unknown_Incoming', { direction: 'inbound', extension: null, number: null }],
    ['302_+441632960123_Incoming', { direction: 'inbound', extension: '302', number: '+441632960123' }],
    ['302_303_Outgoing', { direction: 'internal', extension: '302', otherExtension: '303', number: null }],
    ['303_Incoming', { direction: 'internal', extension: '303', otherExtension: null, number: null }],
  ])('%s', (middle, expected) => {
    expect(factsOf(`20251104-133555_${middle}_Auto_2243071124051.mp3`)).toMatchObject(expected);
  });

  it('keeps both moments of the repeated autumn hour', () => {
    expect(factsOf('20261025-013000_302_01632960123_Outgoing_OnDemand_22430.wav')).toMatchObject({
      startedAt: '2026-10-25T00:30:00.000Z',
      alternateStart: '2026-10-25T01:30:00.000Z',
    });
  });
});

describe('an 8x8 name', () => {
  it('tells the start in milliseconds; the number behind it is the call’s id, and no time', () => {
    expect(factsOf(EXAMPLES['8x8'])).toMatchObject({
      startedAt: '2022-11-01T21:22:22.543Z',
      alternateStart: null,
      extension: '117209',
      number: '+16695555518',
      direction: 'unknown',
      callId: '1666686434952',
    });
  });

  it.each([
    ['anonymous', { number: 'withheld', direction: 'unknown' }],
    ['1203', { number: null, otherExtension: '1203', direction: 'internal' }],
    ['', { number: 'withheld' }],
    ['nobody', { number: null, otherExtension: null, direction: 'unknown' }],
  ])('reads the far end %j', (address, expected) => {
    const name = `in/ipbx_acme_callrecording_users_1201_1667337742543-1666686434952-1201-${address}_E.mp3`;
    expect(factsOf(name)).toMatchObject({ extension: '1201', ...expected });
  });
});

describe('an Amazon Connect name', () => {
  it('is UTC to the minute, and the contact’s id', () => {
    expect(factsOf(EXAMPLES['amazon-connect'])).toMatchObject({
      startedAt: '2024-01-26T03:07:00.000Z',
      alternateStart: null,
      extension: null,
      number: null,
      direction: 'unknown',
      callId: 'e81b7b4d-7a28-4d0c-9a6c-2f1f4c5d6e7f',
    });
    expect(factsOf(EXAMPLES['amazon-connect'].replace('03:07', '03_07'))?.startedAt).toBe('2024-01-26T03:07:00.000Z');
  });
});

describe('a name that is almost one', () => {
  it.each([
    'force-08215558663-3201-20250230-092517-1743042317.12206.wav',
    'force-08215558663-3201-20250327-250017-1743042317.12206.wav',
    'force-08215558663-3201-20250327-09251-1743042317.12206.wav',
    'force-08215558663-3201-20250327-092517-1743042317.wav',
    'force-3201-20250327-092517-1743042317.12206.wav',
    '20250819095658-1755568612.24-2192-2193-Intern.mp3',
    '2025081909565-1755568612.24-2192-2193-Internal.mp3',
    '20251319095658-1755568612.24-2192-2193-Internal.mp3',
    'auto-14147712-1000-1004.wav',
    'auto-1414771234-1000.wav',
    'auto-9999999999-1000-1004.wav',
    '20251104-133555_302_(252)792-8686_Outgoing_2243071124051.mp3',
    '20251104-133555_302_(252)792-8686_Sideways_Auto_2243071124051.mp3',
    '20250229-133555_(252)792-8686_Incoming_Auto_2243071124051.mp3',
    'ipbx:acme:callrecording:users:117209:9999999999999-1666686434952-117209-+16695555518_E.mp3',
    'ipbx:acme:callrecording:users:117209:1667337742543-117209-+16695555518_E.mp3',
    'e81b7b4d-7a28-4d0c-9a6c-2f1f4c5d6e7_20240126T03:07_UTC.wav',
    'e81b7b4d-7a28-4d0c-9a6c-2f1f4c5d6e7f_20240230T03:07_UTC.wav',
    'e81b7b4d-7a28-4d0c-9a6c-2f1f4c5d6e7f_20240126T24:07_UTC.wav',
    '../../etc/passwd',
    "'; drop table recordings; --.wav",
  ])('is not read: %s', (name) => {
    expect(read(name)).toBeUndefined();
  });

  it.each(PHONE_SYSTEMS)('%s: one character less is undefined or another reading, never a throw', (system) => {
    const name = EXAMPLES[system];
    for (let at = 0; at < name.length; at += 1) read(name.slice(0, at) + name.slice(at + 1));
    for (const odd of ['"', "'", '../', '\u0000', '\u202e', '%', '😀'])
      for (let at = 0; at < name.length; at += 1) read(name.slice(0, at) + odd + name.slice(at));
  });

  it.each(PHONE_SYSTEMS)('%s: a long hostile name is answered at once', (system) => {
    const name = EXAMPLES[system];
    const from = performance.now();
    for (const filler of ['1', '-', '_', '1-', '1_', '(', '[', ' ', 'a', '.', ':', '20261025'])
      for (const at of [0, Math.floor(name.length / 2), name.length - 4])
        read(name.slice(0, at) + filler.repeat(Math.floor(1_000 / filler.length)) + name.slice(at));
    expect(performance.now() - from).toBeLessThan(500);
  });

  it('is not read when it is longer than any blob’s', () => {
    expect(read(`${'a/'.repeat(500)}${EXAMPLES.grandstream}`)).toBeUndefined();
    expect(read(`${'a/'.repeat(490)}${EXAMPLES.grandstream}`)).toBeDefined();
  });
});
