import { Fault } from '../../kernel/fault.ts';
import type { MerkleTree } from './model/merkleTree.ts';
import { isSignature, partsOfNote, signaturesIn, type VerifierKey } from './model/signedNote.ts';

/** Somebody outside who signs that each checkpoint holds what the one before held (C2SP tlog-witness). */
export interface Witness {
  /** Its submission prefix. */
  readonly url: string;
  readonly key: VerifierKey;
}

interface Submission {
  readonly note: string;
  readonly tree: MerkleTree;
  /** How many events the last checkpoint had that this witness signed, as far as the desk knows. */
  readonly old: number;
}

const ANSWER_MS = 10_000;

/** An answer is a few lines. */
const MOST_BYTES = 16_384;

/** The code of the fault when the witness has signed what is no longer in the tree. */
export const CONTRADICTS = 'witness-contradicts';

/** Asks a witness for its signature of a checkpoint; gives the lines of it. Throws a Fault. */
export async function askWitness({ url, key }: Witness, { note, tree, old }: Submission): Promise<string> {
  const contradiction = new Fault('item', CONTRADICTS, 'The witness has signed another audit');
  const ask = (from: number): Promise<{ readonly status: number; readonly text: string }> => {
    if (from > tree.size()) throw contradiction;
    return post(
      `${url.replace(/\/+$/, '')}/add-checkpoint`,
      [`old ${from}`, ...tree.consistency(from), '', note].join('\n'),
    );
  };
  let answer = await ask(Math.min(old, tree.size()));
  // It has signed another than the desk remembers, and says how large that was.
  const other = answer.status === 409 ? /^(0|[1-9]\d{0,14})\n?$/.exec(answer.text)?.[1] : undefined;
  if (other !== undefined && Number(other) !== old) answer = await ask(Number(other));
  if (answer.status === 409 || answer.status === 422) throw contradiction;
  if (answer.status !== 200) throw new Fault('item', `witness-${answer.status}`, 'The witness refused it');
  const text = partsOfNote(note)?.text ?? '';
  const signed = signaturesIn(answer.text).filter((line) => isSignature(line, text, key, 'cosignature'));
  if (signed.length === 0) throw new Fault('item', 'witness-nonsense', 'The witness’s answer is no signature of it');
  return signed.map((line) => `${line}\n`).join('');
}

async function post(url: string, body: string): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    for await (const piece of answer.body ?? []) {
      bytes += piece.length;
      if (bytes > MOST_BYTES) break;
      pieces.push(piece);
    }
    return { status: answer.status, text: Buffer.concat(pieces).toString('utf8') };
  } catch {
    throw new Fault('passing', 'witness-away', 'The witness does not answer');
  }
}
