import type { MerkleTree } from './merkleTree.ts';
import { isSignature, partsOfNote, type SigningKey, signNote, type VerifierKey } from './signedNote.ts';

/** What a checkpoint says of the audit (C2SP tlog-checkpoint): so many events, and the root of their tree, base64. */
export interface Checkpoint {
  /** The log that it is of: the name of the key that signed it. */
  readonly origin: string;
  readonly size: number;
  readonly root: string;
}

const TEXT = /^([^\s\p{C}]+)\n(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n$/u;

/** Signs the tree as it is now, as a note. */
export const signCheckpoint = (tree: MerkleTree, key: SigningKey): string =>
  signNote(`${key.name}\n${tree.size()}\n${tree.root()}\n`, key);

/** What a note says, when it is a checkpoint. Whoever signed it is not asked. */
export function readCheckpoint(note: string): Checkpoint | undefined {
  const [, origin = '', size = '', root = ''] = TEXT.exec(partsOfNote(note)?.text ?? '') ?? [];
  return origin === '' ? undefined : { origin, size: Number(size), root };
}

/** Whether the key signed a note, and the note is of the key's own log. */
export function isSignedBy(note: string, key: VerifierKey): boolean {
  const parts = partsOfNote(note);
  if (!parts || readCheckpoint(note)?.origin !== key.name) return false;
  return parts.signatures.some((line) => isSignature(line, parts.text, key));
}

/** Whether the tree still has what a checkpoint said of it. */
export const holds = (tree: MerkleTree, { size, root }: Omit<Checkpoint, 'origin'>): boolean =>
  size <= tree.size() && tree.root(size) === root;

/** A checkpoint in one line, as a report and a case pack state it. */
export const checkpointLine = (note: string): string => note.trim().split(/\n+/).join(' ');

const IN_LINE =
  /([^\s\p{C}]+)\s+(0|[1-9]\d{0,14})\s+([A-Za-z0-9+/]{43}=)((?:\s+— [^\s+]+ [A-Za-z0-9+/]{80,}={0,2})+)/gu;

/** The checkpoints that a text states, in one line or in several, as the notes they were. */
export const checkpointsIn = (text: string): readonly string[] =>
  [...text.matchAll(IN_LINE)].map(([, origin, size, root, signatures = '']) => {
    const lines = signatures.trim().split(/\s+(?=—)/u);
    return `${origin}\n${size}\n${root}\n\n${lines.map((line) => `${line}\n`).join('')}`;
  });
