import { createHash } from 'node:crypto';
import { addMinutes, addMs, later } from '../../kernel/time.ts';
import type { AudioRefusal } from '../../platform/audio/audio.ts';
import { BlobMissing, type StoredBlob } from '../../platform/storage/ports.ts';
import type { Deps } from '../../stores.ts';
import type { CallReading } from './callReading.ts';
import type { Recording, SoundFault } from './model/recording.ts';
import { SIDECAR_BYTES } from './telephony/sidecarText.ts';

export type DescribeDeps = Pick<Deps, 'practice' | 'archive' | 'cutter' | 'log' | 'clock'> & {
  readonly reading: CallReading;
};

/** A recording's id: stable for a name, and telling nothing of it. */
export const recordingIdOf = (blobName: string): string =>
  `rec-${createHash('sha256').update(blobName).digest('hex').slice(0, 24)}`;

/** Clocks differ by this much at most; beyond it a call that is still to come is a phone system's wrong clock. */
const CLOCKS_DIFFER_MINUTES = 60;

/** No call lasts longer, whatever is stated of it. */
const LONGEST_MS = 24 * 3_600_000;

/** Why a blob is no recording to the desk, with the length of its sound, by which an order may mean it. */
export interface NoRecording {
  readonly cause: 'undated' | 'not-yet' | 'unreadable-facts';
  readonly durationMs: number;
}

/**
 * What a blob is a recording of, or why of none: nothing says when the call was, or it is still to come by
 * every clock. Its length, and whether it can be cut, are its sound's, whatever is stated of them. Throws
 * BlobMissing and StorageUnavailable.
 */
export async function describeRecording(
  deps: DescribeDeps,
  blob: StoredBlob,
  sidecar: string | null,
): Promise<Recording | NoRecording> {
  const { reading, practice, clock } = deps;
  const { read, isSidecarReadable } = reading.readFile(
    { name: blob.name, metadata: blob.metadata, sidecar: await readSidecar(deps.archive, sidecar) },
    { zone: practice.phoneZone, zones: practice.phoneZones },
  );
  const { durationMs: measuredMs, fault } = await measure(deps, blob);
  if (!read) return { cause: isSidecarReadable ? 'undated' : 'unreadable-facts', durationMs: measuredMs };
  const {
    facts: { durationMs: stated, ...facts },
    system,
  } = read;
  // Kept by such a date it would outlive its limit: so long it counts as not understood, and goes by its storing.
  const latest = addMinutes(later(clock.now(), blob.storedAt), CLOCKS_DIFFER_MINUTES);
  if (facts.startedAt > latest) return { cause: 'not-yet', durationMs: measuredMs };
  const statedMs = Math.min(stated ?? 0, LONGEST_MS);
  const durationMs = measuredMs || statedMs;
  return {
    ...facts,
    id: recordingIdOf(blob.name),
    blobName: blob.name,
    endedAt: addMs(facts.startedAt, Math.max(durationMs, statedMs)),
    durationMs,
    bytes: blob.bytes,
    system,
    sidecar,
    storedAt: blob.storedAt,
    fault,
  };
}

/** A byte more than a sidecar may have, so that a longer one is seen as such. */
async function readSidecar(archive: DescribeDeps['archive'], name: string | null): Promise<Uint8Array | null> {
  try {
    return name === null ? null : await archive.readRange(name, 0, SIDECAR_BYTES + 1);
  } catch (error) {
    if (error instanceof BlobMissing) return null;
    throw error;
  }
}

const faultOf = (refusal: AudioRefusal): SoundFault => ({
  kind: refusal.kind,
  format: refusal.kind === 'unsupported-audio' ? refusal.format : null,
});

/** The sound's own length, and why it cannot be cut where it cannot. */
async function measure(
  { archive, cutter, log }: DescribeDeps,
  { name, bytes }: StoredBlob,
): Promise<{ readonly durationMs: number; readonly fault: SoundFault | null }> {
  const read = (offset: number, length: number) => archive.readRange(name, offset, length);
  const facts = await cutter.measure({ read, bytes, name });
  const durationMs = facts.ok ? facts.value.durationMs : 0;
  const refusal = facts.ok ? facts.value.fault : facts.error;
  const fault = refusal ? faultOf(refusal) : durationMs > 0 ? null : { kind: 'no-sound' as const, format: null };
  if (fault) log.warn('recording.not-cuttable', { recording: recordingIdOf(name), fault: fault.kind });
  return { durationMs, fault };
}
