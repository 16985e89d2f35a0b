import { Fault } from '../../src/kernel/fault.ts';
import type { Instant } from '../../src/kernel/time.ts';
import type {
  BlobRemover,
  CheckpointVault,
  ClipStore,
  HoldVault,
  RecordingArchive,
} from '../../src/platform/storage/ports.ts';
import { BlobMissing, StorageUnavailable, type StoredBlob } from '../../src/platform/storage/ports.ts';

type ContainerName = 'recordings' | 'clips' | 'holds' | 'checkpoints';

interface Kept {
  readonly bytes: Uint8Array;
  readonly etag: string;
  readonly storedAt: Instant;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface MemoryStorage {
  readonly archive: RecordingArchive;
  readonly remover: BlobRemover;
  readonly clips: ClipStore;
  readonly vault: HoldVault;
  readonly checkpoints: CheckpointVault;
  /** Stores a recording as a phone system does. */
  deliver(name: string, bytes: Uint8Array, metadata?: Readonly<Record<string, string>>): void;
  /** Puts a blob into any container. */
  put(container: ContainerName, name: string): void;
  namesIn(container: ContainerName): readonly string[];
  /** While true, every call rejects with StorageUnavailable. */
  down: boolean;
  /** While true, nothing can be copied into `holds`. */
  copiesFail: boolean;
  /** Blobs that storage gives, copies or deletes never, by a word nobody knows. */
  readonly withheld: { read: Set<string>; copy: Set<string>; delete: Set<string> };
}

const PAGE = 1_000;

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/**
 * Storage in memory, for simulations of months that the emulator would take hours for. It keeps the same
 * contract as the real one: see test/platform/storage/storage.parts.test.ts.
 */
export function createMemoryStorage(now: () => Instant): MemoryStorage {
  const containers: Record<ContainerName, Map<string, Kept>> = {
    recordings: new Map(),
    clips: new Map(),
    holds: new Map(),
    checkpoints: new Map(),
  };
  let written = 0;
  const refuseIf = (withheld: ReadonlySet<string>, name: string): void => {
    if (withheld.has(name)) throw new Fault('item', 'MoonIsFull', 'Storage never gives it');
  };
  const storage: MemoryStorage = {
    down: false,
    copiesFail: false,
    withheld: { read: new Set(), copy: new Set(), delete: new Set() },
    deliver: (name, bytes, metadata = {}) => keep('recordings', name, bytes, metadata),
    put: (container, name) => keep(container, name, new Uint8Array(1)),
    namesIn: (container) => [...containers[container].keys()].sort(byBytes),
    archive: {
      pages: (prefix = '') => listed((name) => name.startsWith(prefix)),
      loosePages: (prefix) => listed((name) => name.startsWith(prefix) && !name.slice(prefix.length).includes('/')),
      folders: async (prefix) => {
        answering();
        const below = storage
          .namesIn('recordings')
          .filter((name) => name.startsWith(prefix) && name.slice(prefix.length).includes('/'))
          .map((name) => name.slice(0, name.indexOf('/', prefix.length) + 1));
        return [...new Set(below)];
      },
      look: async (name) => stored(name, find('recordings', name)),
      readRange: async (name, offset, length) => {
        refuseIf(storage.withheld.read, name);
        return rangeOf(find('recordings', name), offset, length);
      },
    },
    remover: {
      remove: async (container, names) => {
        answering();
        return names.map((name) =>
          storage.withheld.delete.has(name)
            ? ({ name, outcome: 'locked', code: 'MoonIsFull' } as const)
            : ({ name, outcome: containers[container].delete(name) ? 'deleted' : 'gone', code: null } as const),
        );
      },
    },
    vault: {
      copyIn: async (recording, name) => {
        refuseIf(storage.withheld.copy, recording);
        if (storage.copiesFail) throw new StorageUnavailable('No copies just now');
        const { bytes, metadata } = find('recordings', recording);
        keep('holds', name, bytes, metadata);
      },
      copyAgain: async (held, name) => {
        const { bytes, metadata } = find('holds', held);
        keep('holds', name, bytes, metadata);
      },
      put: async (name, bytes) => keep('holds', name, bytes),
      read: async (name) => find('holds', name).bytes,
      readRange: async (name, offset, length) => rangeOf(find('holds', name), offset, length),
      count: async () => {
        answering();
        return containers.holds.size;
      },
    },
    checkpoints: {
      put: async (name, text) => {
        answering();
        if (!containers.checkpoints.has(name)) keep('checkpoints', name, Buffer.from(text));
      },
      last: async (prefix) => {
        answering();
        const name = storage.namesIn('checkpoints').findLast((each) => each.startsWith(prefix));
        return name === undefined ? undefined : Buffer.from(find('checkpoints', name).bytes).toString();
      },
    },
    clips: {
      put: async (name, wav) => {
        answering();
        keep('clips', name, wav);
      },
      readRange: async (name, offset, length) => rangeOf(find('clips', name), offset, length),
      pages: async function* () {
        answering();
        const all = storage.namesIn('clips').map((name) => ({ name, storedAt: find('clips', name).storedAt }));
        if (all.length > 0) yield all;
      },
      remove: async (name) => {
        answering();
        containers.clips.delete(name);
      },
      directLink: async (name) => `memory:${name}`,
      tryOut: async () => answering(),
    },
  };

  function answering(): void {
    if (storage.down) throw new StorageUnavailable('The storage in memory is down: bring it up');
  }
  function keep(
    container: ContainerName,
    name: string,
    bytes: Uint8Array,
    metadata: Readonly<Record<string, string>> = {},
  ): void {
    written += 1;
    containers[container].set(name, { bytes, etag: `e${written}`, storedAt: now(), metadata });
  }
  function find(container: ContainerName, name: string): Kept {
    answering();
    const kept = containers[container].get(name);
    if (!kept) throw new BlobMissing('Not in memory');
    return kept;
  }
  const stored = (name: string, { bytes, etag, storedAt, metadata }: Kept): StoredBlob => ({
    name,
    bytes: bytes.length,
    etag,
    storedAt,
    metadata,
  });
  const rangeOf = ({ bytes }: Kept, offset: number, length: number): Uint8Array => bytes.slice(offset, offset + length);
  async function* listed(isListed: (name: string) => boolean): AsyncIterable<readonly StoredBlob[]> {
    answering();
    const names = storage.namesIn('recordings').filter(isListed);
    for (let from = 0; from < names.length; from += PAGE)
      yield names.slice(from, from + PAGE).map((name) => stored(name, find('recordings', name)));
  }
  return storage;
}
