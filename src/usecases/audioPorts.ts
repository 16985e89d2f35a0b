import type { Result } from '../domain/result.ts';
import type { StorageTrap } from '../domain/retention/reports.ts';
import type { Instant } from '../domain/time.ts';

/** What storage says of a blob, without reading it. */
export interface StoredBlob {
  readonly name: string;
  readonly bytes: number;
  readonly etag: string;
  readonly storedAt: Instant;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Storage could not be asked (network, 5xx, throttling): try again later. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
}

/** The blob is not there (any more). */
export class BlobMissing extends Error {
  override readonly name = 'BlobMissing';
}

/** The `recordings` container. Reads only: nothing here alters an original. */
export interface RecordingArchive {
  /** Blobs whose names begin with `prefix` (all of them without one), with metadata, in name order, a page at a time. */
  pages(prefix?: string): AsyncIterable<readonly StoredBlob[]>;
  /** Folders directly under `prefix`, each ending in `/`, in name order; `''` gives those at the top. */
  folders(prefix: string): Promise<readonly string[]>;
  /** Blobs directly under `prefix`, not in a folder below it, in name order, a page at a time. */
  loosePages(prefix: string): AsyncIterable<readonly StoredBlob[]>;
  /** One blob by its name. Throws BlobMissing or StorageUnavailable. */
  look(name: string): Promise<StoredBlob>;
  /** Bytes `offset` to `offset + length - 1`, fewer at the end. Throws BlobMissing or StorageUnavailable. */
  readRange(name: string, offset: number, length: number): Promise<Uint8Array>;
}

/**
 * What became of one blob that was to be deleted: `gone` when it was not there any more, `locked` when an immutability policy or a legal
 * hold keeps it, `failed` when storage would not now.
 */
export type RemovalOutcome = 'deleted' | 'gone' | 'locked' | 'failed';

export interface Removal {
  readonly name: string;
  readonly outcome: RemovalOutcome;
  /** Storage's own word for what stood in the way; null when nothing did. */
  readonly code: string | null;
}

/** Deletes for good, with snapshots, breaking leases. The one way by which anything leaves the containers. */
export interface BlobRemover {
  /**
   * One answer for each name, in the same order. At most 256 at once. Throws StorageUnavailable when storage could not be asked, in which case
   * some may be gone nevertheless: asking again is safe.
   */
  remove(container: 'recordings' | 'clips' | 'holds', names: readonly string[]): Promise<readonly Removal[]>;
}

/** What the storage account does that lengthens real retention. */
export interface StorageGuard {
  /** Throws StorageUnavailable. */
  inspect(): Promise<readonly StorageTrap[]>;
}

/** The `holds` container: copies kept past retention. Nothing here touches the live recording. */
export interface HoldVault {
  /** Copies a recording into the container as it stands. Throws BlobMissing or StorageUnavailable. */
  copyIn(recording: string, name: string): Promise<void>;
  /** Copies what stands there for another hold, once its recording has gone. Throws BlobMissing or StorageUnavailable. */
  copyAgain(held: string, name: string): Promise<void>;
  /** The whole copy. Throws BlobMissing or StorageUnavailable. */
  read(name: string): Promise<Uint8Array>;
  readRange(name: string, offset: number, length: number): Promise<Uint8Array>;
  /** How many copies there are. */
  count(): Promise<number>;
}

/** The `clips` container. */
export interface ClipStore {
  put(name: string, wav: Uint8Array): Promise<void>;
  /** Bytes of a clip; throws BlobMissing or StorageUnavailable. */
  readRange(name: string, offset: number, length: number): Promise<Uint8Array>;
  /** Every clip, in name order, a page at a time. */
  pages(): AsyncIterable<readonly { readonly name: string; readonly storedAt: Instant }[]>;
  /** Deletes; a clip already gone is no error. */
  remove(name: string): Promise<void>;
  /** A read-only address at the storage itself, good until `until`; only for a desk without a public address. */
  directLink(name: string, until: Instant): Promise<string>;
  /** True when storage answers. */
  ping(): Promise<boolean>;
}

/** Why a part could not be cut. `unsupported-audio` names the format found. */
export type AudioRefusal =
  | { readonly kind: 'unsupported-audio'; readonly format: string }
  | { readonly kind: 'broken-audio'; readonly detail: string };

export interface AudioFacts {
  readonly durationMs: number;
  /** `pcm16`, `alaw`, `mulaw` and `mp3` can be cut; anything else is a name to read. */
  readonly codec: string;
  readonly channels: number;
  readonly sampleRate: number;
}

/** Reads bytes of one recording; `length` may run past the end. */
export type ReadBytes = (offset: number, length: number) => Promise<Uint8Array>;

export interface AudioSource {
  readonly read: ReadBytes;
  /** Size of the whole file in bytes. */
  readonly bytes: number;
  /** Its name, which for samples without a header is all that tells what they are. */
  readonly name?: string;
}

export interface CutClip {
  /** A complete WAV file: PCM16, the source's rate and channels. */
  readonly wav: Uint8Array;
  readonly durationMs: number;
  /** Loudest value per slice, 0 to 1, for drawing a waveform. */
  readonly peaks: readonly number[];
}

export interface CutPart extends CutClip {
  /** Whether it may lag behind where a listener of the recording marks it: decoded from MP3. */
  readonly mayLag: boolean;
}

/** Audio that was decoded from its first sample to its last. */
export interface CheckedAudio {
  /** Of what is really there, whatever a header says. */
  readonly durationMs: number;
}

export interface AudioCutter {
  /** Length and codec, of audio that cannot be cut too; from the header alone where that tells. */
  measure(source: AudioSource): Promise<Result<AudioFacts, AudioRefusal>>;
  /** Cuts `fromMs` (inclusive) to `toMs` (exclusive), to the sample; of a WAV downloads the header and that range only. */
  cut(
    source: AudioSource,
    span: { readonly fromMs: number; readonly toMs: number },
  ): Promise<Result<CutPart, AudioRefusal>>;
  /** Decodes all of it and keeps nothing: whether it plays to its end, and how long that is. Refuses what cannot be cut. */
  check(source: AudioSource): Promise<Result<CheckedAudio, AudioRefusal>>;
  /**
   * A clip made by `cut`, with every channel silent in the spans and not a byte changed outside them. Of a sample that a span's edge falls on,
   * nothing is left.
   */
  silence(
    wav: Uint8Array,
    spans: readonly { readonly fromMs: number; readonly toMs: number }[],
  ): Promise<Result<CutClip, AudioRefusal>>;
}
