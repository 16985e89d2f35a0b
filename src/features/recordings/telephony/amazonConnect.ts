import type { RecordingReader } from '../callReading.ts';
import { fileNameOf } from './blobPath.ts';
import { isoCallTime } from './callTime.ts';

/**
 * `{contact id}_{YYYYMMDD}T{HH:mm}_UTC.wav` under `CallRecordings/YYYY/MM/DD`; another mark where a copy’s
 * file name cannot hold a colon.
 */
const NAME = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_(\d{4})(\d\d)(\d\d)T(\d\d)[-:_.]?(\d\d)_UTC\.\w{2,5}$/i;

/** Amazon Connect. UTC to the minute; the name tells nothing of who spoke. */
export const amazonConnectReader: RecordingReader = {
  system: 'amazon-connect',
  read({ name }) {
    const parts = NAME.exec(fileNameOf(name));
    if (!parts) return undefined;
    const [, contactId = '', year, month, day, hour, minute] = parts;
    const time = isoCallTime(`${year}-${month}-${day}T${hour}:${minute}Z`, 'UTC');
    if (!time) return undefined;
    return {
      ...time,
      extension: null,
      otherExtension: null,
      number: null,
      direction: 'unknown',
      durationMs: null,
      parties: '',
      callId: contactId.toLowerCase(),
      notUnderstood: '',
    };
  },
};
