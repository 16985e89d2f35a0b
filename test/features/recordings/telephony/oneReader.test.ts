import { describe, expect, it } from 'vitest';
import { callReading } from '../../../../src/features/recordings/telephony/index.ts';

const LONDON = { zone: 'Europe/London' };

const { readFile, isAudioName, sidecarNamesOf } = callReading;

const read = (name: string, rest: Partial<Parameters<typeof readFile>[0]> = {}) =>
  readFile({ name, metadata: {}, sidecar: null, ...rest }, LONDON);

const factsOf = (name: string, rest: Partial<Parameters<typeof readFile>[0]> = {}) => read(name, rest).read?.facts;

/** A name of each phone system. */
const NAMES = [
  '204/[Ann Reed]_204-01632960123_20260514131342(3644).wav',
  '[01632960123]_01632960123-204_20260514131342(3).wav',
  'force-01632960123-204-20260514-131342-1778760822.7.wav',
  '20260514131342-1778760822.24-204-205-Internal.mp3',
  'auto-1778760822-204-01632960123.wav',
  '20260514-131342_204_01632960123_Outgoing_Auto_2243071124051.mp3',
  'ipbx:wilsons:callrecording:users:204:1778760822000-1666686434952-204-+441632960123_E.mp3',
  'CallRecordings/2026/05/14/e81b7b4d-7a28-4d0c-9a6c-2f1f4c5d6e7f_20260514T12:13_UTC.wav',
] as const;

const stem = (name: string): string => name.replace(/\.\w+$/, '');

const ending = (name: string): string => name.slice(stem(name).length);

const inFile = (name: string, change: (file: string) => string): string => {
  const at = name.lastIndexOf('/') + 1;
  return name.slice(0, at) + change(name.slice(at));
};

/** What downloading, copying and other systems make of a name. */
const CHANGES: readonly (readonly [string, (name: string) => string])[] = [
  ['downloaded twice', (name) => `${stem(name)} (1)${ending(name)}`],
  ['downloaded twice by Firefox', (name) => `${stem(name)}(2)${ending(name)}`],
  ['copied by Windows', (name) => `${stem(name)} - Copy${ending(name)}`],
  ['copied three times by Windows', (name) => `${stem(name)} - Copy (3)${ending(name)}`],
  ['copied by macOS', (name) => `${stem(name)} copy 2${ending(name)}`],
  ['copied by Linux', (name) => inFile(name, (file) => `Copy of ${file}`)],
  ['copied and downloaded again', (name) => `${stem(name)} - Copy (1) (2)${ending(name)}`],
  ['not wholly downloaded', (name) => `${name}.part`],
  ['not wholly downloaded by Chrome', (name) => `${stem(name)} (1)${ending(name)}.crdownload`],
  ['with an ending in capitals', (name) => stem(name) + ending(name).toUpperCase()],
  ['with percent codes', (name) => name.replaceAll(':', '%3A').replaceAll(' ', '%20').replaceAll('+', '%2B')],
  ['with wide colons', (name) => name.replaceAll(':', '：')],
  ['with dashes for colons', (name) => name.replaceAll(':', '-')],
  ['with low lines for colons', (name) => name.replaceAll(':', '_')],
  ['with letters and accents apart', (name) => name.normalize('NFD')],
];

describe.each(CHANGES)('a name %s', (_, change) => {
  it.each(NAMES)('is read as what it was: %s', (name) => {
    const facts = factsOf(name);
    expect(facts).toBeDefined();
    expect(factsOf(change(name))).toEqual(facts);
    expect(isAudioName(change(name))).toBe(true);
  });
});

it('keeps a call’s own number in brackets', () => {
  const name = (id: string) => `[01632960123]_01632960123-204_20260514131342(${id}).wav`;
  expect(['3', '3644', '12'].map((id) => factsOf(name(id))?.callId)).toEqual(['3', '3644', '12']);
});

