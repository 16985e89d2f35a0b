import type { Result } from '../../kernel/result.ts';

/** Why a part could not be cut. `unsupported-audio` names the format found; `no-sound` is a file with none in it. */
export type AudioRefusal =
  | { readonly kind: 'unsupported-audio'; readonly format: string }
  | { readonly kind: 'broken-audio' | 'no-sound'; readonly detail: string };

export interface AudioFacts {
  readonly durationMs: number;
  /** `pcm16`, `alaw`, `mulaw` and `mp3` can be cut; anything else is a name to read. */
  readonly codec: string;
  readonly channels: number;
  readonly sampleRate: number;
  /** Why no part of it can be cut, although its length is known; null when it can be. */
  readonly fault: AudioRefusal | null;
}

/** Reads bytes of one recording; `length` may run past the end. */
type ReadBytes = (offset: number, length: number) => Promise<Uint8Array>;

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
  /** Length and codec by what can be decoded, uncuttable or not; of a WAV from its header and sample places alone. */
  measure(source: AudioSource): Promise<Result<AudioFacts, AudioRefusal>>;
  /** Cuts `fromMs` (inclusive) to `toMs` (exclusive), to the sample; of a WAV downloads header and range only. */
  cut(
    source: AudioSource,
    span: { readonly fromMs: number; readonly toMs: number },
  ): Promise<Result<CutPart, AudioRefusal>>;
  /** Decodes all of it and keeps nothing: whether it plays to its end, and its length. Refuses what cannot be cut. */
  check(source: AudioSource): Promise<Result<CheckedAudio, AudioRefusal>>;
  /** A clip made by `cut`, silent on every channel in the spans, no byte changed outside; samples on an edge go. */
  silence(
    wav: Uint8Array,
    spans: readonly { readonly fromMs: number; readonly toMs: number }[],
  ): Promise<Result<CutClip, AudioRefusal>>;
}
