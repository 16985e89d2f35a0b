import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMerkleTree, leafHash, rootOfInclusion } from '../../../../src/features/audit/model/merkleTree.ts';
import { isConsistent } from '../../../fakes/witness.ts';

/** The tree of the tests that Certificate Transparency's own implementations share. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];

const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const base64 = (hex: string | undefined): string => Buffer.from(hex ?? '', 'hex').toString('base64');

const hex = (hash: string): string => Buffer.from(hash, 'base64').toString('hex');

// All but the last two are not text in UTF-8 alone; as text they are the same bytes.
const leafOf = (leaf: string) => leafHash(Buffer.from(leaf, 'hex').toString('utf8'));

const treeOf = (texts: readonly string[]) => {
  const tree = createMerkleTree();
  for (const text of texts) tree.push(leafHash(text));
  return tree;
};

const numbered = (count: number): string[] => Array.from({ length: count }, (_, at) => `event ${at}`);

describe('a Merkle tree', () => {
  it('has the roots that RFC 6962 gives, at each of its sizes, also once it has grown', () => {
    const tree = createMerkleTree();
    for (const leaf of LEAVES) tree.push(leafOf(leaf));
    expect(ROOTS.map((_, size) => hex(tree.root(size)))).toEqual(ROOTS);
  });

  it.each<[number, number, readonly string[]]>([
    [1, 1, []],
    [
      1,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      6,
      8,
      [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [
      2,
      5,
      [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('proves that its first %d leaves are among %d, as the published proofs do', (old, size, proof) => {
    const tree = createMerkleTree();
    for (const leaf of LEAVES.slice(0, size)) tree.push(leafOf(leaf));
    expect(tree.consistency(old).map(hex)).toEqual(proof);
  });

  it('proves each leaf of each size, and no other leaf, place, size or root', () => {
    for (let size = 1; size <= 40; size += 1) {
      const texts = numbered(size);
      const tree = treeOf(texts);
      for (const [index, text] of texts.entries()) {
        const proof = tree.inclusion(index);
        expect(rootOfInclusion(leafHash(text), index, size, proof)).toBe(tree.root());
        expect(rootOfInclusion(leafHash('another'), index, size, proof)).not.toBe(tree.root());
        if (size > 1) {
          expect(rootOfInclusion(leafHash(text), (index + 1) % size, size, proof)).not.toBe(tree.root());
          expect(rootOfInclusion(leafHash(text), index, size, proof.slice(1))).not.toBe(tree.root());
        }
        expect(rootOfInclusion(leafHash(text), index, size, [...proof, tree.root()])).toBeUndefined();
      }
    }
  });

  it('gives no root for a place that is not in the tree', () => {
    for (const [index, size] of [
      [-1, 4],
      [4, 4],
      [0, 0],
      [0.5, 4],
      [0, 2 ** 40],
      [0, Number.NaN],
    ] as const)
      expect(rootOfInclusion(leafHash('a'), index, size, [])).toBeUndefined();
  });

  it('proves to a witness that it only grew, and not that another tree did', () => {
    const size = fc.integer({ min: 1, max: 70 });
    fc.assert(
      fc.property(size, size, fc.nat(), (one, other, changed) => {
        const [old, now] = [Math.min(one, other), Math.max(one, other)];
        const tree = treeOf(numbered(now));
        const claim = { old, size: now, oldRoot: tree.root(old), root: tree.root(), proof: tree.consistency(old) };
        expect(isConsistent(claim)).toBe(true);
        const rewritten = treeOf(numbered(now).with(changed % old, 'another'));
        const forged = { ...claim, root: rewritten.root(), proof: rewritten.consistency(old) };
        expect(isConsistent(forged)).toBe(false);
      }),
    );
  });

  it('grows past the room it began with', () => {
    const texts = numbered(5_000);
    const tree = treeOf(texts);
    expect(rootOfInclusion(leafHash('event 4097'), 4097, 5_000, tree.inclusion(4097))).toBe(tree.root());
    expect(tree.root(1_000)).toBe(treeOf(texts.slice(0, 1_000)).root());
    expect(tree.root(0)).toBe(base64(ROOTS[0]));
  });
});
