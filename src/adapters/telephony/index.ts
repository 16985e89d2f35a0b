import type { CallReading, RecordingReader } from '../../usecases/recordingReader.ts';
import { isAudioName, sidecarNamesOf } from './audioName.ts';
import { metadataReader } from './metadata.ts';
import { sidecarReader } from './sidecar.ts';
import { threecxReader } from './threecx.ts';

/** What was stated on purpose beats what a file name implies. */
export const READERS: readonly RecordingReader[] = [metadataReader, sidecarReader, threecxReader];

/** Asks each reader in turn; undefined when none can say when the call was. */
export const readCall: CallReading['readCall'] = (blob, settings) => {
  for (const reader of READERS) {
    const facts = reader.read(blob, settings);
    if (facts) return facts;
  }
  return undefined;
};

export { isAudioName, sidecarNamesOf };

/** The readers as one port. */
export const callReading: CallReading = { readCall, isAudioName, sidecarNamesOf };
