import { createHash } from 'node:crypto';
import { addMinutes, addMs, later } from '../../kernel/time.ts';
import { BlobMissing, type StoredBlob } from '../../platform/storage/ports.ts';
import type { Deps } from '../../stores.ts';
import type { CallReading } from './callReading.ts';
import type { Recording } from './model/recording.ts';

export type DescribeDeps = Pick<Deps, 'practice' | 'archive' | 'cutter' | 'log' | 'clock'> & {
  readonly reading: CallReading;
};

/** A recording's id: stable for a name, and telling nothing of it. */
export const recordingIdOf = (blobName: string): string =>
  `rec-${createHash('sha256').update(blobName).digest('hex').slice(0, 24)}`;

/**
 * Clocks differ by this much at most; beyond it a call that is still to come is a phone system's wrong clock.
 */
const CLOCKS_DIFFER_MINUTES = 60;

/**
 * What a blob is a recording of; undefined when nothing says when the call was, `not-yet` for one that is
 * still to come by every clock.
 */
export async function describeRecording(
  { archive, cutter, reading, practice, log, clock }: DescribeDeps,
  blob: StoredBlob,
  sidecar: string | null,
): Promise<Recording | 'not-yet' | undefined> {
  const stated = sidecar === null ? undefined : await readSidecar(archive, sidecar);
  const read = reading.readCall(
    { name: blob.name, metadata: blob.metadata, ...(stated === undefined ? {} : { sidecar: stated }) },
    { zone: practice.phoneZone, zones: practice.phoneZones },
  );
  if (!read) return undefined;
  const { facts, system } = read;
  // Kept by such a date it would outlive its limit; so long it counts as a file nobody understands, and goes
  // by the day it was stored.
  const latest = addMinutes(later(clock.now(), blob.storedAt), CLOCKS_DIFFER_MINUTES);
  if (facts.startedAt > latest) return 'not-yet';
  const durationMs = facts.durationMs ?? (await measure(archive, cutter, blob, log));
  return {
    id: recordingIdOf(blob.name),
    blobName: blob.name,
    startedAt: facts.startedAt,
    alternateStart: facts.alternateStart,
    endedAt: addMs(facts.startedAt, durationMs),
    durationMs,
    extension: facts.extension,
    otherExtension: facts.otherExtension,
    number: facts.number,
    direction: facts.direction,
    parties: facts.parties,
    callId: facts.callId,
    bytes: blob.bytes,
    system,
    sidecar,
    storedAt: blob.storedAt,
  };
}

const SIDECAR_BYTES = 64 * 1024;

async function readSidecar(archive: DescribeDeps['archive'], name: string): Promise<unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(await archive.readRange(name, 0, SIDECAR_BYTES)));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof BlobMissing) return undefined;
    throw error;
  }
}

/**
 * The audio's own length; 0 for audio that cannot be read, which is refused by its name when a clip is asked.
 */
async function measure(
  archive: DescribeDeps['archive'],
  cutter: DescribeDeps['cutter'],
  blob: StoredBlob,
  log: DescribeDeps['log'],
): Promise<number> {
  if (blob.bytes === 0) return 0;
  const read = (offset: number, length: number) => archive.readRange(blob.name, offset, length);
  try {
    const facts = await cutter.measure({ read, bytes: blob.bytes, name: blob.name });
    if (facts.ok) return facts.value.durationMs;
    log.warn('recording.unmeasured', { recording: recordingIdOf(blob.name), fault: facts.error.kind });
    return 0;
  } catch (error) {
    if (error instanceof BlobMissing) return 0;
    throw error;
  }
}
