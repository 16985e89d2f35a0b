import { err, ok, type Result } from '../../../kernel/result.ts';
import { momentText } from '../../../kernel/text.ts';
import { isSealed } from '../../../platform/pdf/seal.ts';
import type { VerifierKey } from '../../audit/model/signedNote.ts';
import {
  type CasePack,
  PACK_FORMAT,
  PACK_VERSION,
  type PackContentFault,
  type ProvedPack,
  provePack,
} from '../model/pack.ts';

export type PackFault =
  | { readonly kind: 'not-a-pdf' }
  | { readonly kind: 'not-a-pack' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'other-version'; readonly version: number }
  /** Not in every byte the file that states its own SHA-256. */
  | { readonly kind: 'altered' }
  | PackContentFault;

/**
 * Checks a pack on its own, without the desk it came from. The file must have the SHA-256 that it states, its last
 * event bind the content, and every event be in the tree whose root is signed. With the desk's public key that shows
 * that the desk made it; without, not: a pack can be made up whole.
 */
export function verifyPack(bytes: Uint8Array, key?: VerifierKey): Result<ProvedPack, PackFault> {
  const file = Buffer.from(bytes);
  if (!file.subarray(0, 5).equals(Buffer.from('%PDF-'))) return err({ kind: 'not-a-pdf' });
  const attached = attachmentOf(file);
  if (!attached) return err({ kind: 'not-a-pack' });
  const read = packIn(attached);
  if (!read.ok) return read;
  return isSealed(file) ? proveRead(read.value, key) : err({ kind: 'altered' });
}

/** The text of the embedded file. The desk’s documents hold one, uncompressed. */
function attachmentOf(file: Buffer): string | undefined {
  const at = file.indexOf('/Type /EmbeddedFile');
  const begin = at < 0 ? -1 : file.indexOf('stream\n', at);
  if (begin < 0) return undefined;
  const end = file.indexOf('\nendstream', begin);
  return end < 0 ? undefined : file.toString('utf8', begin + 'stream\n'.length, end);
}

function packIn(attached: string): Result<CasePack, PackFault> {
  let pack: Partial<CasePack> | null;
  try {
    pack = JSON.parse(attached) as Partial<CasePack> | null;
  } catch {
    return err({ kind: 'unreadable' });
  }
  if (pack?.format !== PACK_FORMAT) return err({ kind: 'not-a-pack' });
  const { version } = pack;
  if (typeof version !== 'number') return err({ kind: 'unreadable' });
  return version === PACK_VERSION ? ok(pack as CasePack) : err({ kind: 'other-version', version });
}

/** What cannot be read to its end lacks something: it is no pack that the desk has made. */
function proveRead(pack: CasePack, key: VerifierKey | undefined): Result<ProvedPack, PackFault> {
  try {
    momentText(pack.madeAt, pack.zone);
    return provePack(pack, key);
  } catch {
    return err({ kind: 'unreadable' });
  }
}
