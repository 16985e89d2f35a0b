import { createHash } from 'node:crypto';

/** SHA-256, a character a byte: a tree of a million leaves takes about 125 MB. */
type Hash = string;

/** A tree grows to so many leaves: sizes are split by 32-bit arithmetic. */
const MOST_LEAVES = 2 ** 31;

const sha256 = (bytes: Uint8Array | string): Hash =>
  createHash('sha256')
    .update(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)
    .digest('binary');

/** The hash of a leaf (RFC 9162, 2.1.1). */
export const leafHash = (text: string): Hash => sha256(Buffer.from(`\0${text}`));

const nodeHash = (left: Hash, right: Hash): Hash => sha256(`\x01${left}${right}`);

const inBase64 = (hash: Hash): string => Buffer.from(hash, 'latin1').toString('base64');

/** The largest power of two below `size`, which is two or more: so many leaves are in the left half. */
const leftOf = (size: number): number => 2 ** (31 - Math.clz32(size - 1));

export type MerkleTree = ReturnType<typeof createMerkleTree>;

/** A tree that leaves are put into one after another. Its earlier states stay in it. */
export function createMerkleTree() {
  /** `rows[n]` has the roots of every whole subtree of 2 to the n leaves. */
  const rows: Hash[][] = [[]];

  const push = (leaf: Hash): void => {
    let hash = leaf;
    for (let height = 0; ; height += 1) {
      rows[height] ??= [];
      const row = rows[height] as Hash[];
      row.push(hash);
      if (row.length % 2 === 1) return;
      hash = nodeHash(row.at(-2) as Hash, hash);
    }
  };

  /** Of the leaves from `from` (a multiple of every power of two below the number of them) to before `to`. */
  const range = (from: number, to: number): Hash => {
    const size = to - from;
    if (size === 0) return sha256('');
    const height = 31 - Math.clz32(size);
    if (size === 2 ** height) return rows[height]?.[from / size] as Hash;
    const middle = from + leftOf(size);
    return nodeHash(range(from, middle), range(middle, to));
  };

  const inclusion = (index: number, from: number, to: number): readonly Hash[] => {
    if (to - from === 1) return [];
    const middle = from + leftOf(to - from);
    return index < middle
      ? [...inclusion(index, from, middle), range(middle, to)]
      : [...inclusion(index, middle, to), range(from, middle)];
  };

  const consistency = (old: number, from: number, to: number): readonly Hash[] => {
    if (old === to) return from === 0 ? [] : [range(from, to)];
    const middle = from + leftOf(to - from);
    return old <= middle
      ? [...consistency(old, from, middle), range(middle, to)]
      : [...consistency(old, middle, to), range(from, middle)];
  };

  const size = (): number => rows[0]?.length ?? 0;
  return {
    push,
    size,
    /** Of its first `at` leaves, of which there must be so many; base64. */
    root: (at = size()): string => inBase64(range(0, at)),
    /** That the leaf at `index`, counted from 0, is in it; from the leaf up (RFC 9162, 2.1.3). Base64. */
    inclusion: (index: number): readonly string[] => inclusion(index, 0, size()).map(inBase64),
    /** That its first `old` leaves are still in it (RFC 9162, 2.1.4). Base64; empty of none. */
    consistency: (old: number): readonly string[] => (old === 0 ? [] : consistency(old, 0, size()).map(inBase64)),
  };
}

/** The root that a proof of inclusion leads to, base64; undefined where it is not one for this place and size. */
export function rootOfInclusion(leaf: Hash, index: number, size: number, proof: readonly string[]): string | undefined {
  if (![index, size].every(Number.isSafeInteger) || index < 0 || index >= size || size > MOST_LEAVES) return undefined;
  const up = (at: number, within: number, left: readonly string[]): Hash | undefined => {
    if (within === 1) return left.length === 0 ? leaf : undefined;
    const [half, sibling] = [leftOf(within), left.at(-1)];
    if (sibling === undefined) return undefined;
    const below = at < half ? up(at, half, left.slice(0, -1)) : up(at - half, within - half, left.slice(0, -1));
    const beside = Buffer.from(sibling, 'base64').toString('latin1');
    return below && (at < half ? nodeHash(below, beside) : nodeHash(beside, below));
  };
  const root = up(index, size, proof);
  return root && inBase64(root);
}
