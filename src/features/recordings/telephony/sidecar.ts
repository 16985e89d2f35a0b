import type { RecordingReader } from '../callReading.ts';
import { statedCall } from './statedCall.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A `.json` beside the audio, with the same keys as the metadata. */
export const sidecarReader: RecordingReader = {
  system: 'sidecar',
  read: ({ sidecar }, settings) => (isRecord(sidecar) ? statedCall(sidecar, settings) : undefined),
};
