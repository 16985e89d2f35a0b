/** A sidecar holds a few facts; more than this is something else. */
export const SIDECAR_BYTES = 64 * 1024;

/** By the byte-order mark, or by the zeros that every second byte of plain text is in UTF-16. */
function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0) ? 'utf-16be' : 'utf-8';
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The JSON in a file, in whichever encoding it was written; undefined when there is none. */
export function parseSidecar(bytes: Uint8Array): unknown {
  if (bytes.length > SIDECAR_BYTES) return undefined;
  try {
    return JSON.parse(textOf(bytes).trim());
  } catch {
    return undefined;
  }
}
