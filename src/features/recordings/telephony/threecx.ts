import { endOf, endsOf } from './callEnds.ts';
import { compactCallTime } from './callTime.ts';
import { nameReader } from './nameReader.ts';

/** `[name]_from-to_yyyyMMddHHmmss(callid).wav`, under a folder named for the extension. */
const NAME = /^\[([^\]/]*)\]_([^_/]*?)-([^_/]*)_(\d{14})\(([^()/]*)\)\.\w+$/;

/** The brackets hold a name, or for want of one the number again, which is no name. */
const partiesOf = (bracketed: string): string => (endOf(bracketed).kind === 'unknown' ? bracketed.trim() : '');

/** The folder is the extension’s, unless it is the day of `2026/05/14/`, under which an import puts files. */
function folderExtension(path: readonly string[]): string | null {
  const [folder = '', month = '', year = ''] = path.slice(0, -1).reverse();
  const isDay = /^\d{4}$/.test(year) && /^\d\d$/.test(month) && /^\d\d$/.test(folder);
  return !isDay && /^\d{2,5}$/.test(folder) ? folder : null;
}

/** 3CX (version 18 and 20 recordings). Its times are local in a zone the name does not state. */
export const threecxReader = nameReader(
  '3cx',
  NAME,
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
