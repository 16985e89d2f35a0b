import type { CallFacts, PhoneSystem, ReaderSettings, RecordingReader } from '../callReading.ts';
import { type End, type Ends, endOf, endsOf, type Stated, UNKNOWN } from './callEnds.ts';
import { type CallTime, compactCallTime, epochCallTime, isoCallTime } from './callTime.ts';

/** Blob names are at most 1,024 characters ("Naming and referencing containers, blobs, and metadata"). */
const MAX_NAME_LENGTH = 1_024;

/** The parts of a blob’s name between its slashes, the file name last; nothing of a name too long to be one. */
const blobPath = (name: string): readonly string[] => (name.length > MAX_NAME_LENGTH ? [] : name.split('/'));

/** What a name says of a call; nothing of it where it gives no good time. What it does not say is not known. */
interface Named extends Partial<Omit<CallFacts, keyof CallTime>> {
  readonly time: CallTime | undefined;
}

const NOT_SAID = {
  extension: null,
  otherExtension: null,
  number: null,
  direction: 'unknown',
  durationMs: null,
  parties: '',
  notUnderstood: '',
} as const;

/** Reads one phone system’s file names. `read` gets the pattern's groups, empty where nothing is, and the path. */
const nameReader = (
  system: RecordingReader['system'],
  pattern: RegExp,
  read: (groups: readonly string[], zone: ReaderSettings['zone'], path: readonly string[]) => Named,
): RecordingReader => ({
  system,
  read: ({ name }, { zone }) => {
    const path = blobPath(name);
    const found = pattern.exec(path.at(-1) ?? '');
    if (!found) return undefined;
    const groups = [...found].slice(1).map((group: string | undefined) => group ?? '');
    const { time, callId, ...facts } = read(groups, zone, path);
    return time && { ...NOT_SAID, ...time, ...facts, callId: callId || null };
  },
});

/** `[name]_from-to_yyyyMMddHHmmss(callid).wav`, under a folder named for the extension. */
const THREECX_NAME = /^\[([^\]/]*)\]_([^_/]*?)-([^_/]*)_(\d{14})\(([^()/]*)\)\.\w+$/;

/** The brackets hold a name, or for want of one the number again, which is no name. */
const partiesOf = (bracketed: string): string => (endOf(bracketed).kind === 'unknown' ? bracketed.trim() : '');

/** The folder is the extension’s, unless it is the day of `2026/05/14/`, under which an import puts files. */
function folderExtension(path: readonly string[]): string | null {
  const [folder = '', month = '', year = ''] = path.slice(0, -1).reverse();
  const isDay = /^\d{4}$/.test(year) && /^\d\d$/.test(month) && /^\d\d$/.test(folder);
  return !isDay && /^\d{2,5}$/.test(folder) ? folder : null;
}

/** 3CX (version 18 and 20 recordings). Its times are local in a zone the name does not state. */
const threecxReader = nameReader(
  '3cx',
  THREECX_NAME,
  ([bracketed = '', from = '', to = '', digits = '', callId = ''], zone, path) => {
    const ends = endsOf(endOf(from), endOf(to));
    return {
      time: compactCallTime(digits, zone),
      ...ends,
      extension: ends.extension ?? folderExtension(path),
      parties: partiesOf(bracketed),
      callId,
    };
  },
);

/**
 * `{type}-{dest}-{from}-{YYYYMMDD-HHMMSS}-{uniqueid}.wav`, under `YYYY/MM/DD`: FreePBX’s `sub-record-check`. Asterisk’s
 * unique id is the second the call began and a counter, with the system’s name before it where one is set.
 */
const FREEPBX_NAME =
  /^([a-z]{1,12})-([^-/]*)-([^-/]*)-(\d{8})-(\d{6})-((?:[\w.]{1,40}-)?(\d{9,10})\.\d{1,10})\.\w{2,5}$/i;

/** The destination is a queue, ring group or conference room, which nobody’s extension is. */
const GROUPS = new Set(['q', 'queue', 'rg', 'group', 'conf', 'page']);

/** What was called and who called, by what the recording was begun for. The destination stands first. */
function endsFor(type: string, dest: End, from: End): Ends {
  switch (type) {
    case 'in':
      return endsOf(from, dest, 'inbound');
    case 'out':
      return endsOf(from, dest, 'outbound');
    // To an extension, from outside.
    case 'external':
      return endsOf(from, dest, 'inbound');
    case 'internal':
      return endsOf(from, dest, 'internal');
    default:
      return GROUPS.has(type) ? groupEnds(from) : endsOf(from, dest);
  }
}

const groupEnds = (from: End): Ends => endsOf(from, UNKNOWN, from.kind === 'extension' ? 'internal' : 'inbound');

/** FreePBX, and others on Asterisk that name alike. The unique id tells the moment, else the server’s local time. */
const freepbxReader = nameReader(
  'freepbx',
  FREEPBX_NAME,
  ([type = '', dest = '', from = '', date = '', clock = '', callId = '', epoch = ''], zone) => ({
    time: compactCallTime(`${date}${clock}`, zone, Number(epoch) * 1_000),
    ...endsFor(type.toLowerCase(), endOf(dest), endOf(from)),
    callId,
  }),
);

/** `{yyyyMMddHHmmss}-{uniqueid}-{from}-{to}-{direction}.mp3`; the unique id begins with the second the call began. */
const YEASTAR_NAME = /^(\d{14})-((\d{9,10})\.\d{1,10})-([^-/]*)-([^-/]*)-(Internal|Inbound|Outbound)\.\w{2,5}$/i;

