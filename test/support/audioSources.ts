import type { AudioSource } from '../../src/platform/audio/audio.ts';

export interface CountedSource extends AudioSource {
  /** Every range that was read, in order. */
  readonly reads: readonly { readonly offset: number; readonly length: number }[];
  /** How many bytes were read in all. */
  downloaded(): number;
}

/** A file in memory that counts what is taken from it; `bytes` is what storage claims its size to be. */
export function sourceOf(file: Uint8Array, bytes = file.length): CountedSource {
  const reads: { offset: number; length: number }[] = [];
  let downloaded = 0;
  return {
    bytes,
    reads,
    downloaded: () => downloaded,
    read: async (offset, length) => {
      reads.push({ offset, length });
      const part = file.slice(offset, offset + length);
      downloaded += part.length;
      return part;
    },
  };
}
