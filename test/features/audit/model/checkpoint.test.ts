import { describe, expect, it } from 'vitest';
import {
  checkpointLine,
  checkpointsIn,
  holds,
  isSignedBy,
  readCheckpoint,
  signCheckpoint,
} from '../../../../src/features/audit/model/checkpoint.ts';
import { createMerkleTree, leafHash } from '../../../../src/features/audit/model/merkleTree.ts';
import { signNote } from '../../../../src/features/audit/model/signedNote.ts';
import { cosignatureOf } from '../../../fakes/witness.ts';
import { auditKeyOf } from '../../../support/auditKey.ts';

const key = auditKeyOf('a');

const treeOf = (...texts: readonly string[]) => {
  const tree = createMerkleTree();
  for (const text of texts) tree.push(leafHash(text));
  return tree;
};

const tree = treeOf('one', 'two', 'three');

const note = signCheckpoint(tree, key);

describe('a checkpoint', () => {
  it('says how many events there are and their root, signed in the name of the log', () => {
    expect(note.split('\n').slice(0, 4)).toEqual(['desk.example.com/audit', '3', tree.root(), '']);
    expect(readCheckpoint(note)).toEqual({ origin: key.name, size: 3, root: tree.root() });
    expect(isSignedBy(note, key)).toBe(true);
  });

  it('is signed by no other key, and not once a figure has been changed', () => {
    expect(isSignedBy(note, auditKeyOf('b'))).toBe(false);
    expect(isSignedBy(note.replace('\n3\n', '\n4\n'), key)).toBe(false);
    // Of another log, by the same key.
    expect(isSignedBy(signNote(note.split('\n\n')[0]?.replace('audit', 'other').concat('\n') ?? '', key), key)).toBe(
      false,
    );
  });

  it('is still held by the tree that has grown, and not by one that was cut or changed', () => {
    const said = { size: 3, root: tree.root() };
    expect(holds(treeOf('one', 'two', 'three', 'four'), said)).toBe(true);
    expect(holds(tree, said)).toBe(true);
    expect(holds(treeOf('one', 'two'), said)).toBe(false);
    expect(holds(treeOf('one', 'TWO', 'three', 'four'), said)).toBe(false);
  });

  it('is read again from the one line of a report, and from several notes in one text, a witness’s word with it', () => {
    const both = `${note}${cosignatureOf(note, auditKeyOf('w', 'witness.example.com'), 1_800_000_000)}`;
    expect(checkpointsIn(`Made 07:30. Its checkpoint: ${checkpointLine(both)} All is well.`)).toEqual([both]);
    expect(checkpointsIn(`${note}\n${both}`)).toEqual([note, both]);
    expect(isSignedBy(checkpointsIn(checkpointLine(both))[0] ?? '', key)).toBe(true);
  });

  it.each([
    '',
    'desk 3 no-root — name signature',
    note.replace(/— .*/u, ''),
    note.replace('\n3\n', '\n03\n'),
  ])('is not read from %j', (text) => {
    expect(checkpointsIn(text)).toEqual([]);
  });
});
