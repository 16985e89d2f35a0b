import type { CallReading, RecordingReader } from '../callReading.ts';
import { PHONE_READERS } from './phoneSystems.ts';
import { isAudioName, readableNames, sidecarNamesOf } from './readableName.ts';
import { parseSidecar } from './sidecarText.ts';
import { droppedFacts, metadataFacts, metadataReader, sidecarReader } from './statedCall.ts';
import { statedFacts } from './statedFacts.ts';

/** What was stated on purpose comes before what a file name implies. */
export const READERS: readonly RecordingReader[] = [metadataReader, sidecarReader, ...Object.values(PHONE_READERS)];

/** Enough to see what is meant; what is not understood may be of any length. */
const MOST_SAID = 200;

function said(...texts: readonly string[]): string {
  const all = texts.filter((text) => text !== '').join(', ');
  return all.length <= MOST_SAID ? all : `${all.slice(0, MOST_SAID).toWellFormed()}…`;
}

/**
 * Asks each reader in turn, in its own zone; undefined when none can say when the call was. Facts that are
 * stated without a readable start are not dropped in silence.
 */
export const readCall: CallReading['readCall'] = (blob, { zone, zones = {} }) => {
  const names = readableNames(blob.name);
  for (const { system, read } of READERS) {
    const own = Object.hasOwn(zones, system) ? zones[system] : undefined;
    for (const name of names) {
      const facts = read({ ...blob, name }, { zone: own ?? zone });
      if (!facts) continue;
      const isStated = system === 'metadata' || system === 'sidecar';
      const notUnderstood = said(
        facts.notUnderstood,
        system === 'metadata' ? '' : droppedFacts(metadataFacts(blob.metadata)),
        isStated || blob.sidecar === undefined ? '' : droppedFacts(statedFacts(blob.sidecar)) || THE_SIDECAR,
      );
      return { facts: { ...facts, notUnderstood }, system };
    }
  }
  return undefined;
};

const THE_SIDECAR = 'the .json beside it';

const readFile: CallReading['readFile'] = ({ sidecar, ...file }, settings) => {
  const stated = sidecar === null ? undefined : parseSidecar(sidecar);
  const read = readCall({ ...file, ...(sidecar === null ? {} : { sidecar: stated ?? null }) }, settings);
  return { read, isSidecarReadable: sidecar === null || stated !== undefined };
};

export { isAudioName, sidecarNamesOf };

/** The readers as one port. */
export const callReading: CallReading = { readCall, readFile, isAudioName, sidecarNamesOf };
