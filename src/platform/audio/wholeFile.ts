import type { AudioSource } from './audio.ts';

const PIECE_BYTES = 4 * 1024 * 1024;

/** Everything from `offset` on, in pieces small enough for one question each; shorter than claimed when the file is. */
export async function* piecesFrom(
  source: AudioSource,
  offset: number,
  pieceBytes = PIECE_BYTES,
): AsyncGenerator<Uint8Array> {
  for (let at = offset; at < source.bytes; ) {
    const piece = await source.read(at, Math.min(pieceBytes, source.bytes - at));
    if (piece.length === 0) return;
    yield piece;
    at += piece.length;
  }
}

/** The whole file in memory. */
export async function wholeFile(source: AudioSource): Promise<Uint8Array> {
  const whole = new Uint8Array(source.bytes);
  let at = 0;
  for await (const piece of piecesFrom(source, 0)) {
    whole.set(piece.subarray(0, whole.length - at), at);
    at += piece.length;
  }
  return at < whole.length ? whole.subarray(0, at) : whole;
}

/** The same file, whose first bytes are known already and are not asked for again. */
export function knowing(source: AudioSource, head: Uint8Array): AudioSource {
  return {
    bytes: source.bytes,
    read: async (offset, length) => {
      const end = Math.min(offset + length, source.bytes);
      return end <= head.length ? head.subarray(offset, Math.max(offset, end)) : source.read(offset, length);
    },
  };
}

/** Bytes in memory as a source. */
export const sourceOfBytes = (bytes: Uint8Array, name = ''): AudioSource => ({
  name,
  bytes: bytes.length,
  read: async (offset, length) => bytes.subarray(offset, offset + length),
});

/** The file from `offset` on, as if it began there. */
export const from = (source: AudioSource, offset: number): AudioSource => ({
  ...source,
  bytes: Math.max(0, source.bytes - offset),
  read: (at, length) => source.read(offset + at, length),
});

/** Stretches of a file as one. */
export function joined(
  source: AudioSource,
  parts: readonly { readonly at: number; readonly bytes: number }[],
): AudioSource {
  return {
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
    read: async (offset, length) => {
      const pieces: Uint8Array[] = [];
      let [skip, left] = [offset, length];
      for (const { at, bytes } of parts) {
        const taken = Math.min(left, Math.max(0, bytes - skip));
        if (taken > 0) pieces.push(await source.read(at + skip, taken));
        skip = Math.max(0, skip - bytes);
        left -= taken;
      }
      return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
    },
  };
}
