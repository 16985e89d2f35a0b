import type { CallFacts, ReaderSettings, RecordingReader } from '../callReading.ts';
import type { CallTime } from './callTime.ts';

/** Blob names are at most 1,024 characters ("Naming and referencing containers, blobs, and metadata"). */
const MAX_NAME_LENGTH = 1_024;

/** The parts of a blob’s name between its slashes, the file name last; nothing of a name too long to be one. */
const blobPath = (name: string): readonly string[] => (name.length > MAX_NAME_LENGTH ? [] : name.split('/'));

/** What a name says of a call; nothing of it where it gives no good time. What it does not say is not known. */
interface Named extends Partial<Omit<CallFacts, keyof CallTime>> {
  readonly time: CallTime | undefined;
}

const NOT_SAID = {
  extension: null,
  otherExtension: null,
  number: null,
  direction: 'unknown',
  durationMs: null,
  parties: '',
  notUnderstood: '',
} as const;

/** Reads one phone system’s file names. `read` gets the pattern's groups, empty where nothing is, and the path. */
export const nameReader = (
  system: RecordingReader['system'],
  pattern: RegExp,
  read: (groups: readonly string[], zone: ReaderSettings['zone'], path: readonly string[]) => Named,
): RecordingReader => ({
  system,
  read: ({ name }, { zone }) => {
    const path = blobPath(name);
    const found = pattern.exec(path.at(-1) ?? '');
    if (!found) return undefined;
    const groups = [...found].slice(1).map((group: string | undefined) => group ?? '');
    const { time, callId, ...facts } = read(groups, zone, path);
    return time && { ...NOT_SAID, ...time, ...facts, callId: callId || null };
  },
});
