import type { RecordingReader } from '../callReading.ts';
import { loggedCallTime } from './callTime.ts';
import { percentDecoded } from './readableName.ts';
import { statedCall } from './statedCall.ts';
import { ownFacts, type StatedFacts, statedFacts } from './statedFacts.ts';

/** Headers hold plain letters alone, so programs write others as percent codes. */
export const metadataFacts = (metadata: Readonly<Record<string, string>>): StatedFacts =>
  ownFacts(Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, percentDecoded(value)])));

/** The blob's own metadata, whichever phone system or script wrote it. */
export const metadataReader: RecordingReader = {
  system: 'metadata',
  read: ({ metadata }, settings) => statedCall(metadataFacts(metadata), settings),
};

/** A `.json` beside the audio, with the same keys as the metadata, or a record of a call log. */
export const sidecarReader: RecordingReader = {
  system: 'sidecar',
  read: ({ sidecar }, settings) => statedCall(statedFacts(sidecar), settings, loggedCallTime),
};
