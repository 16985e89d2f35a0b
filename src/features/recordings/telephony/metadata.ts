import type { RecordingReader } from '../callReading.ts';
import { statedCall } from './statedCall.ts';

/** The blob's own metadata, whichever phone system or script wrote it. */
export const metadataReader: RecordingReader = {
  system: 'metadata',
  read: ({ metadata }, settings) => statedCall(metadata, settings),
};
