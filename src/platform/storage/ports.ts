import { Fault } from '../../kernel/fault.ts';
import type { Instant } from '../../kernel/time.ts';
import type { StorageFacts } from './accountFacts.ts';

/** What storage says of a blob, without reading it. */
export interface StoredBlob {
  readonly name: string;
  readonly bytes: number;
  readonly etag: string;
  readonly storedAt: Instant;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Storage could not be asked, or refuses everything just now: try again later. */
export class StorageUnavailable extends Fault {
  override readonly name = 'StorageUnavailable';
  constructor(remedy: string, code = 'no_answer', kind: 'passing' | 'place' | 'app' = 'passing') {
    super(kind, code, remedy);
  }
}

/** The blob is not there (any more). */
export class BlobMissing extends Fault {
  override readonly name = 'BlobMissing';
  constructor(remedy: string) {
    super('item', 'BlobNotFound', remedy, { isMissing: true });
  }
}

/** What storage gives; undefined where the blob is not there (any more). */
export const unlessMissing = <T>(given: Promise<T>): Promise<T | undefined> =>
  given.catch((error: unknown) => {
    if (error instanceof BlobMissing) return undefined;
    throw error;
  });

/** What storage answers for good about one blob. */
export class StorageRefused extends Fault {
  override readonly name = 'StorageRefused';
}

/** A file of the folder that is imported. */
export interface LocalFile {
  /** From the folder on, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
  readonly modified: Instant;
  /** Its bytes from the beginning, each time it is asked; rejects when it cannot be read. */
  readonly pieces: () => AsyncIterable<Uint8Array>;
}

/** A file on its way into the container. */
export interface NewBlob extends Pick<LocalFile, 'bytes' | 'modified' | 'pieces'> {
  readonly name: string;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** The `recordings` container, as an import writes to it. Both throw StorageUnavailable. */
export interface RecordingIntake {
  /** What stands under a name, as hex; SHA-256 is known of what an import put there. Undefined when nothing does. */
  look(name: string): Promise<{ readonly sha256: string | null; readonly md5: string | null } | undefined>;
  /** Stores a file under a name that is free, and makes sure that storage has every byte of it. Throws NotStored. */
  put(blob: NewBlob): Promise<'stored' | 'taken'>;
}

/** The file did not arrive whole; its message says why, for people. */
export class NotStored extends Error {
  override readonly name = 'NotStored';
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
  /** Writes something and deletes it. Throws StorageUnavailable or StorageRefused. */
  tryOut(): Promise<void>;
}

/** The `holds` container: copies kept past retention. Nothing here touches the live recording. */
export interface HoldVault {
  /** Copies a recording into the container as it stands. Throws BlobMissing or StorageUnavailable. */
  copyIn(recording: string, name: string): Promise<void>;
  /** Copies what stands there for another hold, its recording gone. Throws BlobMissing or StorageUnavailable. */
  copyAgain(held: string, name: string): Promise<void>;
  /** Stores audio that was made from a copy, over what stands under the name. Throws StorageUnavailable. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** The whole copy. Throws BlobMissing or StorageUnavailable. */
  read(name: string): Promise<Uint8Array>;
  readRange(name: string, offset: number, length: number): Promise<Uint8Array>;
  /** How many copies there are. */
  count(): Promise<number>;
}

/** The `checkpoints` container: nothing in it is overwritten or deleted. Both throw StorageUnavailable. */
export interface CheckpointVault {
  /** Writes a text, unless something stands there. */
  put(name: string, text: string): Promise<void>;
  /** What stands under the last name, in the order of names, that begins so. */
  last(prefix: string): Promise<string | undefined>;
}

/** The `recordings` container. Reads only: nothing here alters an original. */
export interface RecordingArchive {
  /** Blobs whose names begin with `prefix` (all without one), with metadata, in name order, a page at a time. */
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

/** `gone`: not there any more; `locked`: kept by an immutability policy or a legal hold; `failed`: not done now. */
type RemovalOutcome = 'deleted' | 'gone' | 'locked' | 'failed';

export interface Removal {
  readonly name: string;
  readonly outcome: RemovalOutcome;
  /** Storage's own word for what stood in the way; null when nothing did. */
  readonly code: string | null;
}

/** Whether a blob that was to be deleted is still there. */
export const isLeft = ({ outcome }: Pick<Removal, 'outcome'>): boolean => outcome === 'locked' || outcome === 'failed';

/** Deletes for good, with snapshots, breaking leases. The one way by which anything leaves the containers. */
export interface BlobRemover {
  /**
   * One answer for each name, in the same order. At most 256 at once. Throws StorageUnavailable when storage
   * could not be asked, in which case some may be gone nevertheless: asking again is safe.
   */
  remove(container: 'recordings' | 'clips' | 'holds', names: readonly string[]): Promise<readonly Removal[]>;
}

/** What the storage account does with what is deleted, as facts; what that means for the policy is judged elsewhere. */
export interface StorageGuard {
  /** Throws StorageUnavailable. */
  inspect(): Promise<StorageFacts>;
}
