/**
 * What downloading and copying put on a name: `call (1).wav`, `call - Copy.wav`, `Copy of call.wav`, `call.wav.part`.
 * The number in brackets without a blank is Firefox's; some phone systems put a call's id there too.
 */
const UNFINISHED = /\.(?:part|partial|crdownload|download|filepart)$/i;

const COPY_BEFORE = /^copy (?:\(\d{1,3}\) )?of (?=.)/i;

const COPY_BEHIND = /(?: - copy|[ _-]copy)(?: ?\(?\d{1,3}\)?)?(?=(?:\.[^./]+)?$)/i;

const COUNTED = / \(\d{1,3}\)(?=(?:\.[^./]+)?$)/;

const COUNTED_CLOSE = /\(\d{1,3}\)(?=(?:\.[^./]+)?$)/;

const MARKS = [UNFINISHED, COPY_BEFORE, COPY_BEHIND, COUNTED];

/** The file's own name as it was before somebody downloaded or copied it. Takes a name without its folders. */
export function withoutCopyMarks(fileName: string): string {
  const next = MARKS.reduce((name, mark) => name.replace(mark, ''), fileName);
  return next === fileName || next === '' ? fileName : withoutCopyMarks(next);
}

/** The same without one number that stands close to it, `call(1).wav`. */
export const withoutCloseMark = (fileName: string): string =>
  withoutCopyMarks(withoutCopyMarks(fileName).replace(COUNTED_CLOSE, ''));

/** What stands behind the last point of a name, in small letters, marks of copying left aside; '' without one. */
export const endingOf = (name: string): string =>
  /\.([^./]+)$/.exec(withoutCopyMarks(name.split('/').at(-1) ?? ''))?.[1]?.toLowerCase() ?? '';
