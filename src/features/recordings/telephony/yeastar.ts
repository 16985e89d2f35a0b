import { endOf, endsOf, type Stated } from './callEnds.ts';
import { compactCallTime } from './callTime.ts';
import { nameReader } from './nameReader.ts';

/** `{yyyyMMddHHmmss}-{uniqueid}-{from}-{to}-{direction}.mp3`; the unique id begins with the second the call began. */
const NAME = /^(\d{14})-((\d{9,10})\.\d{1,10})-([^-/]*)-([^-/]*)-(Internal|Inbound|Outbound)\.\w{2,5}$/i;

const STATED: Readonly<Record<string, Stated>> = { internal: 'internal', inbound: 'inbound', outbound: 'outbound' };

/** Yeastar P-Series, and the S-Series before it. The name’s time is local and the recording’s; the id’s is neither. */
export const yeastarReader = nameReader(
  'yeastar',
  NAME,
  ([digits = '', callId = '', epoch = '', from = '', to = '', direction = ''], zone) => ({
    time: compactCallTime(digits, zone, Number(epoch) * 1_000),
    ...endsOf(endOf(from), endOf(to), STATED[direction.toLowerCase()]),
    callId,
  }),
);
