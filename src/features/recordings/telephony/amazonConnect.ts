import { isoCallTime } from './callTime.ts';
import { nameReader } from './nameReader.ts';

/** `{contact id}_{YYYYMMDD}T{HH:mm}_UTC.wav` under `CallRecordings/YYYY/MM/DD`; a copy’s colon may be another mark. */
const NAME = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_(\d{4})(\d\d)(\d\d)T(\d\d)[-:_.]?(\d\d)_UTC\.\w{2,5}$/i;

/** Amazon Connect. UTC to the minute; the name tells nothing of who spoke. */
export const amazonConnectReader = nameReader(
  'amazon-connect',
  NAME,
  ([contactId = '', year, month, day, hour, minute]) => ({
    time: isoCallTime(`${year}-${month}-${day}T${hour}:${minute}Z`, 'UTC'),
    callId: contactId.toLowerCase(),
  }),
);
