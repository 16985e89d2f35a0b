import { createHash } from 'node:crypto';

/** A comment, which PDF readers skip. */
const MARK = '%SHA-256 of every other byte of this file: ';

const LINE_LENGTH = MARK.length + 64 + 1;

/** The end of a PDF. The line goes before it, as a PDF must end with it, and after every place its table names. */
const END = 'startxref';

/** Puts a line into a PDF that states the SHA-256, as hex, of all its other bytes. */
export function seal(pdf: Uint8Array): Buffer {
  const bytes = Buffer.from(pdf);
  const line = `${MARK}${createHash('sha256').update(bytes).digest('hex')}\n`;
  const at = bytes.lastIndexOf(END);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(line), bytes.subarray(at)]);
}

/** Whether a file is one that `seal` gave: no byte changed, added or taken away since, the line’s own included. */
export function isSealed(file: Uint8Array): boolean {
  const bytes = Buffer.from(file);
  const at = bytes.lastIndexOf(MARK);
  if (at < 0) return false;
  const others = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + LINE_LENGTH)]);
  return bytes.equals(seal(others));
}
