/** A stretch of bytes: `offset` and how many. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

const ONE_RANGE = /^bytes=(\d*)-(\d*)$/;

/**
 * The part of `total` bytes a `Range` header asks for, cut at the end; everything when there is none, or one in another unit. Undefined when
 * there is no such part, or when several are asked for at once.
 */
export function rangeAsked(header: string | undefined, total: number): ByteRange | undefined {
  const text = header?.replaceAll(' ', '');
  if (!text?.startsWith('bytes=')) return { offset: 0, length: total };
  const [, from = '', to = ''] = ONE_RANGE.exec(text) ?? [];
  if (from === '') return to === '' ? undefined : lastBytes(Number(to), total);
  const end = Math.min(to === '' ? total : Number(to) + 1, total);
  const offset = Number(from);
  return offset < end ? { offset, length: end - offset } : undefined;
}

function lastBytes(count: number, total: number): ByteRange | undefined {
  const length = Math.min(count, total);
  return length > 0 ? { offset: total - length, length } : undefined;
}
