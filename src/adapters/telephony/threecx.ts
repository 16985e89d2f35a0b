import { parseExternalNumber } from '../../domain/recording/externalNumber.ts';
import type { CallFacts, RecordingReader } from '../../usecases/recordingReader.ts';
import { localCallTime } from './callTime.ts';

/** `[name]_from-to_yyyyMMddHHmmss(callid).wav`, under a folder named for the extension. */
const NAME = /^\[([^\]/]*)\]_([^_/]*?)-([^_/]*)_(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\(([^()/]*)\)\.\w+$/;

/** Blob names are at most 1,024 characters. */
const LONGEST_NAME = 1_024;

type Ends = Pick<CallFacts, 'extension' | 'otherExtension' | 'number' | 'direction'>;

const kindOf = (text: string) => {
  const read = parseExternalNumber(text);
  return read.ok ? read.value : ({ kind: 'unknown' } as const);
};

const numberOf = (end: ReturnType<typeof kindOf>): string | null =>
  end.kind === 'number' ? end.e164 : end.kind === 'withheld' ? 'withheld' : null;

/** The first end called the second. */
function endsOf(from: string, to: string): Ends {
  const [caller, called] = [kindOf(from), kindOf(to)];
  if (caller.kind === 'extension' && called.kind === 'extension') {
    return {
      extension: caller.extension,
      otherExtension: called.extension,
      number: null,
      direction: 'internal',
    };
  }
  if (caller.kind === 'extension') {
    return {
      extension: caller.extension,
      otherExtension: null,
      number: numberOf(called),
      direction: 'outbound',
    };
  }
  if (called.kind === 'extension') {
    return {
      extension: called.extension,
      otherExtension: null,
      number: numberOf(caller),
      direction: 'inbound',
    };
  }
  return {
    extension: null,
    otherExtension: null,
    number: numberOf(caller) ?? numberOf(called),
    direction: 'unknown',
  };
}

/** The brackets hold a name, or for want of one the number again, which is no name. */
const partiesOf = (bracketed: string): string =>
  kindOf(bracketed).kind === 'unknown' ? bracketed.trim() : '';

const folderExtension = (folder: string | undefined): string | null =>
  folder !== undefined && /^\d{2,5}$/.test(folder) ? folder : null;

/** 3CX (version 18 and 20 recordings). Its times are local in a zone the name does not state. */
export const threecxReader: RecordingReader = {
  system: '3cx',
  read({ name }, { zone }) {
    if (name.length > LONGEST_NAME) return undefined;
    const path = name.split('/');
    const parts = NAME.exec(path.at(-1) ?? '');
    if (!parts) return undefined;
    const [, bracketed = '', from = '', to = '', year, month, day, hour, minute, second, callId] = parts;
    const time = localCallTime(`${year}-${month}-${day}`, `${hour}:${minute}:${second}`, zone);
    if (!time) return undefined;
    const ends = endsOf(from, to);
    return {
      ...time,
      ...ends,
      extension: ends.extension ?? folderExtension(path.at(-2)),
      durationMs: null,
      parties: partiesOf(bracketed),
      callId: callId || null,
    };
  },
};