describe('a sidecar', () => {
  const FACTS = { start: '2026-05-14T12:13:42Z', extension: '204', parties: 'Zoë Ångström' };
  const json = JSON.stringify(FACTS);
  const utf16 = Buffer.from(json, 'utf16le');
  const bigEndian = Buffer.from(utf16).swap16();

  it.each([
    ['UTF-8', Buffer.from(json)],
    ['UTF-8 with a mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(json)])],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ['UTF-16, the other way round', Buffer.concat([Buffer.from([0xfe, 0xff]), bigEndian])],
    ['UTF-16 without a mark', utf16],
    ['UTF-16 without a mark, the other way round', bigEndian],
    ['Windows’ own letters', Buffer.from(json, 'latin1')],
    ['blank lines around it', Buffer.from(`\r\n ${json}\r\n\r\n`)],
  ])('is read in %s', (_, sidecar) => {
    expect(factsOf('a.wav', { sidecar: new Uint8Array(sidecar) })).toMatchObject({
      startedAt: '2026-05-14T12:13:42.000Z',
      extension: '204',
      parties: 'Zoë Ångström',
    });
  });

  it.each([
    ['no JSON', Buffer.from('start: today')],
    ['nothing', Buffer.alloc(0)],
    ['too much', Buffer.from(`{"start":"2026-05-14T12:13:42Z","x":"${'x'.repeat(70_000)}"}`)],
  ])('that holds %s is said not to be readable, also where the name is', (_, sidecar) => {
    const bytes = new Uint8Array(sidecar);
    expect(read('a.wav', { sidecar: bytes })).toEqual({ read: undefined, isSidecarReadable: false });
    expect(factsOf(NAMES[0], { sidecar: bytes })?.notUnderstood).toBe('the .json beside it');
  });

  it('of which nothing is understood is said so, where the name tells of the call', () => {
    const two = [{ start: '2026-05-14T12:13:42Z' }, { start: '2026-05-14T12:14:42Z' }];
    for (const record of [{}, { colour: 'red' }, two, { records: two }]) {
      const sidecar = new Uint8Array(Buffer.from(JSON.stringify(record)));
      expect(factsOf(NAMES[0], { sidecar })?.notUnderstood).toBe('the .json beside it');
    }
  });

  it('is looked for under capitals too, and beside what a copy is of', () => {
    expect(sidecarNamesOf('x/call (1).WAV')).toEqual(
      expect.arrayContaining(['x/call (1).json', 'x/call (1).JSON', 'x/call.json', 'x/call.WAV.json']),
    );
  });

  it.each([
    [
      'RingCentral',
      {
        records: [
          {
            id: 'AbC1',
            startTime: '2026-05-14T12:13:42.000Z',
            duration: 61,
            direction: 'Inbound',
            from: { phoneNumber: '+441632960123', name: 'Mrs Alder' },
            to: { extensionNumber: '204', name: 'Ann Reed' },
          },
        ],
      },
      { extension: '204', number: '+441632960123', direction: 'inbound', parties: 'Mrs Alder, Ann Reed' },
    ],
    [
      'FreePBX',
      { calldate: '2026-05-14 13:13:42', clid: '', src: '204', dst: '01632960123', billsec: '61', uniqueid: 'AbC1' },
      { extension: '204', number: '+441632960123', direction: 'outbound' },
    ],
    [
      'Yeastar',
      [
        {
          timestart: '2026/05/14 13:13:42',
          callfrom: 'Ann <204>',
          callto: '205',
          callduraction: 70,
          talkduration: 61,
          uniqueid: 'AbC1',
        },
      ],
      { extension: '204', otherExtension: '205', direction: 'internal' },
    ],
    [
      'a program that writes epochs',
      {
        call: {
          start_time: 1_778_760_822_000,
          caller: '"Mrs Alder" <01632 960123>',
          callee: '204',
          call_duration: 61,
          callId: 'AbC1',
        },
      },
      { extension: '204', number: '+441632960123', direction: 'inbound' },
    ],
    [
      'a program that writes dates as e-mail does',
      { StartTime: 'Thu, 14 May 2026 12:13:42 +0000', From: '204', To: '+441632960123', Duration: '61', sid: 'AbC1' },
      { extension: '204', number: '+441632960123', direction: 'outbound' },
    ],
  ])('may be a record of the call log of %s', (_, record, expected) => {
    const sidecar = new Uint8Array(Buffer.from(JSON.stringify(record)));
    expect(factsOf('a.wav', { sidecar })).toMatchObject({
      startedAt: '2026-05-14T12:13:42.000Z',
      durationMs: 61_000,
      callId: 'AbC1',
      notUnderstood: '',
      ...expected,
    });
  });
});

describe('metadata', () => {
  it('is read through percent codes, and with other marks for colons', () => {
    const metadata = {
      start: '2026-05-14T13%3A13%3A42',
      number: '%2B441632960123',
      parties: 'Zo%C3%AB%20Reed',
      extension: '204',
    };
    const facts = { startedAt: '2026-05-14T12:13:42.000Z', number: '+441632960123', parties: 'Zoë Reed' };
    expect(factsOf('a.wav', { metadata })).toMatchObject(facts);
    for (const start of ['2026-05-14T13-13-42', '2026-05-14 13.13.42', '2026/05/14 13:13:42'])
      expect(factsOf('a.wav', { metadata: { ...metadata, start } })).toMatchObject(facts);
    expect(factsOf('a.wav', { metadata: { ...metadata, parties: '100% Reed' } })?.parties).toBe('100% Reed');
  });

  it('of a call log’s names means nothing: a time of upload is no start', () => {
    expect(factsOf('a.wav', { metadata: { timestamp: '2026-05-14T12:13:42Z' } })).toBeUndefined();
  });
});

describe('what is not understood', () => {
  it.each([
    ['an end of a name', 'auto-1778760822-204-reception.wav', {}, 'reception'],
    ['two ends outside', 'auto-1778760822-01632960123-07700900123.wav', {}, '07700900123'],
    ['an extension', 'a.wav', { start: '2026-05-14T12:13:42Z', extension: 'reception' }, 'extension reception'],
    ['a length', 'a.wav', { start: '2026-05-14T12:13:42Z', duration: 'long' }, 'duration long'],
    [
      'a start, where the name has another',
      NAMES[0],
      { start: '14.5.26', extension: '209' },
      'start 14.5.26, extension 209',
    ],
  ])('of a call is said word for word: %s', (_, name, metadata, notUnderstood) => {
    expect(factsOf(name, { metadata })?.notUnderstood).toBe(notUnderstood);
  });

  it.each(NAMES)('is nothing of a name that is whole: %s', (name) => {
    expect(factsOf(name)?.notUnderstood).toBe('');
  });
});
