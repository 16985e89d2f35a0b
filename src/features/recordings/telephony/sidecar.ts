import type { RecordingReader } from '../callReading.ts';
import { loggedCallTime } from './callTime.ts';
import { statedCall } from './statedCall.ts';
import { statedFacts } from './statedFacts.ts';

/** A `.json` beside the audio, with the same keys as the metadata, or a record of a call log. */
export const sidecarReader: RecordingReader = {
  system: 'sidecar',
  read: ({ sidecar }, settings) => statedCall(statedFacts(sidecar), settings, loggedCallTime),
};
