import type { RecordingReader } from '../callReading.ts';
import { fileNameOf } from './blobPath.ts';
import { endOf, endsOf } from './callEnds.ts';
import { epochCallTime } from './callTime.ts';

/**
 * `auto-{epoch}-{from}-{to}.wav` (UCM6100 Series CDR and REC API Guide, "REC API"; Asterisk’s automatic
 * monitor names it so).
 */
const NAME = /^auto-(\d{9,10})-([^-/]*)-([^-/]*)\.\w{2,5}$/i;

/** Grandstream UCM. The epoch, in seconds, is when recording began; there is no call id. */
export const grandstreamReader: RecordingReader = {
  system: 'grandstream',
  read({ name }) {
    const parts = NAME.exec(fileNameOf(name));
    if (!parts) return undefined;
    const [, epoch = '', from = '', to = ''] = parts;
    const time = epochCallTime(Number(epoch) * 1_000);
    if (!time) return undefined;
    return { ...time, ...endsOf(endOf(from), endOf(to)), durationMs: null, parties: '', callId: null };
  },
};
