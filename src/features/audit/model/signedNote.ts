import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** An Ed25519 key by which notes are verified (C2SP signed-note), its own or that of a witness. */
export interface VerifierKey {
  readonly name: string;
  readonly raw: Buffer;
  readonly publicKey: KeyObject;
}

/** A key that notes are signed with. */
export interface SigningKey extends VerifierKey {
  readonly privateKey: KeyObject;
}

/** What a signature is of: the note itself, or a witness's word on a checkpoint, which has its moment in it. */
const KINDS = { note: 1, cosignature: 4 } as const;

type Kind = keyof typeof KINDS;

/** `NAME+ID+KEY`, the key with its kind before it. */
const KEY = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/u;

const PRIVATE = 'PRIVATE+KEY+';

const SIGNATURE = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;

/** What comes before the 32 secret bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

const withKind = (kind: number, bytes: Uint8Array): Buffer => Buffer.concat([Buffer.from([kind]), bytes]);

/** Four bytes that name a key and what it signs. */
const idOf = ({ name, raw }: VerifierKey, kind: Kind): Buffer =>
  createHash('sha256').update(`${name}\n`).update(withKind(KINDS[kind], raw)).digest().subarray(0, 4);

function verifierKey(name: string, raw: Buffer): VerifierKey {
  const key = { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') };
  return { name, raw, publicKey: createPublicKey({ key, format: 'jwk' }) };
}

function signingKey(name: string, seed: Uint8Array): SigningKey {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { ...verifierKey(name, Buffer.from(x, 'base64url')), privateKey };
}

/** Reads a key's text, when its id is that of what it says. */
function parseKey<Key extends VerifierKey>(text: string, make: (name: string, bytes: Buffer) => Key): Key | undefined {
  const [, name = '', id = '', base64 = ''] = KEY.exec(text.trim()) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  const kind = (Object.keys(KINDS) as Kind[]).find((each) => KINDS[each] === bytes[0]);
  if (kind === undefined) return undefined;
  const key = make(name, bytes.subarray(1));
  return idOf(key, kind).toString('hex') === id ? key : undefined;
}

/** Reads a public key, as `verifierText` or a witness states it. */
export const parseVerifierKey = (text: string): VerifierKey | undefined => parseKey(text, verifierKey);

/** Reads a secret key, as `secretText` states it. */
export const parseSigningKey = (text: string): SigningKey | undefined =>
  text.startsWith(PRIVATE) ? parseKey(text.slice(PRIVATE.length), signingKey) : undefined;

const textOf = (key: VerifierKey, bytes: Uint8Array): string =>
  `${key.name}+${idOf(key, 'note').toString('hex')}+${withKind(KINDS.note, bytes).toString('base64')}`;

/** The text of a public key, which whoever verifies notes needs. */
export const verifierText = (key: VerifierKey): string => textOf(key, key.raw);

/** The text of a secret key, from a name without spaces and `+`, and 32 bytes that nobody can guess. */
export const secretText = (name: string, seed: Uint8Array): string =>
  `${PRIVATE}${textOf(signingKey(name, seed), seed)}`;

/** Signs a text that ends with a new line. */
export function signNote(text: string, key: SigningKey): string {
  const signature = Buffer.concat([idOf(key, 'note'), sign(null, Buffer.from(text), key.privateKey)]);
  return `${text}\n— ${key.name} ${signature.toString('base64')}\n`;
}

/** The text of a note, and the lines of its signatures; undefined of what is no note. */
export function partsOfNote(
  note: string,
): { readonly text: string; readonly signatures: readonly string[] } | undefined {
  const at = note.lastIndexOf('\n\n');
  const signatures = signaturesIn(note.slice(at + 2));
  return at < 0 || signatures.length === 0 ? undefined : { text: note.slice(0, at + 1), signatures };
}

/** The signatures among some lines. */
export const signaturesIn = (lines: string): readonly string[] =>
  lines.split('\n').filter((line) => SIGNATURE.test(line));

/** Whether a line is this key's signature of a text. */
export function isSignature(line: string, text: string, key: VerifierKey, kind: Kind = 'note'): boolean {
  const [, name, base64 = ''] = SIGNATURE.exec(line) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  if (name !== key.name || !bytes.subarray(0, 4).equals(idOf(key, kind))) return false;
  if (kind === 'note') return verify(null, Buffer.from(text), key.publicKey, bytes.subarray(4));
  if (bytes.length !== 76) return false;
  const signed = `cosignature/v1\ntime ${bytes.readBigUInt64BE(4)}\n${text}`;
  return verify(null, Buffer.from(signed), key.publicKey, bytes.subarray(12));
}
