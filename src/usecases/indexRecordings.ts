import { createHash } from 'node:crypto';
import type { Recording } from '../domain/recording/recording.ts';
import { addMs } from '../domain/time.ts';
import { BlobMissing, type StoredBlob } from './audioPorts.ts';
import type { Deps } from './deps.ts';
import { endGrant } from './endGrants.ts';
import type { CallReading } from './recordingReader.ts';

type Part = Pick<Deps, 'uow' | 'clock' | 'practice' | 'archive' | 'cutter' | 'log'> & {
  readonly reading: CallReading;
};

export interface IndexOutcome {
  readonly added: number;
  readonly removed: number;
  /** Audio whose time nothing tells. */
  readonly unread: number;
}

const BATCH = 200;

/** A recording's id: stable for a name, and telling nothing of it. */
export const recordingIdOf = (blobName: string): string =>
  `rec-${createHash('sha256').update(blobName).digest('hex').slice(0, 24)}`;

/** Brings the index in line with the `recordings` container. A blob seen before and unchanged is not read again. */
export const createIndexRecordings = (deps: Part) => async (): Promise<IndexOutcome> => {
  const { uow, archive, reading, log } = deps;
  const indexed = new Map(
    (await uow.read(({ recordings }) => recordings.names())).map(({ blobName, etag }) => [blobName, etag]),
  );
  const present = new Set<string>();
  const fresh: StoredBlob[] = [];
  for await (const blob of archive.list()) {
    present.add(blob.name);
    if (reading.isAudioName(blob.name) && indexed.get(blob.name) !== blob.etag) fresh.push(blob);
  }
  let added = 0;
  let unread = 0;
  for (let from = 0; from < fresh.length; from += BATCH) {
    const read: (Recording & { etag: string })[] = [];
    for (const blob of fresh.slice(from, from + BATCH)) {
      const recording = await describe(deps, blob, present);
      if (recording) read.push({ ...recording, etag: blob.etag });
      else unread += 1;
    }
    await uow.run(({ recordings }) => recordings.upsert(read));
    added += read.length;
  }
  const gone = [...indexed.keys()].filter((name) => !present.has(name));
  for (let from = 0; from < gone.length; from += BATCH) await forget(deps, gone.slice(from, from + BATCH));
  if (added + gone.length + unread > 0)
    log.info('recordings.indexed', { added, removed: gone.length, unread });
  return { added, removed: gone.length, unread };
};

/** A grant goes with its recording (policy 5.9), in one transaction: left for later, a stop in between would leave the clip. */
const forget = (deps: Part, names: readonly string[]): Promise<void> =>
  deps.uow.run(async (stores) => {
    await stores.recordings.removeByName(names);
    for (const name of names)
      for (const grant of await stores.grants.ofRecording(recordingIdOf(name)))
        await endGrant(stores, grant, 'recording-deleted', deps.clock.now());
  });

async function describe(
  { archive, cutter, reading, practice, log }: Part,
  blob: StoredBlob,
  present: ReadonlySet<string>,
): Promise<Recording | undefined> {
  const sidecarName = reading.sidecarNamesOf(blob.name).find((name) => present.has(name));
  const sidecar = sidecarName === undefined ? undefined : await readSidecar(archive, sidecarName);
  const facts = reading.readCall(
    { name: blob.name, metadata: blob.metadata, ...(sidecar === undefined ? {} : { sidecar }) },
    { zone: practice.phoneZone },
  );
  if (!facts) return undefined;
  const durationMs = facts.durationMs ?? (await measure(archive, cutter, blob, log));
  return {
    id: recordingIdOf(blob.name),
    blobName: blob.name,
    startedAt: facts.startedAt,
    endedAt: addMs(facts.startedAt, durationMs),
    durationMs,
    extension: facts.extension,
    otherExtension: facts.otherExtension,
    number: facts.number,
    direction: facts.direction,
    parties: facts.parties,
    callId: facts.callId,
    bytes: blob.bytes,
  };
}

const SIDECAR_BYTES = 64 * 1024;

async function readSidecar(archive: Part['archive'], name: string): Promise<unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(await archive.readRange(name, 0, SIDECAR_BYTES)));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof BlobMissing) return undefined;
    throw error;
  }
}

/** The audio's own length; 0 for audio that cannot be read, which is refused by its name when a clip is asked. */
async function measure(
  archive: Part['archive'],
  cutter: Part['cutter'],
  blob: StoredBlob,
  log: Part['log'],
): Promise<number> {
  const read = (offset: number, length: number) => archive.readRange(blob.name, offset, length);
  try {
    const facts = await cutter.measure({ read, bytes: blob.bytes });
    if (facts.ok) return facts.value.durationMs;
    log.warn('recording.unmeasured', { recording: recordingIdOf(blob.name), fault: facts.error.kind });
    return 0;
  } catch (error) {
    if (error instanceof BlobMissing) return 0;
    throw error;
  }
}
