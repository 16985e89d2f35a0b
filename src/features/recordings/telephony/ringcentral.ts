import { type End, endOf, endsOf, UNKNOWN } from './callEnds.ts';
import { compactCallTime } from './callTime.ts';
import { nameReader } from './nameReader.ts';

/** `{YYYYMMDD-HHMMSS}_{extension}_{number}_{direction}_{how}_{id}.mp3`; without the extension for an incoming call. */
const NAME = /^(\d{8})-(\d{6})_(?:(\d{2,8})_)?([^_/]*)_(Incoming|Outgoing)_([A-Za-z]{2,20})_(\d{4,20})\.\w{2,5}$/i;

/** The way numbers of the United States and Canada are written, and no others. */
const NORTH_AMERICAN = /^\(\d{3}\)\s?\d{3}-\d{4}$/;

const farEnd = (text: string): End => endOf(NORTH_AMERICAN.test(text) ? `+1${text.replace(/\D/g, '')}` : text);

/** RingCentral, one file for each leg. Its times are local in a zone the name does not state; the id is the leg’s. */
export const ringcentralReader = nameReader(
  'ringcentral',
  NAME,
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