const STATED: Readonly<Record<string, Stated>> = { internal: 'internal', inbound: 'inbound', outbound: 'outbound' };

/** Yeastar P-Series, and the S-Series before it. The name’s time is local and the recording’s; the id’s is neither. */
const yeastarReader = nameReader(
  'yeastar',
  YEASTAR_NAME,
  ([digits = '', callId = '', epoch = '', from = '', to = '', direction = ''], zone) => ({
    time: compactCallTime(digits, zone, Number(epoch) * 1_000),
    ...endsOf(endOf(from), endOf(to), STATED[direction.toLowerCase()]),
    callId,
  }),
);

/** `auto-{epoch}-{from}-{to}.wav` (UCM6100 Series CDR and REC API Guide, "REC API"; Asterisk’s automatic monitor). */
const GRANDSTREAM_NAME = /^auto-(\d{9,10})-([^-/]*)-([^-/]*)\.\w{2,5}$/i;

/** Grandstream UCM. The epoch, in seconds, is when recording began; there is no call id. */
const grandstreamReader = nameReader('grandstream', GRANDSTREAM_NAME, ([epoch = '', from = '', to = '']) => ({
  time: epochCallTime(Number(epoch) * 1_000),
  ...endsOf(endOf(from), endOf(to)),
}));

/** `{YYYYMMDD-HHMMSS}_{extension}_{number}_{direction}_{how}_{id}.mp3`; without the extension for an incoming call. */
const RINGCENTRAL_NAME =
  /^(\d{8})-(\d{6})_(?:(\d{2,8})_)?([^_/]*)_(Incoming|Outgoing)_([A-Za-z]{2,20})_(\d{4,20})\.\w{2,5}$/i;

/** The way numbers of the United States and Canada are written, and no others. */
const NORTH_AMERICAN = /^\(\d{3}\)\s?\d{3}-\d{4}$/;

const farEnd = (text: string): End => endOf(NORTH_AMERICAN.test(text) ? `+1${text.replace(/\D/g, '')}` : text);

/** RingCentral, one file for each leg. Its times are local in a zone the name does not state; the id is the leg’s. */
const ringcentralReader = nameReader(
  'ringcentral',
  RINGCENTRAL_NAME,
  ([date = '', clock = '', extension = '', number = '', direction = '', , callId = ''], zone) => {
    const own: End = extension === '' ? UNKNOWN : { kind: 'extension', extension, text: extension };
    const other = farEnd(number);
    const inside = other.kind === 'extension';
    const ends =
      direction.toLowerCase() === 'incoming'
        ? endsOf(other, own, inside ? 'internal' : 'inbound')
        : endsOf(own, other, inside ? 'internal' : 'outbound');
    return { time: compactCallTime(`${date}${clock}`, zone), ...ends, callId };
  },
);

/**
 * `ipbx:{customer}:callrecording:users:{extension}:{start}-{call id}-{extension}-{number}_E.mp3`. The tags
 * 8x8 gives beside it say that the first number is `startTime` in milliseconds and the second `callId`, which
 * looks like a time and is none (8x8 "Cloud Storage Service Objects"). Programs that fetch the files write
 * `_` where a file name cannot hold a colon.
 */
const EIGHT_BY_EIGHT_NAME =
  /callrecording[-:_]users[-:_](\d{2,8})[-:_](\d{12,13})-(\d{6,20})-\d{2,8}-([^-:_/]*)(?:_[A-Z])?\.\w{2,5}$/;

/** 8x8 Work. The name does not tell who called whom, except that two extensions are a call inside. */
const eightByEightReader = nameReader(
  '8x8',
  EIGHT_BY_EIGHT_NAME,
  ([extension = '', start = '', callId = '', address = '']) => {
    const far = endOf(address);
    return {
      time: epochCallTime(Number(start)),
      extension,
      otherExtension: far.kind === 'extension' ? far.extension : null,
      number: far.kind === 'number' ? far.e164 : far.kind === 'withheld' ? 'withheld' : null,
      direction: far.kind === 'extension' ? 'internal' : 'unknown',
      callId,
      notUnderstood: far.kind === 'unknown' ? far.text : '',
    };
  },
);

/** `{contact id}_{YYYYMMDD}T{HH:mm}_UTC.wav` under `CallRecordings/YYYY/MM/DD`; a copy’s colon may be another mark. */
const AMAZON_CONNECT_NAME =
  /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_(\d{4})(\d\d)(\d\d)T(\d\d)[-:_.]?(\d\d)_UTC\.\w{2,5}$/i;

/** Amazon Connect. UTC to the minute; the name tells nothing of who spoke. */
const amazonConnectReader = nameReader(
  'amazon-connect',
  AMAZON_CONNECT_NAME,
  ([contactId = '', year, month, day, hour, minute]) => ({
    time: isoCallTime(`${year}-${month}-${day}T${hour}:${minute}Z`, 'UTC'),
    callId: contactId.toLowerCase(),
  }),
);

/** The readers of file names, by who wrote them. */
export const PHONE_READERS: Readonly<Record<PhoneSystem, RecordingReader>> = {
  '3cx': threecxReader,
  freepbx: freepbxReader,
  yeastar: yeastarReader,
  grandstream: grandstreamReader,
  ringcentral: ringcentralReader,
  '8x8': eightByEightReader,
  'amazon-connect': amazonConnectReader,
};
