import type { Instant } from '../../kernel/time.ts';
import type { Direction } from './model/recording.ts';

/** The phone systems whose names the desk reads, as settings and readers call them. */
export const PHONE_SYSTEMS = [
  '3cx',
  'freepbx',
  'yeastar',
  'grandstream',
  'ringcentral',
  '8x8',
  'amazon-connect',
] as const;

export type PhoneSystem = (typeof PHONE_SYSTEMS)[number];

/** What a phone system says of a call, in its blob's name, metadata or sidecar. */
export interface CallFacts {
  readonly startedAt: Instant;
  /** The other moment its local time names, in the repeated autumn hour; `startedAt` is then the earlier one. */
  readonly alternateStart: Instant | null;
  /** Null when only the audio can tell. */
  readonly durationMs: number | null;
  readonly extension: string | null;
  /** The second extension of an internal call. */
  readonly otherExtension: string | null;
  /** E.164, `withheld`, or null when internal or unknown. */
  readonly number: string | null;
  readonly direction: Direction;
  /** Names as the phone system gives them; may be empty. */
  readonly parties: string;
  readonly callId: string | null;
  /** What was given and not understood, word for word; empty when all was. */
  readonly notUnderstood: string;
}

/** A stored recording as a reader sees it. */
interface NamedBlob {
  readonly name: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** The parsed `.json` beside the audio, when there is one. */
  readonly sidecar?: unknown;
}

export interface ReaderSettings {
  /** IANA zone of times that do not state theirs. */
  readonly zone: string;
  /** Zones of single systems, by the reader's `system`, where they differ from `zone`. */
  readonly zones?: Readonly<Record<string, string>>;
}

/** Reads what one phone system writes. Never throws on what it is given: undefined means "not mine". */
export interface RecordingReader {
  readonly system: PhoneSystem | 'metadata' | 'sidecar';
  read(blob: NamedBlob, settings: ReaderSettings): CallFacts | undefined;
}

interface ReadCall {
  readonly facts: CallFacts;
  /** The reader that answered. */
  readonly system: string;
}

/** All readers together, and what the names in the container mean. */
export interface CallReading {
  /** The first reader's answer; undefined when nothing says when the call was. */
  readCall(blob: NamedBlob, settings: ReaderSettings): ReadCall | undefined;
  /**
   * The same of a file as it lies in a folder or a container, with the bytes of the `.json` beside it: text
   * that cannot be read is said, and counts as not understood.
   */
  readFile(
    file: Omit<NamedBlob, 'sidecar'> & { readonly sidecar: Uint8Array | null },
    settings: ReaderSettings,
  ): { readonly read: ReadCall | undefined; readonly isSidecarReadable: boolean };
  /** True for a name that ends as audio does, whether or not the desk can cut that format. */
  isAudioName(name: string): boolean;
  /** Names under which the sidecar of an audio blob may stand, likeliest first. */
  sidecarNamesOf(audioName: string): readonly string[];
}
