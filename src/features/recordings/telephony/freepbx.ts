import { type End, type Ends, endOf, endsOf, UNKNOWN } from './callEnds.ts';
import { compactCallTime } from './callTime.ts';
import { nameReader } from './nameReader.ts';

/**
 * `{type}-{dest}-{from}-{YYYYMMDD-HHMMSS}-{uniqueid}.wav`, under `YYYY/MM/DD`: FreePBX’s `sub-record-check`. Asterisk’s
 * unique id is the second the call began and a counter, with the system’s name before it where one is set.
 */
const NAME = /^([a-z]{1,12})-([^-/]*)-([^-/]*)-(\d{8})-(\d{6})-((?:[\w.]{1,40}-)?(\d{9,10})\.\d{1,10})\.\w{2,5}$/i;

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
export const freepbxReader = nameReader(
  'freepbx',
  NAME,
  ([type = '', dest = '', from = '', date = '', clock = '', callId = '', epoch = ''], zone) => ({
    time: compactCallTime(`${date}${clock}`, zone, Number(epoch) * 1_000),
    ...endsFor(type.toLowerCase(), endOf(dest), endOf(from)),
    callId,
  }),
);
