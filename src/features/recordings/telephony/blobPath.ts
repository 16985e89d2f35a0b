/** Blob names are at most 1,024 characters ("Naming and referencing containers, blobs, and metadata"). */
const MAX_NAME_LENGTH = 1_024;

/** The parts of a blob’s name between its slashes, the file name last; nothing of a name too long to be one. */
export const blobPath = (name: string): readonly string[] => (name.length > MAX_NAME_LENGTH ? [] : name.split('/'));

/** The file name alone; empty for a name too long to be one. */
export const fileNameOf = (name: string): string => blobPath(name).at(-1) ?? '';
