import type { Result } from '../domain/result.ts';
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
  /** Every blob, with metadata, in name order. */
  list(): AsyncIterable<StoredBlob>;
  /** Bytes `offset` to `offset + length - 1`, fewer at the end. Throws BlobMissing or StorageUnavailable. */
  readRange(name: string, offset: number, length: number): Promise<Uint8Array>;
}

/** The `clips` container. */
export interface ClipStore {
  put(name: string, wav: Uint8Array): Promise<void>;
  /** Bytes of a clip; throws BlobMissing or StorageUnavailable. */
  readRange(name: string, offset: number, length: number): Promise<Uint8Array>;
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
  readonly codec: 'pcm16' | 'alaw' | 'mulaw';
  readonly channels: number;
  readonly sampleRate: number;
}

/** Reads bytes of one recording; `length` may run past the end. */
export type ReadBytes = (offset: number, length: number) => Promise<Uint8Array>;

export interface AudioSource {
  readonly read: ReadBytes;
  /** Size of the whole file in bytes. */
  readonly bytes: number;
}

export interface CutClip {
  /** A complete WAV file: PCM16, the source's rate and channels. */
  readonly wav: Uint8Array;
  readonly durationMs: number;
  /** Loudest value per slice, 0 to 1, for drawing a waveform. */
  readonly peaks: readonly number[];
}

export interface AudioCutter {
  /** Length and codec, from the header alone. */
  measure(source: AudioSource): Promise<Result<AudioFacts, AudioRefusal>>;
  /** Cuts `fromMs` (inclusive) to `toMs` (exclusive), to the sample; downloads the header and that range only. */
  cut(
    source: AudioSource,
    span: { readonly fromMs: number; readonly toMs: number },
  ): Promise<Result<CutClip, AudioRefusal>>;
}
