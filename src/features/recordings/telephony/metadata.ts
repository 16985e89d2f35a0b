import type { RecordingReader } from '../callReading.ts';
import { percentDecoded } from './readableName.ts';
import { statedCall } from './statedCall.ts';
import { ownFacts, type StatedFacts } from './statedFacts.ts';

/** Headers hold plain letters alone, so programs write others as percent codes. */
export const metadataFacts = (metadata: Readonly<Record<string, string>>): StatedFacts =>
  ownFacts(Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, percentDecoded(value)])));

/** The blob's own metadata, whichever phone system or script wrote it. */
export const metadataReader: RecordingReader = {
  system: 'metadata',
  read: ({ metadata }, settings) => statedCall(metadataFacts(metadata), settings),
};
