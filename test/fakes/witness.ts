import { createHash, sign } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isSignedBy, readCheckpoint } from '../../src/features/audit/model/checkpoint.ts';
import { partsOfNote, type SigningKey, type VerifierKey } from '../../src/features/audit/model/signedNote.ts';

const nodeHash = (left: Buffer, right: Buffer): Buffer =>
  createHash('sha256')
    .update(Buffer.from([1]))
    .update(left)
    .update(right)
    .digest();

interface Claim {
  readonly old: number;
  readonly size: number;
  readonly oldRoot: string;
  readonly root: string;
  readonly proof: readonly string[];
}

/** Verifies a proof of consistency step by step as RFC 9162, 2.1.4.2, says it; shares nothing with the desk's code. */
export function isConsistent({ old, size, oldRoot, root, proof }: Claim): boolean {
  if (old === size) return proof.length === 0 && oldRoot === root;
  if (old === 0) return proof.length === 0;
  const path = proof.map((hash) => Buffer.from(hash, 'base64'));
  if ((old & (old - 1)) === 0) path.unshift(Buffer.from(oldRoot, 'base64'));
  let [fn, sn] = [old - 1, size - 1];
  while (fn % 2 === 1) [fn, sn] = [fn >> 1, sn >> 1];
  const [seed, ...rest] = path;
  if (!seed) return false;
  let [fr, sr]: [Buffer, Buffer] = [seed, seed];
  for (const hash of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [nodeHash(hash, fr), nodeHash(hash, sr)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else {
      sr = nodeHash(sr, hash);
    }
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  return sn === 0 && fr.toString('base64') === oldRoot && sr.toString('base64') === root;
}

/** A witness's line under a checkpoint, cosignature/v1. */
export function cosignatureOf(note: string, key: SigningKey, seconds: number): string {
  const text = partsOfNote(note)?.text ?? '';
  const id = createHash('sha256')
    .update(`${key.name}\n`)
    .update(Buffer.from([4]))
    .update(key.raw)
    .digest()
    .subarray(0, 4);
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`), key.privateKey);
  return `— ${key.name} ${Buffer.concat([id, time, signature]).toString('base64')}\n`;
}

export interface TestWitness {
  readonly url: string;
  /** What it last signed. */
  signed: { size: number; root: string };
  /** Answers in place of what a witness answers; null: it does its work. */
  answer: { readonly status: number; readonly body: string } | null;
  stop(): Promise<void>;
}

/** A witness over HTTP as C2SP tlog-witness describes one, which knows one log. */
export async function startWitness(key: SigningKey, log: VerifierKey): Promise<TestWitness> {
  const answerTo = (body: string): { readonly status: number; readonly body: string } => {
    const at = body.indexOf('\n\n');
    const [first = '', ...proof] = body.slice(0, at).split('\n');
    const note = body.slice(at + 2);
    const checkpoint = readCheckpoint(note);
    const old = Number(/^old (\d+)$/.exec(first)?.[1]);
    if (!checkpoint || Number.isNaN(old) || old > checkpoint.size) return { status: 400, body: '' };
    if (checkpoint.origin !== log.name) return { status: 404, body: '' };
    if (!isSignedBy(note, log)) return { status: 403, body: '' };
    if (old !== witness.signed.size) return { status: 409, body: `${witness.signed.size}\n` };
    const { size, root } = checkpoint;
    if (old === size && old > 0 && witness.signed.root !== root) return { status: 409, body: `${old}\n` };
    if (!isConsistent({ old, size, oldRoot: witness.signed.root, root, proof })) return { status: 422, body: '' };
    witness.signed = { size, root };
    return { status: 200, body: cosignatureOf(note, key, 1_800_000_000) };
  };
  const server = createServer(async (request, response) => {
    const answer = witness.answer ?? answerTo(await textOf(request));
    response.statusCode = request.method === 'POST' && request.url === '/add-checkpoint' ? answer.status : 405;
    response.end(answer.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const witness: TestWitness = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    signed: { size: 0, root: '' },
    answer: null,
    stop: () => new Promise((stopped) => server.close(() => stopped())),
  };
  return witness;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}
