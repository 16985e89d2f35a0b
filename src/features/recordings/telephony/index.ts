import type { CallReading, PhoneSystem, RecordingReader } from '../callReading.ts';
import { amazonConnectReader } from './amazonConnect.ts';
import { isAudioName, sidecarNamesOf } from './audioName.ts';
import { eightByEightReader } from './eightByEight.ts';
import { freepbxReader } from './freepbx.ts';
import { grandstreamReader } from './grandstream.ts';
import { metadataReader } from './metadata.ts';
import { ringcentralReader } from './ringcentral.ts';
import { sidecarReader } from './sidecar.ts';
import { threecxReader } from './threecx.ts';
import { yeastarReader } from './yeastar.ts';

const PHONE_READERS: Readonly<Record<PhoneSystem, RecordingReader>> = {
  '3cx': threecxReader,
  freepbx: freepbxReader,
  yeastar: yeastarReader,
  grandstream: grandstreamReader,
  ringcentral: ringcentralReader,
  '8x8': eightByEightReader,
  'amazon-connect': amazonConnectReader,
};

/** What was stated on purpose comes before what a file name implies. */
export const READERS: readonly RecordingReader[] = [
  metadataReader,
  sidecarReader,
  ...Object.values(PHONE_READERS),
];

/** Asks each reader in turn, in its own zone; undefined when none can say when the call was. */
export const readCall: CallReading['readCall'] = (blob, { zone, zones = {} }) => {
  for (const { system, read } of READERS) {
    const own = Object.hasOwn(zones, system) ? zones[system] : undefined;
    const facts = read(blob, { zone: own ?? zone });
    if (facts) return { facts, system };
  }
  return undefined;
};

export { isAudioName, sidecarNamesOf };

/** The readers as one port. */
export const callReading: CallReading = { readCall, isAudioName, sidecarNamesOf };
